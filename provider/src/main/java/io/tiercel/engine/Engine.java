package io.tiercel.engine;

import io.tiercel.concurrent.KeyLocks;
import io.tiercel.concurrent.KeyLocks.Hold;
import io.tiercel.concurrent.KeyLocks.Stripe;
import io.tiercel.engine.Decision.Action;
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
 * Applies what operations decide.
 *
 * <p>Each operation goes through four steps: <em>look</em> at the entry (an expired one is removed on the way),
 * <em>decide</em>, tell the writer, and <em>apply</em>. Looking and applying happen in a section of the key, where no
 * code of the user runs. An operation that runs such code in between (a processor, a writer, an expiry policy, {@code
 * equals} of values) holds the key meanwhile; another one does all in a single section. Afterwards, with nothing locked,
 * room is made and listeners are called.
 *
 * <p>A clear that comes while a key is held, after the look, counts as having come after the operation that holds it:
 * what that one decides is then not stored.
 *
 * <p>Thread-safe. An operation takes constant time, the store's and the user's code aside. What user code throws leaves
 * the entry as it was.
 */
public final class Engine<K, V> {

    private final Parts<K, V> parts;
    private final KeyLocks locks;
    private final Applier applier;
    private final StaleEntries stale;
    private final Room room;
    private final Expiry expiry;
    private final CacheStatistics statistics;
    private final @Nullable WriterPort<K, V> writer;

    public Engine(Parts<K, V> parts) {
        this.parts = parts;
        this.locks = parts.locks();
        this.applier = new Applier(parts);
        this.stale = new StaleEntries(parts);
        this.room = new Room(parts);
        this.expiry = parts.expiry();
        this.statistics = parts.statistics();
        this.writer = parts.writer();
    }

    /** Does an operation on a key of the application's, and calls the listeners. */
    <R extends @Nullable Object> R perform(K key, Operation<R> operation) {
        return perform(parts.ref(key), operation);
    }

    <R extends @Nullable Object> R perform(KeyRef<K> key, Operation<R> operation) {
        Changes changes = new Changes(parts.events());
        Decision<R> decision;
        try {
            decision = writer != null || expiry.runsUserCode() || operation.runsUserCode()
                    ? performHolding(key, operation, changes)
                    : performInSection(key, operation, changes);
        } catch (RuntimeException | Error e) {
            finishAfter(e, changes);
            throw e;
        }
        finish(changes);
        return decision.result();
    }

    private <R extends @Nullable Object> Decision<R> performInSection(
            KeyRef<K> key, Operation<R> operation, Changes changes) {
        Stripe section = locks.enter(key.stored(), key.hash());
        try {
            Entry current = operation.isBlind() && applier.mayPutBlindly(changes) ? null : applier.look(key, changes);
            Decision<R> decision = operation.decide(current);
            apply(prepare(decision, current), key, changes);
            count(operation, current);
            return decision;
        } finally {
            section.exit();
        }
    }

    private <R extends @Nullable Object> Decision<R> performHolding(
            KeyRef<K> key, Operation<R> operation, Changes changes) {
        Hold hold = locks.enterHolding(key.stored(), key.hash());
        try {
            Entry current = lookFirst(hold, key, changes);
            Decision<R> decision = decide(operation, key, current);
            tellWriter(key, decision);
            applyLast(hold, key, prepare(decision, current), changes);
            count(operation, current);
            return decision;
        } finally {
            if (!hold.isDone()) {
                locks.release(hold);
            }
        }
    }

    /** Looks at the entry of a key in the section in which the hold of it began, and ends the section. */
    private @Nullable Entry lookFirst(Hold hold, KeyRef<K> key, Changes changes) {
        try {
            return applier.look(key, changes);
        } finally {
            locks.exit(hold);
        }
    }

    /** Applies what was decided, and ends the hold of the key in the same section. */
    private boolean applyLast(Hold hold, KeyRef<K> key, Prepared prepared, Changes changes) {
        Stripe section = locks.enterHeld(hold);
        try {
            boolean changed = applyHere(hold, key, prepared, changes);
            locks.releaseHere(hold);
            return changed;
        } finally {
            section.exit();
        }
    }

    /**
     * Lets an operation decide: by the entry, or else by the value that is on its way to the source. A processor that fails has
     * been invoked against an entry all the same; a writer that fails leaves no trace.
     */
    private <R extends @Nullable Object> Decision<R> decide(
            Operation<R> operation, KeyRef<K> key, @Nullable Entry current) {
        boolean decided = false;
        try {
            Decision<R> decision = operation.decide(current == null ? parts.queuedEntry(key) : current);
            decided = true;
            return decision;
        } finally {
            if (!decided) {
                count(operation, current);
            }
        }
    }

