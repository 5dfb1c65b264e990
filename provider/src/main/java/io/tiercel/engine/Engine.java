package io.tiercel.engine;

import io.tiercel.concurrent.KeyLocks;
import io.tiercel.concurrent.KeyLocks.Hold;
import io.tiercel.concurrent.KeyLocks.Stripe;
import io.tiercel.engine.Applier.Prepared;
import io.tiercel.engine.Decision.Action;
import io.tiercel.expiry.Expiry;
import io.tiercel.load.Lease;
import io.tiercel.statistics.CacheStatistics;
import io.tiercel.statistics.Counter;
import io.tiercel.store.Entry;
import io.tiercel.write.WriterPort;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Performs operations: takes each through its steps, with its key locked as much as it takes.
 *
 * <p>Each operation goes through four steps: <em>look</em> at the entry (an expired one is removed on the way),
 * <em>decide</em>, tell the writer, and <em>apply</em> ({@link Applier}). Looking and applying happen in a section of the
 * key, where no code of the user runs. An operation that runs such code in between (a processor, a writer, an expiry
 * policy, {@code equals} of values) holds the key meanwhile; another one does all in a single section. Afterwards, with
 * nothing locked, room is made and listeners are called.
 *
 * <p>A clear that comes while a key is held, after the look, counts as having come after the operation that holds it:
 * what that one decides is then not stored.
 *
 * <p>Thread-safe. An operation takes constant time, the store's and the user's code aside. What user code throws leaves
 * the entry as it was; but once the writer was told, an entry that cannot be brought to what the source has leaves.
 */
public final class Engine<K, V> {

    private final Parts<K, V> parts;
    private final KeyLocks locks;
    private final LiveEntries entries;
    private final Applier<K> applier;
    private final StaleEntries stale;
    private final Room room;
    private final Expiry expiry;
    private final CacheStatistics statistics;
    private final @Nullable WriterPort<K, V> writer;

    public Engine(Parts<K, V> parts) {
        this.parts = parts;
        this.locks = parts.locks();
        this.entries = new LiveEntries(parts);
        this.applier = new Applier<>(parts, entries);
        this.stale = new StaleEntries(parts);
        this.room = new Room(parts);
        this.expiry = parts.expiry();
        this.statistics = parts.statistics();
        this.writer = parts.writer();
    }

