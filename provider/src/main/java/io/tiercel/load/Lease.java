package io.tiercel.load;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The right to put into the cache what is about to be read from its source. Taken for a key <em>before</em> the source
 * is read; it ends when the key is written, removed or invalidated, or the cache is cleared. So a value that was read
 * before a change can never be put after it, and an entry is never stale for ever. The same holds for the tags of the
 * value: it is not put if one of them was invalidated meanwhile.
 *
 * <pre>{@code
 * try (Lease lease = cache.lease(id)) {
 *     User user = database.read(id);
 *     cache.tryPut(id, user, lease);
 * }
 * }</pre>
 *
 * <p>Safe for use by many threads. Nobody waits for a lease: it may be overtaken at any moment, and is worth nothing
 * then. Close it when it is no longer needed; one that is forgotten may be overtaken when very many are out.
 */
public final class Lease implements AutoCloseable {

    private final Leases origin;
    private final HashedKey key;
    private final LeaseRecord record;
    private final long stamp;
    private final AtomicBoolean closed = new AtomicBoolean();

    Lease(Leases origin, HashedKey key, LeaseRecord record, long stamp) {
        this.origin = origin;
        this.key = key;
        this.record = record;
        this.stamp = stamp;
    }

    /** Returns whether something has come in between, or the lease was closed, so that it gives no right any more. */
    public boolean isOvertaken() {
        return record.overtaken || closed.get();
    }

    /** Returns the reading of the tag clock at the time when the lease was taken. */
    public long stamp() {
        return stamp;
    }

    /** Returns whether this lease was taken from that registry for that key, in stored form. */
    public boolean isFor(Leases registry, Object storedKey) {
        return origin == registry && key.stored().equals(storedKey);
    }

    /** Gives the lease back. Idempotent. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            origin.giveBack(key, record);
        }
    }
}
