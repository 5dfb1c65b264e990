package io.tiercel.offheap;

import io.tiercel.concurrent.KeyLocks;
import io.tiercel.heap.EntryShape;
import io.tiercel.heap.HeapStore;
import io.tiercel.offheap.map.ByteMap;
import io.tiercel.serialize.CanonicalClasses;
import io.tiercel.serialize.ClassAdmission;
import io.tiercel.serialize.ForySerializer;
import io.tiercel.serialize.Immutability;
import io.tiercel.serialize.KeyCodec;
import io.tiercel.serialize.Serializer;
import io.tiercel.serialize.ValueCodec;
import io.tiercel.serialize.ValueStorage;
import io.tiercel.statistics.CacheStatistics;
import io.tiercel.store.Copies;
import io.tiercel.store.Store;
import io.tiercel.tier.HeapForm;
import io.tiercel.tier.LowerStore;
import io.tiercel.tier.ManagerTiers;
import io.tiercel.tier.SectionedStore;
import io.tiercel.tier.TierModule.ManagerSetup;
import io.tiercel.tier.TierOpening;
import io.tiercel.tier.TierParts;
import io.tiercel.tier.TierRequest;
import io.tiercel.tier.TieredStore;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes the tiers of caches of anything, as a cache manager does. Close it after the test. */
final class OpenedTiers implements AutoCloseable {

    private static final ClassLoader LOADER = OpenedTiers.class.getClassLoader();
    private static final long QUANTUM_MILLIS = 100;

    private final AtomicInteger count = new AtomicInteger();
    private final ManagerTiers tiers =
            new OffHeapModule().open(new ManagerSetup("test", LOADER, TierKind.AMPLE_BYTES, System::currentTimeMillis));

    /** Opens tiers outside the heap without one on it. Their files, if any, are in the folder. */
    Store open(TierKind kind, boolean touchable, Path folder) {
        LowerStore store = lower(kind, touchable, folder);
        store.attach(Copies.NONE);
        return store;
    }

    /** Opens tiers outside the heap under one of so many entries on it. */
    Store open(TierKind kind, boolean touchable, Path folder, long heapEntries) {
        return underHeap(lower(kind, touchable, folder), touchable, heapEntries);
    }

    /** Puts a tier of so many entries on the heap over a lower one. */
    static Store underHeap(LowerStore lower, boolean touchable, long heapEntries) {
        KeyLocks locks = new KeyLocks();
        TieredStore store = new TieredStore(new TierParts(
                new HeapStore(new EntryShape(touchable, /* weighed= */ false, /* versioned= */ true), heapEntries),
                lower,
                locks,
                new PlainForm(),
                touchable ? QUANTUM_MILLIS : 0,
                new CacheStatistics(/* enabled= */ true)));
        return new SectionedStore(store, locks);
    }

    /** Makes a store of the entries of a map in memory. */
    static LowerStore over(ByteMap map) {
        TierRequest.Forms forms = forms();
        MeasuredMap measured = new MeasuredMap("off-heap", map, TierOpening.EMPTY);
        KeyForm keys = new KeyForm(
                "over",
                forms.keyCodec(),
                new HashedKeys(measured, forms.keys()),
                /* outlivesProcess= */ false,
                measured.largestKeyBytes());
        EntryForm entries = new EntryForm(forms.valueCodec(), Deadline.FIXED);
        return new OffHeapStore(CacheMap.inMemory(measured), new AttachedCopies(), keys, entries, null);
    }

    private LowerStore lower(TierKind kind, boolean touchable, Path folder) {
        String name = "cache-" + count.incrementAndGet();
        return tiers.open(new TierRequest(
                name, kind.bounds(folder.resolve(name)), forms(), touchable, Object.class, Object.class));
    }

    private static TierRequest.Forms forms() {
        ClassAdmission anything = ClassAdmission.ofLiveObjects();
        Serializer serializer = new ForySerializer(LOADER, anything);
        ValueStorage storage = ValueStorage.byValue(serializer, new Immutability(LOADER, List.of()));
        KeyCodec keys = new KeyCodec(new CanonicalClasses(LOADER), Object.class, anything);
        return new TierRequest.Forms(keys, new ValueCodec(storage), storage, storage, "anything");
    }

    @Override
    public void close() {
        tiers.close();
    }

    private static final class PlainForm implements HeapForm {
        @Override
        public Object key(Object key) {
            return key;
        }

        @Override
        public long weight(Object key, Object storedValue) {
            return 1;
        }
    }
}
