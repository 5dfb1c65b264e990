package io.tiercel.offheap;

import io.tiercel.offheap.map.ByteEntry;
import io.tiercel.offheap.map.ByteMap;
import io.tiercel.offheap.map.ByteMap.Use;
import io.tiercel.serialize.KeyTags;
import io.tiercel.serialize.SerializationException;
import io.tiercel.serialize.ValueStorage;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The entries of keys that only {@code equals} can compare. The map knows them by their hash and a number, the first of
 * which is taken that is free; the payload begins with the key itself. A look-up decodes the keys of the hash, of which
 * there is mostly one, and compares.
 *
 * <p>Thread-safe, as long as two threads do not write to keys of one hash at a time. Runs code of the user, {@code equals}
 * and serializers, with nothing locked here. Takes time in proportion to the keys of the hash that were there at once, at
 * most {@value Collisions#MOST}; if there are more, a put evicts one of them.
 */
final class HashedKeys {

    private static final int ADDRESS_BYTES = 1 + Integer.BYTES + Short.BYTES;

    private final ByteMap map;
    private final ValueStorage keys;
    private final Collisions collisions = new Collisions();

    HashedKeys(ByteMap map, ValueStorage keys) {
        this.map = map;
        this.keys = keys;
    }

    /** Returns where the entry of a key is, or null if it has none. */
    @Nullable
    Place find(Object key, int hash, Use use) {
        int highest = collisions.highest(hash);
        for (int number = 0; number <= highest; number++) {
            byte[] address = address(hash, number);
            ByteEntry candidate = map.get(address, hash, use);
            if (candidate != null && isOf(key, candidate)) {
                return new Place(address, null, candidate, /* displaces= */ false);
            }
        }
        return null;
    }

    /** Returns where an entry of a key is to be put: where it is, or at a number that is free. */
    Place placeFor(Object key, int hash) {
        byte[] encoded = keys.encode(key);
        int highest = collisions.highest(hash);
        int free = -1;
        for (int number = 0; number <= highest; number++) {
            byte[] address = address(hash, number);
            ByteEntry candidate = map.get(address, hash, Use.UNCOUNTED);
            if (candidate == null) {
                free = free < 0 ? number : free;
            } else if (isOf(key, candidate)) {
                return new Place(address, encoded, candidate, /* displaces= */ false);
            }
        }
        int number = free >= 0 ? free : collisions.add(hash);
        return new Place(address(hash, number), encoded, null, /* displaces= */ free < 0 && number == highest);
    }

    /** Forgets which hashes had several keys, when no key is left. */
    void clear() {
        collisions.clear();
    }

    static boolean isAddress(byte[] mapKey) {
        return mapKey[0] == KeyTags.HASHED;
    }

    private static byte[] address(int hash, int number) {
        return ByteBuffer.allocate(ADDRESS_BYTES)
                .put(KeyTags.HASHED)
                .putInt(hash)
                .putShort((short) number)
                .array();
    }

    private boolean isOf(Object key, ByteEntry candidate) {
        try {
            return key.equals(keyIn(candidate));
        } catch (SerializationException e) { // bytes that are no key any more are not this one
            return false;
        }
    }

    /** Returns the key that an entry is of. */
    Object keyIn(ByteEntry entry) {
        byte[] payload = entry.payload();
        int keyBytes = ByteBuffer.wrap(payload).getInt();
        return keys.decode(Arrays.copyOfRange(payload, Integer.BYTES, Integer.BYTES + keyBytes));
    }

    /** Returns the value that an entry has. */
    static byte[] valueIn(ByteEntry entry) {
        byte[] payload = entry.payload();
        return Arrays.copyOfRange(
                payload, Integer.BYTES + ByteBuffer.wrap(payload).getInt(), payload.length);
    }

    /** Returns what the payload of an entry is to be. */
    static byte[] payload(byte[] encodedKey, byte[] value) {
        return ByteBuffer.allocate(Integer.BYTES + encodedKey.length + value.length)
                .putInt(encodedKey.length)
                .put(encodedKey)
                .put(value)
                .array();
    }
}
