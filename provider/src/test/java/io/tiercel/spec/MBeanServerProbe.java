package io.tiercel.spec;

import java.util.Map;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import javax.management.MBeanServerFactory;

/** A program that uses caches without management and statistics, and fails if that made an MBean server. */
public final class MBeanServerProbe {

    private MBeanServerProbe() {}

    /** Exits with 0 if there is no MBean server before management is switched on, and one after. */
    public static void main(String[] arguments) {
        try (CacheManager manager = Caching.getCachingProvider().getCacheManager()) {
            Cache<Integer, Box> cache = manager.createCache(
                    "unmanaged", new MutableConfiguration<Integer, Box>().setTypes(Integer.class, Box.class));
            cache.put(1, new Box(1));
            cache.getAll(Set.of(1, 2));
            cache.putAll(Map.of(3, new Box(3)));
            manager.enableManagement("unmanaged", false);
            manager.enableStatistics("unmanaged", false);
            manager.destroyCache("unmanaged");
            require(MBeanServerFactory.findMBeanServer(null).isEmpty(), 2);
            manager.createCache("managed", new MutableConfiguration<>());
            manager.enableManagement("managed", true);
            require(!MBeanServerFactory.findMBeanServer(null).isEmpty(), 3);
        }
    }

    private static void require(boolean condition, int exitCode) {
        if (!condition) {
            System.exit(exitCode);
        }
    }
}
