package io.tiercel.configuration.yaml;

import io.tiercel.configuration.ManagerSettings;
import io.tiercel.configuration.Place;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/**
 * What code says of a manager: the properties that JSR-107 hands over beside its URI. Each is named {@code tiercel.} and a
 * key of {@code manager:}, and is written as in a file. Other properties are the application's own.
 */
final class ManagerProperties {

    static final String PREFIX = "tiercel.";

    private static final KeyTable<ManagerKeys.Draft> TABLE = ManagerKeys.TABLE.prefixed(PREFIX);
    private static final String SOURCE = "the properties of the cache manager";

    private ManagerProperties() {}

    /** Returns what the properties say, and what the file says where they say nothing. */
    static ManagerSettings over(ManagerSettings file, Properties properties, Value.Context context) {
        Map<String, YamlNode> said = new LinkedHashMap<>();
        Map<String, Place> places = new LinkedHashMap<>();
        for (String name : namesOf(properties)) {
            String value = properties.getProperty(name, String.valueOf(properties.get(name)));
            if (isOurs(name, value)) {
                places.put(name, new Place(SOURCE, 0, 0, name));
                said.put(name, new YamlNode.Scalar(value, new Place(SOURCE, 0, 0, name)));
            }
        }
        YamlNode all = new YamlNode.Mapping(said, places, new Place(SOURCE, 0, 0, ""));
        Long poolBytes = TABLE.read(new Value(all, context), new ManagerKeys.Draft()).poolBytes;
        return poolBytes == null ? file : file.withPoolBytes(poolBytes);
    }

    /** Includes the names that the properties have by default only, and those whose value is no text. */
    private static Set<String> namesOf(Properties properties) {
        Set<String> names = new TreeSet<>(properties.stringPropertyNames());
        for (Object key : properties.keySet()) {
            if (key instanceof String name) {
                names.add(name);
            }
        }
        return names;
    }

    /** An application that hands on all properties of the system hands on those that are for the JVM and for no manager. */
    private static boolean isOurs(String name, String value) {
        return TABLE.keys().contains(name) || (name.startsWith(PREFIX) && !value.equals(System.getProperty(name)));
    }
}
