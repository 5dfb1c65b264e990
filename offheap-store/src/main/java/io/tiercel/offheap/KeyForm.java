package io.tiercel.offheap;

import static java.util.Objects.requireNonNull;

import io.tiercel.offheap.map.ByteEntry;
import io.tiercel.offheap.map.ByteMap.Use;
import io.tiercel.serialize.KeyCodec;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/** How the keys of a cache are known to its map. Thread-safe. */
final class KeyForm {

    private final String cacheName;
    private final KeyCodec codec;
    private final HashedKeys hashed;
    private final boolean outlivesProcess;
    private final int longestBytes;

    /**
     * @param outlivesProcess whether hash codes mean nothing, for the map is read by other processes later
     * @param longestBytes the longest key that the map takes; what is longer is known by its hash, where that means something
     */
    KeyForm(String cacheName, KeyCodec codec, HashedKeys hashed, boolean outlivesProcess, int longestBytes) {
        this.cacheName = cacheName;
        this.codec = codec;
        this.hashed = hashed;
        this.outlivesProcess = outlivesProcess;
        this.longestBytes = longestBytes;
    }

    HashedKeys hashed() {
        return hashed;
    }

    /** Returns the bytes that the map knows a key by, or null if that knows its hash, and {@code equals} compares it. */
    byte @Nullable [] canonical(Object key) {
        byte[] bytes = codec.encode(key);
        return bytes == null || bytes.length <= longestBytes || outlivesProcess ? bytes : null;
    }

    /** Returns what the map knows the entry of a key by, or null if it has none. */
    byte @Nullable [] mapKeyOf(Object key, int hash) {
        byte[] bytes = canonical(key);
        if (bytes != null) {
            return bytes;
        }
        Place place = hashed.find(key, hash, Use.UNCOUNTED);
        return place == null ? null : place.key();
    }

    /**
     * Returns where the entry of a key is to be put.
     *
     * @throws CacheException if the key has no bytes that another process could compare, and one may have to
     */
    Place placeFor(Object key, int hash) {
        byte[] bytes = canonical(key);
        if (bytes != null) {
            return new Place(bytes, null, null, /* displaces= */ false);
        }
        if (outlivesProcess) {
            throw new CacheException("cache=" + cacheName + ": a key of "
                    + key.getClass().getName() + " cannot be kept on disk: " + codec.refusal(key)
                    + ". Make keys of strings, numbers, enums or records of such, or give the cache no disk tier.");
        }
        return hashed.placeFor(key, hash);
    }

    /**
     * Returns a key.
     *
     * @param content the entry, which has the key where the map knows it by its hash
     */
    Object keyOf(byte[] mapKey, @Nullable ByteEntry content) {
        return HashedKeys.isAddress(mapKey) ? hashed.keyIn(requireNonNull(content)) : codec.decode(mapKey);
    }
}
