package io.tiercel.examples.quickstart;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * What one tier of a cache holds, read from the provider's bean of it, as JConsole does.
 *
 * @param tier the name of the tier
 * @param entries how many entries it holds
 * @param bytes how many bytes they take
 * @param maxBytes how many it may hold
 */
record TierCounts(String tier, long entries, long bytes, long maxBytes) {

    /** Reads the tiers of a cache. */
    static List<TierCounts> of(String cacheName) {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        try {
            List<TierCounts> tiers = new ArrayList<>();
            for (ObjectName name :
                    server.queryNames(new ObjectName("io.tiercel:type=Tier,Cache=" + cacheName + ",*"), null)) {
                tiers.add(new TierCounts(
                        name.getKeyProperty("Tier"),
                        (long) server.getAttribute(name, "Entries"),
                        (long) server.getAttribute(name, "Bytes"),
                        (long) server.getAttribute(name, "MaxBytes")));
            }
            return tiers;
        } catch (JMException e) {
            throw new IllegalStateException("the tiers of cache \"" + cacheName + "\" cannot be read", e);
        }
    }
}
