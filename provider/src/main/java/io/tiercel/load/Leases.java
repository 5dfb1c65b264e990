package io.tiercel.load;

import java.util.Iterator;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The leases of a cache that are out, by key.
 *
 * <p>The invariant: <em>a value that was read under a lease is installed only if its key was neither written, removed
 * nor invalidated since the lease was taken.</em> It holds because changes of a key and installations of it exclude each
 * other (they run in sections of {@link io.tiercel.concurrent.KeyLocks}), a change overtakes the leases of its key
 * before its section ends, and an installation looks at its lease inside its own section.
 *
 * <p>Thread-safe; constant time. While no lease is out, a change pays one look at an empty map. At most {@value #MOST}
 * keys have leases at a time: one more overtakes an older one, which costs its holder a value that is not kept, and
 * keeps what leases forgotten by an application take bounded.
 */
public final class Leases {

    static final int MOST = 100_000;

    private final ConcurrentMap<HashedKey, LeaseRecord> records = new ConcurrentHashMap<>();

    /** Takes a lease of a key in stored form. */
    public Lease take(Object key) {
        HashedKey filed = new HashedKey(key);
        LeaseRecord record = records.compute(filed, (same, out) -> {
            LeaseRecord taken = out == null ? new LeaseRecord() : out;
            taken.holders++;
            return taken;
        });
        if (records.size() > MOST) {
            overtakeAnother(filed);
        }
        return new Lease(this, filed, record);
    }

    /** Ends the leases of a key. Call in a section of the key, after its change. */
    public void overtake(Object key) {
        if (!records.isEmpty()) {
            overtakeFiled(new HashedKey(key));
        }
    }

    private void overtakeFiled(HashedKey key) {
        records.computeIfPresent(key, (same, out) -> {
            out.overtaken = true; // before anyone can take a lease anew and still find the load of this one
            return null;
        });
    }

    /** Ends all leases. Call in a section of all keys. */
    public void overtakeAll() {
        records.keySet().forEach(this::overtakeFiled);
    }

    /** Returns how many keys have leases. */
    public int size() {
        return records.size();
    }

    void giveBack(HashedKey key, LeaseRecord record) {
        records.computeIfPresent(key, (same, out) -> out == record && --record.holders == 0 ? null : out);
    }

    private void overtakeAnother(HashedKey spared) {
        Iterator<HashedKey> keys = records.keySet().iterator();
        while (keys.hasNext()) {
            HashedKey key = keys.next();
            if (!key.equals(spared)) {
                overtakeFiled(key);
                return;
            }
        }
    }
}
