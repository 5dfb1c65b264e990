package io.tiercel.warming;

import java.util.Objects;

/**
 * A key that is read often.
 *
 * @param key the key
 * @param frequency about how many reads there were of it lately; those long ago count less
 * @param <K> the type of keys
 */
public record HotKey<K>(K key, long frequency) {
    public HotKey {
        Objects.requireNonNull(key, "key");
    }
}
