package io.tiercel.benchmarks.hitratio;

import io.tiercel.benchmarks.subject.CacheSpec;
import io.tiercel.benchmarks.subject.Subject;
import io.tiercel.benchmarks.subject.Target;
import io.tiercel.benchmarks.workload.Data;

/**
 * A cache outside the heap, given the same bytes as the others: {@value #BYTES_PER_ENTRY} for each entry of the capacity,
 * of which key and value are three quarters. What it keeps for itself costs it entries. Caffeine, on the heap, is given
 * as many entries.
 */
enum OutsideContender implements Contender {
    TIERCEL("Tiercel, off-heap alone", Subject.TIERCEL, /* withHeap= */ false),
    TIERCEL_TIERS("Tiercel, heap over off-heap", Subject.TIERCEL, /* withHeap= */ true),
    EHCACHE("Ehcache, off-heap alone", Subject.EHCACHE, /* withHeap= */ false),
    EHCACHE_TIERS("Ehcache, heap over off-heap", Subject.EHCACHE, /* withHeap= */ true),
    OHC("OHC, LRU", Subject.OHC, /* withHeap= */ false),
    OHC_TINY_LFU("OHC, W-TinyLFU", Subject.OHC_TINY_LFU, /* withHeap= */ false),
    INFINISPAN("Infinispan", Subject.INFINISPAN, /* withHeap= */ false),
    CAFFEINE("Caffeine, as many entries", Subject.CAFFEINE, /* withHeap= */ false) {
        @Override
        public long hits(Integer[] keys, int capacity) {
            return HeapContender.CAFFEINE.hits(keys, capacity);
        }
    };

    /** Fewer entries than that are no case for a tier outside the heap. */
    static final int SMALLEST_CAPACITY = 4000;

    private static final Data DATA = Data.BYTES_BY_INTEGER;
    private static final int BYTES_PER_ENTRY = 272;
    private static final int HEAP_SHARE = 100;

    private final String title;
    private final Subject subject;
    private final boolean withHeap;

    OutsideContender(String title, Subject subject, boolean withHeap) {
        this.title = title;
        this.subject = subject;
        this.withHeap = withHeap;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public long hits(Integer[] keys, int capacity) {
        CacheSpec spec = CacheSpec.outside(
                DATA.types(), withHeap ? Math.max(1, capacity / HEAP_SHARE) : 0, (long) capacity * BYTES_PER_ENTRY);
        try (Target cache = subject.open(spec)) {
            long hits = 0;
            for (Integer key : keys) {
                if (cache.get(key) != null) {
                    hits++;
                } else {
                    cache.put(key, DATA.value(key));
                }
            }
            return hits;
        }
    }
}
