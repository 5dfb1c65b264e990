package io.tiercel;

import io.tiercel.configuration.DiskBound;
import io.tiercel.configuration.OffHeapBound;
import io.tiercel.configuration.OptionalModule;
import io.tiercel.configuration.ResolvedCacheConfiguration;
import io.tiercel.tier.LowerBounds;
import io.tiercel.tier.LowerStore;
import io.tiercel.tier.ManagerTiers;
import io.tiercel.tier.TierModule;
import io.tiercel.tier.TierModule.ManagerSetup;
import io.tiercel.tier.TierRequest;
import io.tiercel.tier.TiersUnavailableException;
import java.lang.System.Logger.Level;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * The tiers outside the heap of the caches of one manager. The module that brings them is asked for when the first cache
 * needs one, and not at all if none does. Thread-safe.
 */
final class LowerTiers implements AutoCloseable {

    private final Supplier<ManagerSetup> setup;
    private final Source source;
    private final ReentrantLock opening = new ReentrantLock();
    private final AtomicBoolean unavailable = new AtomicBoolean();
    private @Nullable ManagerTiers opened;

    /**
     * Where such tiers come from.
     *
     * @param module what brings them, null if nothing does
     */
    record Source(@Nullable TierModule module) {

        /** Returns the module that is on the class path, if it is. */
        static Source ofClassPath() {
            return new Source(ServiceLoader.load(TierModule.class, TierModule.class.getClassLoader())
                    .findFirst()
                    .orElse(null));
        }

        /** Returns the modules that a configuration may name. */
        Set<OptionalModule> modules() {
            return module == null ? Set.of() : Set.of(OptionalModule.OFFHEAP_STORE);
        }

        private TierModule find() {
            if (module == null) {
                throw new CacheException("A tier outside the heap " + OptionalModule.OFFHEAP_STORE.missing());
            }
            return module;
        }
    }

    LowerTiers(Supplier<ManagerSetup> setup, Source source) {
        this.setup = setup;
        this.source = source;
    }

    /** Returns what a cache may hold outside the heap, or null if nothing. */
    static @Nullable LowerBounds boundsOf(String cacheName, ResolvedCacheConfiguration<?, ?> configuration) {
        LowerBounds.OffHeap offHeap = offHeapOf(configuration.offHeap());
        LowerBounds.Disk disk = configuration.disk() instanceof DiskBound.Size size
                ? new LowerBounds.Disk(size.bytes(), size.folderOf(cacheName))
                : null;
        return offHeap == null && disk == null ? null : new LowerBounds(offHeap, disk);
    }

    private static LowerBounds.@Nullable OffHeap offHeapOf(OffHeapBound bound) {
        if (bound instanceof OffHeapBound.Size size) {
            return new LowerBounds.Own(size.bytes());
        }
        return bound instanceof OffHeapBound.Shared ? new LowerBounds.Shared() : null;
    }

    /** Has what such a cache would wait for begin in the background, if it has tiers outside the heap. */
    void prepareFor(String cacheName, ResolvedCacheConfiguration<?, ?> configuration) {
        TierModule module = source.module();
        if (module != null && boundsOf(cacheName, configuration) != null) {
            module.prepare();
        }
    }

    LowerStore open(TierRequest request) {
        return tiers().open(request);
    }

    /** Returns the tiers of a cache that may do without, or null if this JVM lets none work, of which there is one warning. */
    @Nullable
    LowerStore openIfPossible(TierRequest request) {
        if (unavailable.get()) {
            return null;
        }
        try {
            return open(request);
        } catch (TiersUnavailableException e) {
            if (!unavailable.getAndSet(true)) {
                warn(request.cacheName(), e);
            }
            return null;
        }
    }

    private void warn(String cacheName, TiersUnavailableException refusal) {
        System.getLogger(LowerTiers.class.getName())
                .log(
                        Level.WARNING,
                        "manager={0}: the cache ''{1}'', and the others that did not ask for a tier outside the heap by"
                                + " their own configuration, run on their heap tier alone, within its bound. {2}; or say"
                                + " off-heap: none under defaults, and there is no such warning.",
                        setup.get().name(),
                        cacheName,
                        refusal.getMessage());
    }

    private ManagerTiers tiers() {
        opening.lock();
        try {
            ManagerTiers tiers = opened;
            if (tiers == null) {
                tiers = source.find().open(setup.get());
                opened = tiers;
            }
            return tiers;
        } finally {
            opening.unlock();
        }
    }

    /** Gives back what the caches shared. They are closed by then. */
    @Override
    public void close() {
        opening.lock();
        try {
            if (opened != null) {
                opened.close();
            }
        } finally {
            opening.unlock();
        }
    }
}
