package io.tiercel.benchmarks.subject;

import io.tiercel.benchmarks.workload.Codec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.caffinitas.ohc.CacheSerializer;
import org.caffinitas.ohc.Eviction;
import org.caffinitas.ohc.OHCache;
import org.caffinitas.ohc.OHCacheBuilder;
import org.jspecify.annotations.Nullable;

/** OHC under the hand-written codecs. */
final class OhcTarget implements Target {

    private final OHCache<Object, Object> cache;

    OhcTarget(CacheSpec spec, Eviction eviction) {
        this.cache = OHCacheBuilder.<Object, Object>newBuilder()
                .capacity(spec.offHeapBytes())
                .eviction(eviction)
                .keySerializer(new Serializer(Codec.of(spec.types().key())))
                .valueSerializer(new Serializer(Codec.of(spec.types().value())))
                .build();
    }

    @Override
    public @Nullable Object get(Object key) {
        return cache.get(key);
    }

    @Override
    public void put(Object key, Object value) {
        cache.put(key, value);
    }

    @Override
    public boolean putIfAbsent(Object key, Object value) {
        return cache.putIfAbsent(key, value);
    }

    @Override
    public boolean replace(Object key, Object value) {
        throw new UnsupportedOperationException();
    }

    @Override
    public @Nullable Object getAndPut(Object key, Object value) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean remove(Object key) {
        return cache.remove(key);
    }

    @Override
    public void invokeSet(Object key, Object value) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        try {
            cache.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A codec as OHC calls it. */
    private record Serializer(Codec codec) implements CacheSerializer<Object> {

        @Override
        public void serialize(Object value, ByteBuffer out) {
            codec.write(value, out);
        }

        @Override
        public Object deserialize(ByteBuffer in) {
            return codec.read(in);
        }

        @Override
        public int serializedSize(Object value) {
            return codec.lengthBytes(value);
        }
    }
}