    /** Looks at the entry of a key that the calling thread holds. */
    @Nullable
    Entry lookHeld(Hold hold, KeyRef<K> key, Changes changes) {
        Stripe section = locks.enterHeld(hold);
        try {
            hold.look();
            return applier.look(key, changes);
        } finally {
            section.exit();
        }
    }

    /**
     * Applies a decision to a key that the calling thread holds; the writer has been told.
     *
     * @return whether the entry was changed
     */
    boolean applyHeld(Hold hold, KeyRef<K> key, Decision<?> decision, @Nullable Entry current, Changes changes) {
        Prepared prepared = prepare(decision, current);
        Stripe section = locks.enterHeld(hold);
        try {
            return applyHere(hold, key, prepared, changes);
        } finally {
            section.exit();
        }
    }

    private boolean applyHere(Hold hold, KeyRef<K> key, Prepared prepared, Changes changes) {
        if (hold.overtaken()) {
            overtakeLeases(key, prepared.decision);
            return false;
        }
        return apply(prepared, key, changes);
    }

    /** What the writer was told of is a change, even if a clear keeps it from being stored. */
    private void overtakeLeases(KeyRef<K> key, Decision<?> decision) {
        if (decision.action() == Action.WRITE || decision.action() == Action.REMOVE) {
            parts.leases().overtake(key.stored());
        }
    }

    /** Makes room and calls the listeners. Call with nothing locked. */
    void finish(Changes changes) {
        room.make(changes);
        changes.deliver();
    }

    /** Does the same for an operation that failed: its failure is the caller's to know, with those of listeners noted. */
    void finishAfter(Throwable failure, Changes changes) {
        try {
            finish(changes);
        } catch (RuntimeException | Error e) {
            if (e != failure) {
                failure.addSuppressed(e);
            }
        }
    }

    /**
     * Removes the entry of a key if it has expired and no read may be given it any more. If the key is held, the next
     * operation on it will: a read neither waits for code of the user nor is refused inside it.
     */
    void expire(KeyRef<K> key) {
        Changes changes = new Changes(parts.events());
        expire(key, changes);
        changes.deliver();
    }

    /** Does the same, and leaves it to the caller to tell of it. */
    void expire(KeyRef<K> key, Changes changes) {
        Stripe section = locks.enterUnheld(key.hash());
        if (section == null) {
            return;
        }
        try {
            Entry unused = applier.look(key, changes, stale::mayServe);
        } finally {
            section.exit();
        }
    }

    /**
     * Puts a value that was read from its source, unless something came in between. The writer is not told.
     *
     * @param how what it may do to an entry that is there
     * @return whether it was put
     */
    boolean install(KeyRef<K> key, NewValue value, Lease lease, Fill how) {
        if (lease.isOvertaken()) {
            return false;
        }
        Operation<Boolean> fill = current -> {
            if (current != null && how == Fill.IF_ABSENT) {
                return Decision.keep(false);
            }
            return how == Fill.RENEW ? Decision.renew(value, lease, true) : Decision.fill(value, lease, true);
        };
        Changes changes = new Changes(parts.events());
        try {
            return expiry.runsUserCode() ? installHolding(key, fill, changes) : installInSection(key, fill, changes);
        } finally {
            finish(changes);
        }
    }

    private boolean installInSection(KeyRef<K> key, Operation<Boolean> fill, Changes changes) {
        Stripe section = locks.enter(key.stored(), key.hash());
        try {
            Entry current = applier.look(key, changes);
            return apply(prepare(fill.decide(current), current), key, changes);
        } finally {
            section.exit();
        }
    }

    private boolean installHolding(KeyRef<K> key, Operation<Boolean> fill, Changes changes) {
        Hold hold = locks.enterHolding(key.stored(), key.hash());
        try {
            Entry current = lookFirst(hold, key, changes);
            return applyLast(hold, key, prepare(fill.decide(current), current), changes);
        } finally {
            if (!hold.isDone()) {
                locks.release(hold);
            }
        }
    }

    /**
     * Removes the entry of a key, and ends the leases of it. Nobody is told: the source has changed, not the entry.
     *
     * @return whether there was one
     */
    boolean invalidate(KeyRef<K> key) {
        return invalidate(key, locks.enter(key.stored(), key.hash()));
    }

