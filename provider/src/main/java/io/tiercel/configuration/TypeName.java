package io.tiercel.configuration;

import java.lang.reflect.Array;
import java.util.Set;

/**
 * The name of a type of keys or values: a class, or an array such as {@code byte[]}. Immutable.
 *
 * @param name the name, as said
 * @param place where it was said
 */
public record TypeName(String name, Place place) {

    private static final Set<String> JAVA_LANG =
            Set.of("String", "Long", "Integer", "Short", "Byte", "Character", "Boolean", "Double", "Float", "Object");

    /**
     * Returns the type.
     *
     * @throws ConfigurationException if the class loader does not find it, or it is a primitive type
     */
    public Class<?> resolve(ClassLoader classLoader) {
        if (name.endsWith("[]")) {
            String element = name.substring(0, name.length() - 2);
            Class<?> elementType =
                    element.equals("byte") ? byte.class : new TypeName(element, place).resolve(classLoader);
            return Array.newInstance(elementType, 0).getClass();
        }
        if (JAVA_LANG.contains(name)) {
            throw new ConfigurationException(place, "'" + name + "' is not a full class name; java.lang." + name + "?");
        }
        return new ComponentClass(name, place).load(classLoader);
    }
}
