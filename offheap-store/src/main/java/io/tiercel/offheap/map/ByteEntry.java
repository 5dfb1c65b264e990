package io.tiercel.offheap.map;

/**
 * A copy of an entry.
 *
 * @param kind what the payload is, as it was put
 * @param payload the value, not shared with anything
 * @param version told apart from those of earlier entries of the key
 * @param expiresAtMillis the deadline at the time of the copy
 * @param limitMillis the time that no touch moves the deadline beyond
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier that nobody compares
public record ByteEntry(byte kind, byte[] payload, int version, long expiresAtMillis, long limitMillis) {}
