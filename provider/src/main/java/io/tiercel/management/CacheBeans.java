package io.tiercel.management;

import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import javax.cache.CacheException;
import javax.cache.management.CacheMXBean;
import javax.cache.management.CacheStatisticsMXBean;
import javax.management.InstanceAlreadyExistsException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/**
 * The beans of one cache, and whether each is registered with the platform's MBean server. Safe for use by many
 * threads. The server is not touched, nor made, before the first bean is registered. Registering what is registered,
 * and unregistering what is not, do nothing. Fails with a {@link CacheException} when the server refuses.
 */
public final class CacheBeans implements AutoCloseable {

    private final Registration configuration;
    private final Registration statistics;
    private final List<Registration> tiers;

    /** Makes the beans of a cache, not registered yet. */
    public CacheBeans(
            URI managerUri,
            String cacheName,
            CacheMXBean configuration,
            CacheStatisticsMXBean statistics,
            List<TierBean> tiers) {
        this.configuration =
                new Registration(BeanName.standard("CacheConfiguration", managerUri, cacheName), configuration);
        this.statistics = new Registration(BeanName.standard("CacheStatistics", managerUri, cacheName), statistics);
        this.tiers = tiers.stream()
                .map(tier -> new Registration(BeanName.ofTier(managerUri, cacheName, tier.tier()), tier))
                .toList();
    }

    /** Registers or unregisters the beans that show the configuration and the tiers. */
    public void setManagementEnabled(boolean enabled) {
        configuration.set(enabled);
        tiers.forEach(tier -> tier.set(enabled));
    }

    /** Registers or unregisters the bean that shows the statistics. */
    public void setStatisticsEnabled(boolean enabled) {
        statistics.set(enabled);
    }

    /** Unregisters all. */
    @Override
    public void close() {
        try {
            setManagementEnabled(false);
        } finally {
            setStatisticsEnabled(false);
        }
    }

    private static final class Registration {

        private final BeanName name;
        private final Object bean;
        private final ReentrantLock lock = new ReentrantLock();

        /** The name that the bean is registered by, null while it is not. Guarded by the lock. */
        private @Nullable ObjectName registeredName;

        Registration(BeanName name, Object bean) {
            this.name = name;
            this.bean = bean;
        }

        void set(boolean registered) {
            lock.lock();
            try {
                if (registered && registeredName == null) {
                    registeredName = register();
                } else if (!registered && registeredName != null) {
                    unregister(registeredName);
                    registeredName = null;
                }
            } catch (JMException e) {
                throw new CacheException("bean=" + name, e);
            } finally {
                lock.unlock();
            }
        }

        private ObjectName register() throws JMException {
            MBeanServer server = ManagementFactory.getPlatformMBeanServer();
            int instance = BeanName.FIRST_INSTANCE;
            while (true) {
                ObjectName candidate = name.toObjectName(instance);
                try {
                    server.registerMBean(bean, candidate);
                    return candidate;
                } catch (InstanceAlreadyExistsException taken) {
                    instance++;
                }
            }
        }

        private static void unregister(ObjectName registeredName) throws JMException {
            try {
                ManagementFactory.getPlatformMBeanServer().unregisterMBean(registeredName);
            } catch (InstanceNotFoundException unregisteredByOthers) {
                // Whoever did it has done what was asked for.
                return;
            }
        }
    }
}
