package io.tiercel.engine;

import io.tiercel.engine.Decision.Action;
import io.tiercel.engine.LiveEntries.Access;
import io.tiercel.expiry.Expiry;
import io.tiercel.load.Lease;
import io.tiercel.statistics.CacheStatistics;
import io.tiercel.statistics.Counter;
import io.tiercel.store.Entry;
import io.tiercel.store.EntryTooLargeException;
import io.tiercel.store.Lifetime;
import io.tiercel.write.WriterPort;
import org.jspecify.annotations.Nullable;

/**
 * Applies decisions: brings the entry of a key, its leases and the statistics to what an operation has decided, the one
 * place where this is done. A decision is prepared first, which may run code of the user; applying it, in a section of the
 * key, runs none. Thread-safe.
 */
final class Applier<K> {

    private final Parts<K, ?> parts;
    private final LiveEntries entries;
    private final Expiry expiry;
    private final CacheStatistics statistics;
    private final @Nullable WriterPort<K, ?> writer;

    Applier(Parts<K, ?> parts, LiveEntries entries) {
        this.parts = parts;
        this.entries = entries;
        this.expiry = parts.expiry();
        this.statistics = parts.statistics();
        this.writer = parts.writer();
    }

    /** A decision with all that code of the user has to say about it. */
    record Prepared(
            Decision<?> decision,
            @Nullable Entry current,
            @Nullable Lifetime lifetime,
            @Nullable Access access) {}

    /**
     * Asks the expiry policy about a decision.
     *
     * @param current the entry that the decision is about, null if there is none
     */
    Prepared prepare(Decision<?> decision, @Nullable Entry current) {
        NewValue value = decision.value();
        return new Prepared(
                decision,
                current,
                value == null
                        ? null
                        : entries.lifetime(
                                value, decision.action() == Action.RENEW ? null : current, decision.isAccess()),
                value == null && decision.isAccess() ? access(current) : null);
    }

    private @Nullable Access access(@Nullable Entry current) {
        return current != null && expiry.changesOnAccess() ? entries.access(current) : null;
    }

    /** Applies a decision in a section of its key. Returns whether the entry was changed. */
    boolean apply(Prepared prepared, KeyRef<K> key, Changes changes) {
        return switch (prepared.decision.action()) {
            case KEEP -> false;
            case TOUCH -> touch(prepared, changes);
            case FILL, RENEW -> fill(prepared, key, changes);
            case WRITE, REMOVE -> change(prepared, key, changes);
        };
    }

    private boolean change(Prepared prepared, KeyRef<K> key, Changes changes) {
        parts.leases().overtake(key.stored()); // whoever sees the change joins no load that began before it
        try {
            return prepared.decision.action() == Action.WRITE
                    ? write(prepared, key, changes)
                    : remove(prepared.current, changes);
        } finally {
            parts.leases().overtake(key.stored()); // nor does a lease hold that was taken in between
        }
    }

    /** Leaves the entry alone: a clear came after the decision. What the writer was told of is a change all the same. */
    void leaveOut(Prepared prepared, KeyRef<K> key) {
        Action action = prepared.decision.action();
        if (action == Action.WRITE || action == Action.REMOVE) {
            parts.leases().overtake(key.stored());
        }
    }

    private boolean touch(Prepared prepared, Changes changes) {
        if (prepared.current != null && prepared.access != null) {
            entries.touch(prepared.current, prepared.access, changes);
        }
        return false;
    }

    private boolean write(Prepared prepared, KeyRef<K> key, Changes changes) {
        if (writer != null && writer.writesAround()) {
            return writtenAround(prepared.current);
        }
        NewValue value = prepared.decision.value();
        if (value != null) {
            parts.tagging().stamp(value.stored());
        }
        boolean written = put(prepared, key, changes);
        if (written) {
            statistics.count(Counter.PUTS);
        }
        return written;
    }

    /** What was written around the cache is a put all the same, but the cache forgets the key. */
    private boolean writtenAround(@Nullable Entry current) {
        statistics.count(Counter.PUTS);
        if (current != null) {
            entries.invalidate(current);
        }
        return current != null;
    }

    /** What was read from the source overtakes no other reading of it, but may have been overtaken itself. */
    private boolean fill(Prepared prepared, KeyRef<K> key, Changes changes) {
        Lease lease = prepared.decision.lease();
        NewValue value = prepared.decision.value();
        if ((lease != null && lease.isOvertaken()) || (value != null && value.isInvalidated())) {
            return false;
        }
        parts.leases().absences().forget(key.stored());
        try {
            return put(prepared, key, changes);
        } catch (EntryTooLargeException e) {
            return false; // what was read is returned to whoever asked, and not kept
        }
    }

    private boolean put(Prepared prepared, KeyRef<K> key, Changes changes) {
        NewValue value = prepared.decision.value();
        Lifetime lifetime = prepared.lifetime;
        return value != null && lifetime != null && entries.put(key, prepared.current, value, lifetime, changes);
    }

    private boolean remove(@Nullable Entry current, Changes changes) {
        if (current == null) {
            return false;
        }
        entries.remove(current, changes);
        statistics.count(Counter.REMOVALS);
        return true;
    }
}
