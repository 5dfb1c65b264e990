package io.tiercel.configuration.yaml;

import io.tiercel.configuration.OptionalModule;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The keys that mean something, but not to this version or not without a module. The one place that says so: a key
 * leaves it when a table of keys reads it.
 */
final class ReservedKeys {

    private static final Map<String, OptionalModule> NEED_A_MODULE = Map.of(
            "cache.cluster", OptionalModule.CLUSTER,
            "root.cluster", OptionalModule.CLUSTER);

    private ReservedKeys() {}

    /** Returns why a key of a table cannot be used, or null if it means nothing at all. */
    static @Nullable String explain(String table, String key, Set<OptionalModule> present) {
        String path = (table.equals("defaults") ? "cache" : table) + "." + key;
        OptionalModule module = NEED_A_MODULE.get(path);
        if (module != null && !present.contains(module)) {
            return module.missing();
        }
        return module != null ? notSupported("this key") : null;
    }

    /** Returns the words for something that a later version may support. */
    static String notSupported(String what) {
        return what + " is not supported by this version";
    }
}
