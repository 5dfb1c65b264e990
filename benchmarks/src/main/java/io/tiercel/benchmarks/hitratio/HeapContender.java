package io.tiercel.benchmarks.hitratio;

import com.github.benmanes.caffeine.cache.Caffeine;
import io.tiercel.heap.EntryShape;
import io.tiercel.heap.HeapStore;
import io.tiercel.store.EvictionGate;
import io.tiercel.store.Lifetime;
import io.tiercel.store.Store;
import org.cache2k.Cache2kBuilder;

/** A cache on the heap, bounded by entries, in one thread: maintenance runs in the caller, so that runs repeat. */
enum HeapContender implements Contender {
    TIERCEL("Tiercel") {
        @Override
        public long hits(Integer[] keys, int capacity) {
            EntryShape eternal = new EntryShape(/* touchable= */ false, /* weighed= */ false);
            try (HeapStore store = new HeapStore(eternal, capacity)) {
                long hits = 0;
                for (Integer key : keys) {
                    int hash = Store.spread(key.hashCode());
                    if (store.get(key, hash) != null) {
                        hits++;
                    } else {
                        store.put(key, hash, key, Lifetime.ETERNAL, 1);
                        while (store.evict(EvictionGate.OPEN) != null) {
                            // one at a time
                        }
                    }
                }
                return hits;
            }
        }
    },
    CAFFEINE("Caffeine") {
        @Override
        public long hits(Integer[] keys, int capacity) {
            com.github.benmanes.caffeine.cache.Cache<Integer, Integer> cache = Caffeine.newBuilder()
                    .maximumSize(capacity)
                    .executor(Runnable::run)
                    .build();
            long hits = 0;
            for (Integer key : keys) {
                if (cache.getIfPresent(key) != null) {
                    hits++;
                } else {
                    cache.put(key, key);
                }
            }
            return hits;
        }
    },
    CACHE2K("cache2k") {
        @Override
        public long hits(Integer[] keys, int capacity) {
            // Strict eviction is one segment: the others' capacity is not divided either.
            try (org.cache2k.Cache<Integer, Integer> cache = Cache2kBuilder.of(Integer.class, Integer.class)
                    .entryCapacity(capacity)
                    .eternal(true)
                    .strictEviction(true)
                    .executor(Runnable::run)
                    .build()) {
                long hits = 0;
                for (Integer key : keys) {
                    if (cache.peek(key) != null) {
                        hits++;
                    } else {
                        cache.put(key, key);
                    }
                }
                return hits;
            }
        }
    };

    private final String title;

    HeapContender(String title) {
        this.title = title;
    }

    @Override
    public String title() {
        return title;
    }
}
