package io.tiercel.examples.quickstart;

import java.lang.management.ManagementFactory;
import java.util.Set;
import javax.cache.management.CacheStatisticsMXBean;
import javax.management.JMX;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/**
 * The statistics of one cache, read from its standard bean (JSR-107 1.1.1, "Statistics") on the platform MBean server:
 * what JConsole shows. Thread-safe; a reading is not a snapshot while the cache is in use.
 */
final class CacheStatistics {
    private final CacheStatisticsMXBean bean;

    private CacheStatistics(CacheStatisticsMXBean bean) {
        this.bean = bean;
    }

    /**
     * Finds the bean of a cache.
     *
     * @throws IllegalStateException if there is none, because the cache keeps no statistics
     */
    static CacheStatistics of(String cacheName) {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        Set<ObjectName> found = server.queryNames(pattern(cacheName), null);
        if (found.isEmpty()) {
            throw new IllegalStateException("cache \"" + cacheName + "\" has no statistics bean: set statistics: true");
        }
        ObjectName name = found.iterator().next();
        return new CacheStatistics(JMX.newMXBeanProxy(server, name, CacheStatisticsMXBean.class));
    }

    CacheCounts read() {
        // the hits first: while threads go on counting, they then never exceed the gets
        long hits = bean.getCacheHits();
        return new CacheCounts(bean.getCacheGets(), hits, bean.getCacheEvictions());
    }

    private static ObjectName pattern(String cacheName) {
        try {
            return new ObjectName("javax.cache:type=CacheStatistics,Cache=" + cacheName + ",*");
        } catch (MalformedObjectNameException e) {
            throw new IllegalArgumentException("cacheName=" + cacheName, e);
        }
    }
}
