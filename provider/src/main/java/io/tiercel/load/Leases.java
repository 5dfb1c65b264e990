package io.tiercel.load;

import io.tiercel.freshness.KeyNotes;
import io.tiercel.tag.TagRegistry;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The leases of a cache that are out, by key.
 *
 * <p>The invariant: <em>a value that was read under a lease is installed only if its key was neither written, removed
 * nor invalidated since the lease was taken.</em> It holds because changes of a key and installations of it exclude each
 * other (they run in sections of {@link io.tiercel.concurrent.KeyLocks}), a change overtakes the leases of its key
 * inside its section, those too that are taken meanwhile, and an installation looks at its lease inside its own section.
 *
 * <p>Thread-safe; constant time. While no lease is out, a change pays one look at a counter. At most {@value #MOST}
 * keys have leases at a time: one more overtakes an older one, which costs its holder a value that is not kept, and
 * keeps what leases forgotten by an application take bounded.
 */
public final class Leases {

    static final int MOST = 100_000;

    private final ConcurrentMap<HashedKey, LeaseRecord> records = new ConcurrentHashMap<>();

    /**
     * How many leases were taken and not closed. Counted up before a lease is in the map and down after it has left, for
     * the map cannot tell: its own count may miss an entry while others come and go.
     */
    private final AtomicLong out = new AtomicLong();

    private final TagRegistry tags;

    /** Rest on what was read, too, and end with leases. */
    private final KeyNotes absences;

    private final ReentrantLock turn = new ReentrantLock();

    /** Where the next lease is found that has to give way. Guarded by the lock. */
    private Iterator<HashedKey> round = Collections.emptyIterator();

    private volatile boolean closed;

    /** Makes the leases of a cache without tags. */
    public Leases() {
        this(new TagRegistry(), KeyNotes.none());
    }

    /**
     * @param tags whose clock tells what was read before an invalidation of tags
     * @param absences keys of which the source had no value, forgotten when leases of them would end
     */
    public Leases(TagRegistry tags, KeyNotes absences) {
        this.tags = tags;
        this.absences = absences;
    }

    /** Returns the keys of which the source had no value. */
    public KeyNotes absences() {
        return absences;
    }

    /** Takes a lease of a key in stored form; from a closed registry, one that gives no right. */
    public Lease take(Object key) {
        HashedKey filed = new HashedKey(key);
        out.incrementAndGet();
        LeaseRecord record;
        try {
            record = records.compute(filed, (same, present) -> {
                LeaseRecord taken = present == null ? new LeaseRecord() : present;
                taken.holders++;
                return taken;
            });
        } catch (RuntimeException | Error e) { // equals of the key
            out.decrementAndGet();
            throw e;
        }
        if (closed) { // asked after the lease is in the map, where the close looks after it has said so
            overtakeFiled(filed);
        } else if (records.size() > MOST) {
            overtakeAnother(filed);
        }
        return new Lease(this, filed, record, tags.now());
    }

    /**
     * Ends the leases of a key. Call in a section of the key, before a change of it, so that whoever sees the change joins no
     * load that began before, and once more after it: a lease that was taken in between may rest on the old entry.
     */
    public void overtake(Object key) {
        absences.forget(key);
        if (out.get() != 0) {
            overtakeFiled(new HashedKey(key));
        }
    }

    private void overtakeFiled(HashedKey key) {
        records.computeIfPresent(key, (same, present) -> {
            present.overtaken = true; // before anyone can take a lease anew and still find the load of this one
            return null;
        });
    }

    /** Ends all leases. Call in a section of all keys, before and after a change like {@link #overtake}. */
    public void overtakeAll() {
        records.keySet().forEach(this::overtakeFiled);
        absences.clear();
    }

    /** Ends all leases, and all that are taken from now on. Call in a section of all keys. */
    public void close() {
        closed = true;
        overtakeAll();
    }

    /** Returns the keys that have leases, in stored form: all that had one before and have it still. */
    public List<Object> keys() {
        return records.keySet().stream().map(HashedKey::stored).toList();
    }

    /** Returns how many keys have leases. */
    public int size() {
        return records.size();
    }

    void giveBack(HashedKey key, LeaseRecord record) {
        try {
            records.computeIfPresent(
                    key, (same, present) -> present == record && --record.holders == 0 ? null : present);
        } finally {
            out.decrementAndGet();
        }
    }

    private void overtakeAnother(HashedKey spared) {
        HashedKey key = next();
        if (key != null && key.equals(spared)) {
            key = next();
        }
        if (key != null && !key.equals(spared)) {
            overtakeFiled(key);
        }
    }

    /** Goes round: from the start each time, it would have to pass all places that were emptied before. */
    private @Nullable HashedKey next() {
        turn.lock();
        try {
            if (!round.hasNext()) {
                round = records.keySet().iterator();
            }
            return round.hasNext() ? round.next() : null;
        } finally {
            turn.unlock();
        }
    }
}
