package io.tiercel.benchmarks.subject;

import io.tiercel.benchmarks.workload.Codec;
import org.jspecify.annotations.Nullable;

/**
 * A map of bytes under the hand-written codecs: what lies below a cache. It has reads and plain writes only.
 */
final class EncodedTarget implements Target {

    /** A map from bytes to bytes. Thread-safe. */
    interface Bytes extends AutoCloseable {

        byte @Nullable [] get(byte[] key);

        void put(byte[] key, byte[] value);

        @Override
        void close();
    }

    private final Codec keys;
    private final Codec values;
    private final Bytes bytes;

    EncodedTarget(CacheSpec spec, Bytes bytes) {
        this.keys = Codec.of(spec.types().key());
        this.values = Codec.of(spec.types().value());
        this.bytes = bytes;
    }

    @Override
    public @Nullable Object get(Object key) {
        byte[] value = bytes.get(keys.encode(key));
        return value == null ? null : values.decode(value);
    }

    @Override
    public void put(Object key, Object value) {
        bytes.put(keys.encode(key), values.encode(value));
    }

    @Override
    public boolean putIfAbsent(Object key, Object value) {
        throw new UnsupportedOperationException();
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
        throw new UnsupportedOperationException();
    }

    @Override
    public void invokeSet(Object key, Object value) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        bytes.close();
    }
}
