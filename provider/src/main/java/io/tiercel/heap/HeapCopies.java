package io.tiercel.heap;

import io.tiercel.store.Entry;
import java.lang.invoke.VarHandle;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a {@link HeapStore} as copies of those of a tier below: how they come, give way to others, and leave with
 * their originals.
 *
 * <p>Thread-safe. Changes take the lock of the store for a constant time; what is asked meanwhile must not block, or call
 * the store.
 */
public final class HeapCopies {

    /** The latest deadline where there is no entry. */
    public static final long NO_DEADLINE = Entry.EXPIRED + 1;

    /** The latest deadline while the table relinks its entries. */
    public static final long UNSURE_DEADLINE = Entry.EXPIRED + 2;

    private final HeldEntries held;
    private final EntryTable table;
    private final EntryShape shape;

    HeapCopies(HeldEntries held, EntryShape shape) {
        this.held = held;
        this.table = held.table();
        this.shape = shape;
    }

    /**
     * Adds a copy of an entry, unless there is one already. It always enters; {@link #demote} makes room for it afterwards.
     *
     * @param key the key to hold
     * @param wanted asked under the lock whether the copy is still one
     * @return the copy that there is now, or null if none was wanted
     */
    public @Nullable Entry add(Object key, Entry below, long weight, BooleanSupplier wanted) {
        held.lock();
        try {
            HeapEntry present = table.search(key, below.hash());
            if (present != null || !wanted.getAsBoolean()) {
                return present;
            }
            HeapEntry copy = shape.copy(key, below, weight);
            held.add(copy);
            return copy;
        } finally {
            held.unlock();
        }
    }

    /**
     * Copies an entry that was just written: in the place of an older copy, or where there is room. If the new copy is not
     * wanted, the older one leaves all the same.
     *
     * @param wanted asked under the lock whether the copy is still one
     * @return the copy, or null if there is none now
     */
    public @Nullable Entry renew(Object key, Entry below, long weight, BooleanSupplier wanted) {
        held.lock();
        try {
            HeapEntry old = table.search(key, below.hash());
            if (old == null && !held.hasRoomFor(shape.weighed() ? weight : 1)) {
                return null;
            }
            if (!wanted.getAsBoolean()) {
                removeIfPresent(old);
                return null;
            }
            HeapEntry copy = shape.copy(old == null ? key : old.key(), below, weight);
            if (old == null) {
                held.add(copy);
            } else {
                held.replace(old, copy);
            }
            return copy;
        } finally {
            held.unlock();
        }
    }

    /**
     * Takes out the copy that is worth the least, if the store is beyond its bound: its original stays.
     *
     * @param leaving told of the copy, under the lock, while readers still find it
     */
    public @Nullable Entry demote(Consumer<? super Entry> leaving) {
        if (!held.isBeyondBound()) {
            return null;
        }
        return held.evict(candidate -> {
            leaving.accept(candidate);
            return true;
        });
    }

    /** Removes the copy of a key, if there is one. */
    public void remove(Object key, int hash) {
        if (!mayHold(hash)) {
            return;
        }
        held.lock();
        try {
            removeIfPresent(table.search(key, hash));
        } finally {
            held.unlock();
        }
    }

    /** Removes the copy of a key, if it has this version. */
    public void remove(Object key, int hash, int version) {
        if (!mayHold(hash)) {
            return;
        }
        held.lock();
        try {
            HeapEntry found = table.search(key, hash);
            if (found != null && found.version() == version) {
                removeIfPresent(found);
            }
        } finally {
            held.unlock();
        }
    }

    /**
     * Removes the copies of all keys of a hash.
     *
     * @param leaving told of each, under the lock, while readers still find it
     */
    public void removeAll(int hash, Consumer<? super Entry> leaving) {
        held.lock();
        try {
            HeapEntry found = table.searchHash(hash);
            while (found != null) {
                try {
                    leaving.accept(found);
                } finally { // its original has gone, whatever becomes of the telling
                    removeIfPresent(found);
                }
                found = table.searchHash(hash);
            }
        } finally {
            held.unlock();
        }
    }

    private void removeIfPresent(@Nullable HeapEntry entry) {
        if (entry != null) {
            held.remove(entry);
        }
    }

    /** Looks for the copy of a key again, when none is being added. Counts no use. */
    public @Nullable Entry peekSettled(Object key, int hash) {
        return held.searchUnderLock(key, hash);
    }

    /** Returns whether there is a copy of some key of the hash; true also where that cannot be told. Takes no lock. */
    public boolean mayHold(int hash) {
        int relinkings = table.relinkings();
        return table.searchHash(hash) != null || !table.isSettledSince(relinkings);
    }

    /**
     * Returns the latest deadline of the copies of the hash, {@link #NO_DEADLINE} if there are none, {@link
     * #UNSURE_DEADLINE} where that cannot be told. Takes no lock.
     */
    public long latestDeadline(int hash) {
        int relinkings = table.relinkings();
        HeapEntry entry = table.searchHash(hash);
        long latest = NO_DEADLINE;
        while (entry != null) {
            if (entry.hash() == hash) {
                latest = Math.max(latest, entry.expiresAtMillis());
            }
            entry = entry.chained();
        }
        return table.isSettledSince(relinkings) ? latest : UNSURE_DEADLINE;
    }

    /** Returns whether an entry is a copy, of whatever store. */
    public static boolean isCopy(Entry entry) {
        return entry instanceof HeapEntry;
    }

    /**
     * Returns whether a copy is still there; false also for one that is being moved within. Whoever takes a copy out and
     * reads its deadline after, and whoever moves the deadline and asks this after: one sees the other.
     */
    public static boolean isHeld(Entry copy) {
        VarHandle.fullFence();
        return ((HeapEntry) copy).queue != 0;
    }
}
