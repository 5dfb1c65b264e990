package io.tiercel.offheap;

import static java.util.Objects.requireNonNull;

import io.tiercel.configuration.SizeSyntax;
import io.tiercel.offheap.disk.CacheIdentity;
import io.tiercel.offheap.disk.DiskTier;
import io.tiercel.offheap.disk.Opening;
import io.tiercel.offheap.layer.LayeredByteMap;
import io.tiercel.offheap.map.ByteMap;
import io.tiercel.offheap.map.ByteMaps;
import io.tiercel.offheap.map.ByteMaps.SharedMap;
import io.tiercel.offheap.runtime.ChronicleRuntime;
import io.tiercel.store.Copies;
import io.tiercel.tier.LowerBounds;
import io.tiercel.tier.LowerBounds.Own;
import io.tiercel.tier.LowerStore;
import io.tiercel.tier.ManagerTiers;
import io.tiercel.tier.TierModule.ManagerSetup;
import io.tiercel.tier.TierOpening;
import io.tiercel.tier.TierRequest;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * Makes the tiers outside the heap for the caches of a manager, and has the map that those without a size of their own
 * share. Thread-safe.
 */
final class OffHeapTiers implements ManagerTiers {

    private final ManagerSetup manager;
    private final ReentrantLock opening = new ReentrantLock();
    private @Nullable SharedMap shared;

    OffHeapTiers(ManagerSetup manager) {
        this.manager = manager;
    }

    @Override
    public LowerStore open(TierRequest request) {
        AttachedCopies copies = new AttachedCopies();
        CacheMap map = open(ChronicleRuntime.maps(), request, copies);
        TierRequest.Forms forms = request.forms();
        HashedKeys hashed = new HashedKeys(map.map(), forms.keys());
        KeyForm keys = new KeyForm(
                request.cacheName(),
                forms.keyCodec(),
                hashed,
                map.outlivesProcess(),
                map.map().largestKeyBytes());
        EntryForm form = new EntryForm(forms.valueCodec(), Deadline.of(request.touchable()));
        InheritedEntries inherited =
                map.mayInherit() ? new InheritedEntries(request.cacheName(), map.map(), copies, form) : null;
        return new OffHeapStore(map, copies, keys, form, inherited);
    }

    private CacheMap open(ByteMaps maps, TierRequest request, Copies copies) {
        LowerBounds bounds = request.bounds();
        if (bounds.disk() == null) {
            return CacheMap.inMemory(memory(maps, request, copies));
        }
        if (bounds.offHeap() == null) {
            FileTier file = file(maps, request, copies);
            return new CacheMap(file.map(), List.of(file.map()), file.tier()::destroy, /* outlivesProcess= */ true);
        }
        AttachedKeyedCopies ofBoth = new AttachedKeyedCopies();
        FileTier file = file(maps, request, ofBoth);
        MeasuredMap above = memoryOver(file, maps, request);
        ByteMap both = LayeredByteMap.open(above, copies, copiesOfBoth -> {
            ofBoth.attach(copiesOfBoth);
            return file.map();
        });
        return new CacheMap(both, List.of(above, file.map()), file.tier()::destroy, /* outlivesProcess= */ true);
    }

    private MeasuredMap memoryOver(FileTier file, ByteMaps maps, TierRequest request) {
        boolean opened = false;
        try {
            MeasuredMap above = memory(maps, request, Copies.NONE);
            opened = true;
            return above;
        } finally {
            if (!opened) {
                file.map().close();
            }
        }
    }

    private MeasuredMap memory(ByteMaps maps, TierRequest request, Copies copies) {
        String name = request.cacheName();
        ByteMap map = request.bounds().offHeap() instanceof Own own
                ? allocate(
                        "the off-heap tier of cache '" + name + "'",
                        own.bytes(),
                        () -> maps.openMemory(name, own.bytes(), copies, manager.clock()))
                : shared(maps).part(name, copies);
        return new MeasuredMap("off-heap", map, TierOpening.EMPTY);
    }

    /** The system refuses at once what can never be there; what is only scarce it gives, a page at a time. */
    private static <M> M allocate(String what, long bytes, Supplier<M> open) {
        try {
            return open.get();
        } catch (OutOfMemoryError e) {
            throw new CacheException(
                    "there is no memory for " + what + ", size=" + SizeSyntax.format(bytes)
                            + "; give it a smaller size, or the machine or container more memory",
                    e);
        }
    }

    private SharedMap shared(ByteMaps maps) {
        opening.lock();
        try {
            SharedMap pool = shared;
            if (pool == null) {
                pool = allocate(
                        "the off-heap pool of manager '" + manager.name() + "'",
                        manager.poolBytes(),
                        () -> maps.openShared(manager.name(), manager.poolBytes(), manager.clock()));
                shared = pool;
            }
            return pool;
        } finally {
            opening.unlock();
        }
    }

    /** A tier in a file, and the same as it is looked at. */
    private record FileTier(DiskTier tier, MeasuredMap map) {}

    private FileTier file(ByteMaps maps, TierRequest request, Copies copies) {
        LowerBounds.Disk disk = requireNonNull(request.bounds().disk());
        CacheIdentity identity = CacheIdentity.of(
                request.cacheName(),
                request.keyType(),
                request.valueType(),
                request.forms().fingerprint());
        DiskTier.Settings settings = new DiskTier.Settings(disk.path(), identity, disk.bytes());
        DiskTier tier = allocate(
                "the disk tier of cache '" + request.cacheName() + "'",
                disk.bytes(),
                () -> DiskTier.open(settings, maps, copies, manager.clock()));
        return new FileTier(tier, new MeasuredMap("disk", tier, opening(tier.opening())));
    }

    private static TierOpening opening(Opening of) {
        if (of instanceof Opening.Warm) {
            return TierOpening.WARM;
        }
        if (of instanceof Opening.Recovered) {
            return TierOpening.RECOVERED;
        }
        return of instanceof Opening.SetAside ? TierOpening.SET_ASIDE : TierOpening.EMPTY;
    }

    @Override
    public void close() {
        opening.lock();
        try {
            if (shared != null) {
                shared.close();
                shared = null;
            }
        } finally {
            opening.unlock();
        }
    }
}
