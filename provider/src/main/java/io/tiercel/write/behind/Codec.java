package io.tiercel.write.behind;

import io.tiercel.serialize.KeyCodec;
import io.tiercel.serialize.ValueCodec;
import io.tiercel.write.QueuedChange;
import javax.cache.integration.CacheWriterException;
import org.jspecify.annotations.Nullable;

/**
 * The keys and values of a cache as bytes that outlive the process. Thread-safe.
 *
 * @param keys makes canonical bytes of keys
 * @param values makes bytes of values
 * @param description what the bytes are of
 */
public record Codec(KeyCodec keys, ValueCodec values, String description) {

    private static final byte[] NOTHING = {};

    /**
     * A change as bytes.
     *
     * @param kind what the bytes of the value are
     * @param value null if the key is taken away
     */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them, or changes the arrays
    record Bytes(byte[] key, byte kind, byte @Nullable [] value) {}

    Bytes encode(Object storedKey, QueuedChange change) {
        byte[] key = keys.encode(storedKey);
        if (key == null) {
            throw new CacheWriterException(
                    "A durable write-behind queue cannot have this key: " + keys.refusal(storedKey));
        }
        Object stored = change.storedValue();
        if (stored == null) {
            return new Bytes(key, (byte) 0, null);
        }
        byte kind = values.kindOf(stored);
        return new Bytes(key, kind, values.bytesOf(stored, kind));
    }

    Object decodeKey(byte[] key) {
        return keys.decode(key);
    }

    QueuedChange decode(byte kind, byte @Nullable [] value) {
        return new QueuedChange(value == null ? null : values.toStored(kind, value));
    }

    static byte[] orNothing(byte @Nullable [] value) {
        return value == null ? NOTHING : value;
    }
}
