package io.tiercel.offheap.map;

import org.jspecify.annotations.Nullable;

/**
 * An entry that has left, or is shown by a scan.
 *
 * @param key the bytes of the key; empty if no more is told of an entry than that it left, and whether it had expired
 * @param hash as it was put
 * @param expiresAtMillis its deadline
 * @param content the rest of it if the gate asked for that, else null
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier that nobody compares
public record ByteVictim(
        byte[] key,
        int hash,
        long expiresAtMillis,
        @Nullable ByteEntry content) {

    /** Returns the same without the content. */
    public ByteVictim withoutContent() {
        return new ByteVictim(key, hash, expiresAtMillis, null);
    }
}
