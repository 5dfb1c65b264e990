package io.tiercel.management;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import javax.cache.management.CacheMXBean;
import javax.cache.management.CacheStatisticsMXBean;

/**
 * The beans of one cache, and whether each is registered with the platform's MBean server. Safe for use by many
 * threads. The server is not touched, nor made, before the first bean is registered. Registering what is registered,
 * and unregistering what is not, do nothing. Fails with a {@link javax.cache.CacheException} when the server refuses.
 */
public final class CacheBeans implements AutoCloseable {

    private final Registration configuration;
    private final Registration statistics;
    private final List<Registration> further;

    /**
     * Makes the beans of a cache, not registered yet.
     *
     * @param further the beans that JSR-107 does not know, which are there while the one of the configuration is
     */
    public CacheBeans(
            URI managerUri,
            String cacheName,
            CacheMXBean configuration,
            CacheStatisticsMXBean statistics,
            List<NamedBean> further) {
        this.configuration =
                new Registration(BeanName.standard("CacheConfiguration", managerUri, cacheName), () -> configuration);
        this.statistics =
                new Registration(BeanName.standard("CacheStatistics", managerUri, cacheName), () -> statistics);
        this.further = further.stream()
                .map(bean -> new Registration(BeanName.ofCache(bean, managerUri, cacheName), bean.maker()))
                .toList();
    }

    /** Registers or unregisters the bean that shows the configuration, and the further ones. */
    public void setManagementEnabled(boolean enabled) {
        configuration.set(enabled);
        further.forEach(bean -> bean.set(enabled));
    }

    /** Registers or unregisters the bean that shows the statistics. */
    public void setStatisticsEnabled(boolean enabled) {
        statistics.set(enabled);
    }

    /** Unregisters all, each whatever becomes of the others. */
    @Override
    public void close() {
        List<Registration> all = new ArrayList<>(further);
        all.add(configuration);
        all.add(statistics);
        Registration.unregister(all);
    }

    @Override
    public String toString() {
        return "beans";
    }
}