    /** Does an operation on a key of the application's, and calls the listeners. */
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
        if (!operation.isBlind() || !entries.needNoLook(changes)) {
            entries.vet(key);
        }
        Stripe section = locks.enter(key.stored(), key.hash());
        try {
            Entry current = operation.isBlind() && entries.mayPutBlindly(changes) ? null : entries.look(key, changes);
            Decision<R> decision = operation.decide(current);
            applier.apply(applier.prepare(decision, current), key, changes);
            count(operation, current);
            return decision;
        } finally {
            section.exit();
        }
    }

    private <R extends @Nullable Object> Decision<R> performHolding(
            KeyRef<K> key, Operation<R> operation, Changes changes) {
        entries.vet(key);
        Hold hold = locks.enterHolding(key.stored(), key.hash());
        boolean told = false;
        try {
            Entry current = lookFirst(hold, key, changes);
            Decision<R> decision = decide(operation, key, current);
            told = tellWriter(key, decision);
            applyLast(hold, key, applier.prepare(decision, current), changes);
            count(operation, current);
            return decision;
        } catch (RuntimeException | Error e) {
            if (told && !hold.isDone()) {
                forgetTold(hold, key, e);
            }
            throw e;
        } finally {
            if (!hold.isDone()) {
                locks.release(hold);
            }
        }
    }

    /** Looks at the entry of a key in the section in which the hold of it began, and ends the section. */
    private @Nullable Entry lookFirst(Hold hold, KeyRef<K> key, Changes changes) {
        try {
            return entries.look(key, changes);
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
        entries.vet(key);
        Stripe section = locks.enterHeld(hold);
        try {
            hold.look();
            return entries.look(key, changes);
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
        Prepared prepared = applier.prepare(decision, current);
        Stripe section = locks.enterHeld(hold);
        try {
            return applyHere(hold, key, prepared, changes);
        } finally {
            section.exit();
        }
    }

    /**
     * Forgets a key that the calling thread holds: the writer was told of a change, and an entry that could not be changed would
     * contradict the source from now on.
     */
    void forgetTold(Hold hold, KeyRef<K> key, Throwable failure) {
        try {
            Stripe section = locks.enterHeld(hold);
            try {
                parts.leases().overtake(key.stored());
                Entry left = parts.store().peek(key.stored(), key.hash());
                if (left != null) {
                    entries.invalidate(left);
                }
                parts.leases().overtake(key.stored()); // those too that were taken while the entry was still there
            } finally {
                section.exit();
            }
        } catch (RuntimeException | Error e) {
            if (e != failure) {
                failure.addSuppressed(e);
            }
        }
    }

    private boolean applyHere(Hold hold, KeyRef<K> key, Prepared prepared, Changes changes) {
        if (hold.overtaken()) {
            applier.leaveOut(prepared, key);
            return false;
        }
        return applier.apply(prepared, key, changes);
    }

    /** Makes room and calls the listeners, who are told even if there is no room. Call with nothing locked. */
    void finish(Changes changes) {
        try {
            room.make(changes);
        } catch (RuntimeException | Error e) {
            noting(e, changes::deliver);
            throw e;
        }
        changes.deliver();
    }

    /** Does the same for an operation that failed: its failure is the caller's to know, with those of listeners noted. */
    void finishAfter(Throwable failure, Changes changes) {
        noting(failure, () -> finish(changes));
    }

    /** Does a last thing for what failed; if that fails too, it is noted. */
    static void noting(Throwable failure, Runnable last) {
        try {
            last.run();
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
        try {
            expire(key, changes);
        } catch (RuntimeException | Error e) {
            noting(e, changes::deliver);
            throw e;
        }
        changes.deliver();
    }

    /** Does the same, and leaves it to the caller to tell of it. */
    void expire(KeyRef<K> key, Changes changes) {
        entries.vet(key);
        Stripe section = locks.enterUnheld(key.hash());
        if (section == null) {
            return;
        }
        try {
            Entry unused = entries.look(key, changes, stale::mayServe);
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
        return install(key, value, lease, how, entry -> true);
    }

    /** Does the same, but leaves an entry that is there alone unless the predicate finds that it may give way. */
    boolean install(KeyRef<K> key, NewValue value, Lease lease, Fill how, Predicate<? super Entry> replaces) {
        if (lease.isOvertaken()) {
            return false;
        }
        Operation<Boolean> fill = current -> {
            if (current != null && (how == Fill.IF_ABSENT || !replaces.test(current))) {
                return Decision.keep(false);
            }
            return how == Fill.RENEW ? Decision.renew(value, lease, true) : Decision.fill(value, lease, true);
        };
        Changes changes = new Changes(parts.events());
        entries.vet(key);
        boolean installed;
        try {
            installed =
                    expiry.runsUserCode() ? installHolding(key, fill, changes) : installInSection(key, fill, changes);
        } catch (RuntimeException | Error e) {
            finishAfter(e, changes);
            throw e;
        }
        finish(changes);
        return installed;
    }

    private boolean installInSection(KeyRef<K> key, Operation<Boolean> fill, Changes changes) {
        Stripe section = locks.enter(key.stored(), key.hash());
        try {
            Entry current = entries.look(key, changes);
            return applier.apply(applier.prepare(fill.decide(current), current), key, changes);
        } finally {
            section.exit();
        }
    }

    private boolean installHolding(KeyRef<K> key, Operation<Boolean> fill, Changes changes) {
        Hold hold = locks.enterHolding(key.stored(), key.hash());
        try {
            Entry current = lookFirst(hold, key, changes);
            return applyLast(hold, key, applier.prepare(fill.decide(current), current), changes);
        } finally {
            if (!hold.isDone()) {
                locks.release(hold);
            }
        }
    }

    /** Removes all entries, without events and without the writer (Javadoc of {@code Cache.clear}). */
    public void clear() {
        locks.withAllKeys(() -> {
            locks.overtakeHolds();
            parts.leases().overtakeAll();
            parts.store().clear();
            parts.leases().overtakeAll(); // those too that were taken while the entries were still there
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

    /** Returns whether the writer was told of something. */
    private boolean tellWriter(KeyRef<K> key, Decision<?> decision) {
        if (writer == null) {
            return false;
        }
        if (decision.action() == Action.REMOVE) {
            writer.delete(parts.change(key, null));
            return true;
        }
        if (decision.action() == Action.WRITE && decision.value() != null) {
            writer.write(parts.change(key, decision.value()));
            return true;
        }
        return false;
    }

    private void count(Operation<?> operation, @Nullable Entry current) {
        if (operation.isLookup()) {
            statistics.count(current == null ? Counter.MISSES : Counter.HITS);
        }
    }
}
