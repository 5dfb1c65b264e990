package io.tiercel.offheap;

import io.tiercel.offheap.map.ByteEntry;
import io.tiercel.serialize.ValueCodec;
import io.tiercel.store.DetachedEntry;

/** Makes the entries that a cache sees of those of a map. Thread-safe. */
final class EntryForm {

    private final ValueCodec values;
    private final Deadline deadline;

    EntryForm(ValueCodec values, Deadline deadline) {
        this.values = values;
        this.deadline = deadline;
    }

    /** Returns the bytes of a stored value. */
    EncodedValue encoded(Object stored) {
        byte kind = values.kindOf(stored);
        return new EncodedValue(stored, kind, values.bytesOf(stored, kind));
    }

    /** Brings the bytes of a value up to date, which were made before its key was locked. */
    void restamp(EncodedValue encoded) {
        values.restamp(encoded.stored(), encoded.bytes());
    }

    Deadline deadline() {
        return deadline;
    }

    /** Returns an entry with a value of which the bytes are given. */
    DetachedEntry entry(Object key, int hash, ByteEntry found, byte[] value) {
        return entry(key, hash, found, values.toStored(found.kind(), value));
    }

    /** Returns the same without running the serializer: the value is decoded when it is handed out. */
    DetachedEntry undecoded(Object key, int hash, ByteEntry found, byte[] value) {
        return entry(key, hash, found, values.toUndecoded(found.kind(), value));
    }

    /** Returns the same of an entry of another process, of which it is not known that it can be decoded. */
    DetachedEntry vetted(Object key, int hash, ByteEntry found) {
        return entry(key, hash, found, values.toVetted(found.kind(), found.payload()));
    }

    private DetachedEntry entry(Object key, int hash, ByteEntry found, Object stored) {
        return new DetachedEntry(
                key, hash, stored, deadline.fromMap(found.expiresAtMillis()), found.limitMillis(), found.version());
    }

    /** Returns an entry of which only the deadline is known. */
    DetachedEntry untold(Object key, int hash, long mapMillis) {
        return new DetachedEntry(
                key, hash, DetachedEntry.UNTOLD, deadline.fromMap(mapMillis), DetachedEntry.NEVER, /* version= */ 0);
    }
}
