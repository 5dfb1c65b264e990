package io.tiercel;

import io.tiercel.configuration.Component;
import io.tiercel.configuration.ResolvedCacheConfiguration;
import io.tiercel.engine.Weights;
import io.tiercel.heap.EntryShape;
import io.tiercel.serialize.ValueStorage;
import io.tiercel.store.Weigher;
import javax.cache.configuration.Factory;

/** What entries count against the bound of the heap. */
final class HeapWeights {

    private HeapWeights() {}

    /**
     * Returns the weights that a cache goes by: one for each entry, or bytes where the bound is in bytes.
     *
     * @param timed whether entries may have a deadline
     */
    static <K, V> Weights of(
            ResolvedCacheConfiguration<K, V> configuration, EncodingAssembly<K, V> encoding, boolean timed) {
        if (!configuration.heap().isInBytes()) {
            return Weights.ONE_EACH;
        }
        long overheadBytes = EntryShape.overheadBytes(timed);
        Factory<Weigher<K, V>> factory = configuration.weigherFactory();
        return factory == null
                ? new InBytes(overheadBytes, encoding.keys(), encoding.values())
                : new ByWeigher<>(overheadBytes, Component.createBy(factory, "Weigher"), encoding.values());
    }

    private record InBytes(long overheadBytes, ValueStorage keys, ValueStorage values) implements Weights {
        @Override
        public long of(Object key, Object value, Object storedValue) {
            return ofStored(key, storedValue);
        }

        @Override
        public long ofStored(Object key, Object storedValue) {
            return overheadBytes + keys.weightBytes(key) + values.weightBytes(storedValue);
        }
    }

    private record ByWeigher<K, V>(long overheadBytes, Weigher<K, V> weigher, ValueStorage values) implements Weights {
        @Override
        @SuppressWarnings("unchecked") // the engine weighs keys and values of the cache only
        public long of(Object key, Object value, Object storedValue) {
            long weight = weigher.weigh((K) key, (V) value);
            if (weight < 0) {
                throw new IllegalArgumentException(
                        weigher.getClass().getName() + " returned a negative weight, weight=" + weight);
            }
            return Math.min(weight, Long.MAX_VALUE - overheadBytes) + overheadBytes;
        }

        @Override
        public long ofStored(Object key, Object storedValue) {
            return of(key, values.fromStored(storedValue), storedValue);
        }
    }
}
