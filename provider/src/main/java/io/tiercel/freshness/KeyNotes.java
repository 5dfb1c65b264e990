package io.tiercel.freshness;

import io.tiercel.heap.EntryShape;
import io.tiercel.heap.HeapStore;
import io.tiercel.store.Entry;
import io.tiercel.store.EvictionGate;
import io.tiercel.store.Lifetime;
import io.tiercel.store.Store;
import io.tiercel.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * Notes about keys, each for a time: that the source has no value for it, or that a load of it failed. Bounded; the notes
 * that are asked for least give way.
 *
 * <p>Thread-safe; constant time, and next to none while there are no notes. A note that must not outlive a change of its
 * key is made and forgotten in sections of the key.
 */
public final class KeyNotes {

    /** The most keys that are noted at a time. */
    public static final int MOST = 10_000;

    private static final Object NOTED = "noted";

    private final @Nullable HeapStore notes;

    public KeyNotes() {
        this(MOST);
    }

    /** @param most the most keys that are noted at a time, 0 to note nothing */
    KeyNotes(int most) {
        notes = most == 0 ? null : new HeapStore(new EntryShape(/* touchable= */ false, /* weighed= */ false), most);
    }

    /** Returns notes of a cache that makes none. */
    public static KeyNotes none() {
        return new KeyNotes(0);
    }

    /** Notes a key in stored form until a time. */
    public void note(Object key, int hash, long untilMillis) {
        if (notes == null) {
            return;
        }
        notes.put(key, hash, NOTED, Lifetime.until(untilMillis), /* weight= */ 1);
        Entry gone;
        do {
            gone = notes.evict(EvictionGate.OPEN);
        } while (gone != null);
    }

    /** Returns whether a key is noted. */
    public boolean isNoted(Object key, int hash, Clock clock) {
        if (notes == null || notes.size() == 0) {
            return false;
        }
        Entry note = notes.get(key, hash);
        return note != null && !note.isExpiredAt(clock.nowMillis());
    }

    /** Forgets a key. */
    public void forget(Object key) {
        if (notes == null || notes.size() == 0) {
            return;
        }
        Entry note = notes.peek(key, Store.spread(key.hashCode()));
        if (note != null) {
            notes.remove(note);
        }
    }

    /** Forgets all keys. */
    public void clear() {
        if (notes != null && notes.size() != 0) {
            notes.clear();
        }
    }

    /** Returns how many keys are noted, those included whose time is over. */
    public long size() {
        return notes == null ? 0 : notes.size();
    }
}
