package io.tiercel.benchmarks.subject;

import io.tiercel.offheap.map.ByteEntry;
import io.tiercel.offheap.map.ByteMap;
import io.tiercel.offheap.map.VictimGate;
import io.tiercel.offheap.runtime.ChronicleRuntime;
import io.tiercel.store.Copies;
import io.tiercel.time.SystemClock;
import java.util.Arrays;
import net.openhft.chronicle.hash.Data;
import net.openhft.chronicle.map.ChronicleMap;
import net.openhft.chronicle.map.ExternalMapQueryContext;
import net.openhft.chronicle.map.MapEntry;
import org.caffinitas.ohc.Eviction;
import org.infinispan.commons.marshall.JavaSerializationMarshaller;
import org.infinispan.configuration.cache.ConfigurationBuilder;
import org.infinispan.configuration.cache.StorageType;
import org.infinispan.configuration.global.GlobalConfigurationBuilder;
import org.infinispan.eviction.EvictionStrategy;
import org.infinispan.manager.DefaultCacheManager;
import org.jspecify.annotations.Nullable;

/** Opens what holds its entries outside the heap and is not measured through JSR-107. */
final class OutsideSubjects {

    /** What Chronicle Map and our map are told of the size of an entry. */
    private static final byte[] AVERAGE_VALUE = new byte[io.tiercel.benchmarks.workload.Data.ARRAY_BYTES];

    private static final byte[] AVERAGE_KEY = new byte[Long.BYTES];

    /** What an entry of Chronicle Map takes of the bytes that it is given, overhead and room to breathe included. */
    private static final int CHRONICLE_BYTES_PER_ENTRY = 280;

    private OutsideSubjects() {}

    /** By its own API, which is the shorter way in; with the marshaller that its manual names for Serializable classes. */
    static Target infinispan(CacheSpec spec) {
        GlobalConfigurationBuilder global = new GlobalConfigurationBuilder().nonClusteredDefault();
        global.serialization()
                .marshaller(new JavaSerializationMarshaller())
                .allowList()
                .addRegexps("io\\.tiercel\\.benchmarks\\..*", "java\\..*");
        global.jmx().disable();
        ConfigurationBuilder configuration = new ConfigurationBuilder();
        configuration
                .memory()
                .storage(StorageType.OFF_HEAP)
                .maxSize(spec.offHeapBytes() + "B")
                .whenFull(EvictionStrategy.REMOVE);
        configuration.statistics().disable();
        DefaultCacheManager manager = new DefaultCacheManager(global.build());
        return new MapTarget(manager.createCache(spec.name(), configuration.build()), manager::stop);
    }

    static Target ohc(CacheSpec spec) {
        return new OhcTarget(spec, Eviction.LRU);
    }

    static Target ohcTinyLfu(CacheSpec spec) {
        return new OhcTarget(spec, Eviction.W_TINY_LFU);
    }

    static Target chronicle(CacheSpec spec) {
        ChronicleMap<byte[], byte[]> map = openChronicle(spec);
        return new EncodedTarget(spec, new ChronicleBytes(map) {
            @Override
            public byte @Nullable [] get(byte[] key) {
                return map.get(key);
            }
        });
    }

    static Target chronicleContext(CacheSpec spec) {
        ChronicleMap<byte[], byte[]> map = openChronicle(spec);
        return new EncodedTarget(spec, new ChronicleBytes(map) {
            @Override
            public byte @Nullable [] get(byte[] key) {
                try (ExternalMapQueryContext<byte[], byte[], ?> context = map.queryContext(key)) {
                    context.readLock().lock();
                    MapEntry<byte[], byte[]> entry = context.entry();
                    return entry == null ? null : copyOf(entry.value());
                }
            }
        });
    }

    /** Our map, without the cache above it. */
    static Target byteMap(CacheSpec spec) {
        ByteMap map =
                ChronicleRuntime.maps().openMemory(spec.name(), spec.offHeapBytes(), Copies.NONE, new SystemClock());
        return new EncodedTarget(spec, new ByteMapBytes(map));
    }

    private static ChronicleMap<byte[], byte[]> openChronicle(CacheSpec spec) {
        return ChronicleMap.of(byte[].class, byte[].class)
                .name(spec.name())
                .averageKey(AVERAGE_KEY)
                .averageValue(AVERAGE_VALUE)
                .entries(spec.offHeapBytes() / CHRONICLE_BYTES_PER_ENTRY)
                .create();
    }

    private static byte[] copyOf(Data<byte[]> value) {
        byte[] copy = new byte[(int) value.size()];
        value.bytes().read(value.offset(), copy, 0, copy.length);
        return copy;
    }

    private abstract static class ChronicleBytes implements EncodedTarget.Bytes {

        private final ChronicleMap<byte[], byte[]> map;

        ChronicleBytes(ChronicleMap<byte[], byte[]> map) {
            this.map = map;
        }

        @Override
        public void put(byte[] key, byte[] value) {
            map.put(key, value);
        }

        @Override
        public void close() {
            map.close();
        }
    }

    private record ByteMapBytes(ByteMap map) implements EncodedTarget.Bytes {

        private static final byte KIND = 1;

        @Override
        public byte @Nullable [] get(byte[] key) {
            ByteEntry entry = map.get(key, hash(key), ByteMap.Use.COUNTED);
            return entry == null ? null : entry.payload();
        }

        @Override
        public void put(byte[] key, byte[] value) {
            map.put(key, hash(key), KIND, value, ByteMap.NEVER, ByteMap.NEVER);
            while (map.evict(VictimGate.OPEN) != null) {
                // one at a time
            }
        }

        @Override
        public void close() {
            map.close();
        }

        /** As good as what the cache above passes: it spreads the hash of the key. */
        private static int hash(byte[] key) {
            int hash = Arrays.hashCode(key) * 0x9E3779B9;
            return hash ^ hash >>> 16;
        }
    }
}
