package io.tiercel.offheap;

/**
 * A value on its way into a map.
 *
 * @param stored the value as the tier above holds it
 * @param kind what the bytes are
 * @param bytes its bytes, which may be shared with the value
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier that nobody compares
record EncodedValue(Object stored, byte kind, byte[] bytes) {}