    /** Does the same in a section of the key, and ends it. */
    private boolean invalidate(KeyRef<K> key, Stripe section) {
        Changes changes = new Changes(parts.events());
        try {
            Entry current = applier.look(key, changes);
            parts.leases().overtake(key.stored());
            if (current == null) {
                return false;
            }
            applier.invalidate(current);
            return true;
        } finally {
            section.exit();
            changes.deliver();
        }
    }

    /** Does the same for a key in stored form. */
    public void forget(Object storedKey) {
        invalidate(ref(storedKey));
    }

    /** Does the same, unless a thread holds the key; waits for none. Returns whether it was done. */
    public boolean forgetUnlessHeld(Object storedKey) {
        KeyRef<K> key = ref(storedKey);
        Stripe section = locks.enterUnheld(key.hash());
        if (section == null) {
            return false;
        }
        invalidate(key, section);
        return true;
    }

    @SuppressWarnings("unchecked") // what is stored came from a K
    private KeyRef<K> ref(Object storedKey) {
        return KeyRef.of((K) storedKey, storedKey);
    }

    /** Removes all entries, without events and without the writer (Javadoc of {@code Cache.clear}). */
    public void clear() {
        locks.withAllKeys(() -> {
            locks.overtakeHolds();
            parts.leases().overtakeAll();
            parts.store().clear();
            parts.tagging().registry().cleared();
        });
    }

    /** Ends all leases: what was read from a source before this is not put after it. */
    public void overtakeLeases() {
        locks.withAllKeys(parts.leases()::overtakeAll);
    }

    /**
     * Ends all leases, those too that are taken from now on: nothing that is being read from a source is put after this. An
     * installation that is under way has ended when this returns.
     */
    public void refuseFills() {
        locks.withAllKeys(parts.leases()::close);
    }

    private void tellWriter(KeyRef<K> key, Decision<?> decision) {
        if (writer == null) {
            return;
        }
        if (decision.action() == Action.REMOVE) {
            writer.delete(parts.change(key, null));
        } else if (decision.action() == Action.WRITE && decision.value() != null) {
            writer.write(parts.change(key, decision.value()));
        }
    }

    /** A decision with all that code of the user has to say about it. */
    private record Prepared(
            Decision<?> decision,
            @Nullable Entry current,
            @Nullable Lifetime lifetime,
            long accessedMillis) {}

    private Prepared prepare(Decision<?> decision, @Nullable Entry current) {
        NewValue value = decision.value();
        boolean accessed = current != null && decision.action() == Action.TOUCH && expiry.changesOnAccess();
        return new Prepared(
                decision,
                current,
                value == null ? null : applier.lifetime(value, decision.action() == Action.RENEW ? null : current),
                accessed ? expiry.accessed(parts.clock().nowMillis()) : Expiry.UNCHANGED);
    }

    private boolean apply(Prepared prepared, KeyRef<K> key, Changes changes) {
        return switch (prepared.decision.action()) {
            case KEEP -> false;
            case TOUCH -> prepared.current != null && touch(prepared.current, prepared.accessedMillis, changes);
            case WRITE -> write(prepared, key, changes);
            case FILL, RENEW -> fill(prepared, key, changes);
            case REMOVE -> remove(key, prepared.current, changes);
        };
    }

    private boolean touch(Entry current, long accessedMillis, Changes changes) {
        applier.touch(current, accessedMillis, changes);
        return false;
    }

    private boolean write(Prepared prepared, KeyRef<K> key, Changes changes) {
        parts.leases().overtake(key.stored());
        if (writer != null && writer.writesAround()) {
            return invalidate(prepared.current);
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
    private boolean invalidate(@Nullable Entry current) {
        statistics.count(Counter.PUTS);
        if (current != null) {
            applier.invalidate(current);
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
        return value != null && lifetime != null && applier.put(key, prepared.current, value, lifetime, changes);
    }

    /** A removal overtakes what others are about to put for the key, whether there is an entry or not. */
    private boolean remove(KeyRef<K> key, @Nullable Entry current, Changes changes) {
        parts.leases().overtake(key.stored());
        if (current == null) {
            return false;
        }
        applier.remove(current, changes);
        statistics.count(Counter.REMOVALS);
        return true;
    }

    private void count(Operation<?> operation, @Nullable Entry current) {
        if (operation.isLookup()) {
            statistics.count(current == null ? Counter.MISSES : Counter.HITS);
        }
    }
}
