package io.tiercel.offheap;

import io.tiercel.offheap.map.ByteEntry;
import org.jspecify.annotations.Nullable;

/**
 * Where in a map the entry of a key is, or is to be.
 *
 * @param key the bytes that the map knows it by
 * @param encoded the bytes of the key itself where those are others, for the payload to begin with
 * @param found the entry that is there, if it was looked for
 * @param displaces whether the entry of another key is there, which is to give way
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier that nobody compares
record Place(
        byte[] key, byte @Nullable [] encoded, @Nullable ByteEntry found, boolean displaces) {}
