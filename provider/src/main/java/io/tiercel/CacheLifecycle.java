package io.tiercel;

import static java.util.Objects.requireNonNull;

import io.tiercel.concurrent.Closing;
import io.tiercel.configuration.ResolvedCacheConfiguration;
import io.tiercel.engine.FreshReads;
import io.tiercel.management.CacheBeans;
import io.tiercel.management.CacheConfigurationBean;
import io.tiercel.management.CacheFiguresBean;
import io.tiercel.management.CacheStatisticsBean;
import io.tiercel.management.NamedBean;
import io.tiercel.management.TagsBean;
import io.tiercel.management.TierBean;
import io.tiercel.management.WarmingBean;
import io.tiercel.management.WriteBehindBean;
import io.tiercel.rule.RuleTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * What may change about a cache while it lives: whether it is open, its beans, and what its configuration says of
 * statistics, management and listeners. Thread-safe.
 */
final class CacheLifecycle<K, V> {

    private final String name;
    private final StandardCacheManager manager;
    private final AssembledCache<K, V> assembled;
    private final CacheBeans beans;
    private final ReentrantLock changing = new ReentrantLock();
    private volatile ResolvedCacheConfiguration<K, V> configuration;
    private final Runnable refuse;
    private volatile @Nullable Closing closing;

    /** Whether the close is to remove what would outlast the cache. Guarded by the lock. */
    private boolean destroyed;

    /** Whether it is too late to say so. Guarded by the lock. */
    private boolean releasing;

    /**
     * Makes the lifecycle of a cache that is open.
     *
     * @param target the cache as its beans see it
     * @param refuse makes the cache refuse all that comes from now on
     */
    CacheLifecycle(
            String name,
            StandardCacheManager manager,
            AssembledCache<K, V> assembled,
            RuleTarget target,
            Runnable refuse) {
        this.name = name;
        this.manager = manager;
        this.assembled = assembled;
        this.refuse = refuse;
        this.configuration = assembled.configuration();
        this.beans = new CacheBeans(
                manager.getURI(),
                name,
                new CacheConfigurationBean(this::configuration),
                new CacheStatisticsBean(assembled.parts().statistics()),
                further(assembled, target));
    }

    /** Returns the beans of the cache that JSR-107 does not know. */
    private static List<NamedBean> further(AssembledCache<?, ?> assembled, RuleTarget target) {
        List<NamedBean> beans = new ArrayList<>();
        assembled.tiers().forEach(tier -> beans.add(TierBean.named(tier)));
        beans.add(TagsBean.named(target));
        FreshReads<?, ?> freshReads = assembled.freshReads();
        boolean loads = assembled.bulkLoads() != null;
        beans.add(CacheFiguresBean.named(
                assembled.parts().statistics(),
                assembled.parts().events(),
                loads,
                freshReads == null ? null : freshReads::refreshesWaiting));
        if (assembled.loader() != null || assembled.bulkLoads() != null) {
            beans.add(WarmingBean.named(assembled.warming()));
        }
        if (assembled.writeQueue() != null) {
            beans.add(WriteBehindBean.named(assembled.writeQueue()));
        }
        return beans;
    }

    /** Registers the beans that the configuration asks for. */
    void start() {
        change(current -> {
            setManagementEnabled(current.management());
            beans.setStatisticsEnabled(current.statistics());
            return current;
        });
        assembled.startWarming().run();
    }

    private void setManagementEnabled(boolean enabled) {
        beans.setManagementEnabled(enabled);
        manager.beans().cacheIsManaged(this, enabled);
    }

    /** Returns the configuration as it is now: a snapshot. */
    TiercelConfiguration<K, V> configuration() {
        return TiercelConfiguration.of(configuration);
    }

    void enableStatistics(boolean enabled) {
        change(current -> {
            assembled.parts().statistics().setEnabled(enabled);
            beans.setStatisticsEnabled(enabled);
            return current.withStatistics(enabled);
        });
    }

    void enableManagement(boolean enabled) {
        change(current -> {
            setManagementEnabled(enabled);
            return current.withManagement(enabled);
        });
    }

    /** Registers a listener, of which the configuration then tells. */
    void register(CacheEntryListenerConfiguration<K, V> listener) {
        assembled.parts().events().register(listener);
        tellListeners();
    }

    /** Takes a listener back. */
    void deregister(CacheEntryListenerConfiguration<K, V> listener) {
        assembled.parts().events().deregister(listener);
        tellListeners();
    }

    /** Others may register and deregister meanwhile: whoever comes last tells of all. */
    private void tellListeners() {
        change(current -> current.withListeners(assembled.parts().events().registered()));
    }

    /** A cache that is closed changes no more; above all, it registers no bean. */
    private void change(UnaryOperator<ResolvedCacheConfiguration<K, V>> change) {
        changing.lock();
        try {
            if (closing == null) {
                configuration = change.apply(configuration);
            }
        } finally {
            changing.unlock();
        }
    }

    /**
     * Closes the cache and all that was created for it. Idempotent: who comes second waits for the first, as {@link Closing#await}
     * says, for what comes after a close may take away what is still being flushed to.
     */
    void close() {
        if (!closeFirst()) {
            boolean unused = requireNonNull(closing).await();
        }
    }

    /** Does the same, but waits for nobody who has begun to. Returns whether nobody had. */
    boolean closeFirst() {
        Closing begun = new Closing();
        changing.lock();
        try {
            if (closing != null) {
                return false;
            }
            closing = begun;
            refuse.run();
        } finally {
            changing.unlock();
        }
        manager.closings().run(name, begun, this::release);
        return true;
    }

    /**
     * Closes the cache, and removes what would outlast it.
     *
     * @return false if nothing was removed, for whoever closes it had come too far
     */
    boolean destroy() {
        boolean removes;
        changing.lock();
        try {
            destroyed |= !releasing;
            removes = destroyed;
        } finally {
            changing.unlock();
        }
        close();
        return removes;
    }

    private void release() {
        AutoCloseable beansOfManager = () -> manager.beans().cacheIsManaged(this, /* enabled= */ false);
        // while the name is taken, so that the next cache of the name gets the names of the beans
        String whole = "the cache '" + name + "'";
        manager.resources().closeAll(whole, List.of(beans, beansOfManager));
        manager.forget(name, this); // the next one waits until this is over
        if (beginRelease()) {
            AutoCloseable files = this::removeFiles;
            manager.resources().closeAll(whole, List.of(files));
        }
        manager.resources().closeAll(whole, assembled.closeables());
    }

    /** Decides for all parts at once whether to remove what outlasts them, and for good: others may have the folders soon. */
    private boolean beginRelease() {
        changing.lock();
        try {
            releasing = true;
            return destroyed;
        } finally {
            changing.unlock();
        }
    }

    private void removeFiles() {
        assembled.storage().destroy();
        assembled.warming().destroy();
    }
}
