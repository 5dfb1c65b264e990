package io.tiercel.offheap;

import io.tiercel.offheap.map.ByteEntry;
import io.tiercel.offheap.map.ByteMap;
import io.tiercel.offheap.map.ByteMap.Use;
import io.tiercel.serialize.SerializationException;
import io.tiercel.store.Copies;
import io.tiercel.store.Entry;
import org.jspecify.annotations.Nullable;

/**
 * The entries that earlier processes put. Their values may be of classes, or hold constants of enums, that this process does
 * not have: such an entry leaves, as in an eviction, when it is come across first, and there is one warning for each class.
 * To decode is the only way to tell, so each look at such an entry does, and a read hands out what that came to.
 *
 * <p>Thread-safe. Runs the serializer, so nothing may be locked.
 */
final class InheritedEntries {

    private final ByteMap map;
    private final Copies copies;
    private final EntryForm form;
    private final UnreadableValues unreadable;

    InheritedEntries(String cacheName, ByteMap map, Copies copies, EntryForm form) {
        this.map = map;
        this.copies = copies;
        this.form = form;
        this.unreadable = new UnreadableValues(cacheName);
    }

    /** Returns whether an entry is one of them. */
    boolean has(byte[] mapKey, ByteEntry found) {
        return map.isInherited(mapKey, found.version());
    }

    /** Has the entry of a key leave if it is one of them and cannot be read. */
    void vet(Object key, int hash, byte[] mapKey) {
        ByteEntry found = map.get(mapKey, hash, Use.UNCOUNTED);
        if (found != null && has(mapKey, found)) {
            read(key, hash, mapKey, found);
        }
    }

    /** Returns one of them, or null if it could not be read and has left. */
    @Nullable
    Entry read(Object key, int hash, byte[] mapKey, ByteEntry found) {
        try {
            return form.vetted(key, hash, found);
        } catch (SerializationException | LinkageError e) {
            if (map.remove(mapKey, hash, found.version())) {
                copies.left(hash);
            }
            unreadable.met(key, e);
            return null;
        }
    }
}
