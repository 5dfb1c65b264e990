package io.tiercel.engine;

import io.tiercel.load.Load;
import io.tiercel.load.LoadRunner;
import io.tiercel.load.LoadedValue;
import io.tiercel.load.LoaderSource;
import io.tiercel.load.Loads;
import io.tiercel.load.Source;
import io.tiercel.serialize.AnnotatedValue;
import io.tiercel.statistics.Counter;
import io.tiercel.statistics.TimedOperation;
import io.tiercel.store.Entry;
import io.tiercel.write.QueuedChange;
import java.util.List;
import java.util.function.Predicate;
import javax.cache.integration.CacheLoaderException;
import org.jspecify.annotations.Nullable;

/**
 * Brings an absent value in, once however many ask for it.
 *
 * <p>A load holds no lock. It is a claim of its key that others find and wait for, and a lease, taken before the source
 * is read, without which nothing is installed. A circle of waits that loaders make by calling back is found and refused.
 *
 * <p>Thread-safe. A source that throws fails all who wait for it, and nothing is kept.
 */
public final class ReadThrough<K, V> {

    private final Parts<K, V> parts;
    private final Engine<K, V> engine;
    private final Reads<K, V> reads;
    private final Loads loads;
    private final LoadRunner runner;
    private final @Nullable Absences<K> absences;

    public ReadThrough(Parts<K, V> parts, Engine<K, V> engine, Reads<K, V> reads, Loads loads, LoadRunner runner) {
        this.parts = parts;
        this.engine = engine;
        this.reads = reads;
        this.loads = loads;
        this.runner = runner;
        this.absences = parts.freshness().isKept() ? new Absences<>(parts) : null;
    }

    /** Returns the value that the key has, that somebody is loading, or that the source has; null if none has one. */
    public @Nullable V get(K key, Source<K, V> source) {
        return get(parts.ref(key), source);
    }

    @Nullable
    V get(KeyRef<K> key, Source<K, V> source) {
        QueuedChange queued = parts.queued(key);
        if (queued != null) {
            return valueOf(queued);
        }
        while (true) {
            Claim<K> claim = attempt(key, source, Long.MAX_VALUE);
            if (!claim.load().isLoaded()) {
                throw timedOut(key);
            }
            if (claim.mine() || !isOutdated(claim)) {
                return value(claim);
            }
        }
    }

    /** Loads a key, or waits for whoever does: until the load is settled, or the patience or the time of it is over. */
    Claim<K> attempt(KeyRef<K> key, Source<K, V> source, long patienceNanos) {
        Claim<K> claim = claim(key);
        if (claim.mine()) {
            begin(List.of(claim), () -> load(claim, source, Fill.IF_ABSENT), patienceNanos);
        } else {
            claim.lease().close();
        }
        boolean unused = awaitOutcome(claim, patienceNanos);
        return claim;
    }

    /**
     * Claims a key for a load that is to replace its entry, in its time or stale.
     *
     * @param isOld tells whether an entry is the one that is to be replaced
     * @return the claim, or null if there is no such entry any more, or somebody is loading the key
     */
    @Nullable
    Claim<K> claimOld(KeyRef<K> key, Predicate<Entry> isOld) {
        Load own = loads.prepare(key.stored()); // with its lease, which whoever removes the entry after the look ends
        boolean claimed = false;
        try {
            Entry entry = reads.presentOrStale(key.stored(), key.hash());
            claimed = entry != null && isOld.test(entry) && loads.claim(own) == null;
        } finally {
            if (!claimed) {
                own.lease().close();
            }
        }
        if (!claimed) {
            return null;
        }
        Claim<K> claim = new Claim<>(key, own, own.lease(), /* mine= */ true);
        return endThose(List.of(claim), isOld.negate()).isEmpty() ? null : claim;
    }

    /** Loads a key anew that was claimed for it. */
    void reload(Claim<K> claim, Source<K, V> source) {
        runner.run(List.of(claim.load()), () -> load(claim, source, Fill.RENEW));
    }

    /** Returns whether somebody is loading a key. */
    boolean isLoading(KeyRef<K> key) {
        return loads.isInFlight(key.stored());
    }

    /** Returns how long a load may take. */
    long timeoutNanos() {
        return runner.timeoutNanos();
    }

    CacheLoaderException timedOut(KeyRef<K> key) {
        return runner.timedOut(key.stored());
    }

    /** Returns whether a tag of what another thread loaded was invalidated since that thread began: perhaps before this asked. */
    boolean isOutdated(Claim<K> claim) {
        Object loaded = claim.load().value();
        return loaded != null && AnnotatedValue.isInvalidated(loaded);
    }

    private @Nullable V valueOf(QueuedChange queued) {
        return queued.storedValue() == null ? null : parts.value(queued.storedValue());
    }

    /**
     * Waits until what a load brought is in the cache, or is not to be kept. The load has begun; if this thread began it, the
     * patience is over already where it has no outcome.
     *
     * @return whether the outcome is known
     */
    boolean awaitOutcome(Claim<K> claim, long patienceNanos) {
        if (!claim.mine()) {
            return claim.load().awaitSettled(Math.min(patienceNanos, runner.timeoutNanos()));
        }
        return claim.load().isLoaded() && claim.load().awaitSettled(Long.MAX_VALUE);
    }

    /** Waits for the load of another thread, or one that this thread has left, for as long as it may take. */
    void join(Claim<K> claim) {
        if (!claim.load().awaitSettled(runner.timeoutNanos())) {
            throw timedOut(claim.key());
        }
    }

    /**
     * Makes sure that the load of a claim has an outcome, for a thread that holds the key. What was loaded is in no cache
     * yet. The thread ends the claim when it has let go of the key.
     */
    void loadHeld(Claim<K> claim, Source<K, V> source) {
        if (claim.mine()) {
            begin(List.of(claim), () -> read(claim, source));
        } else if (!claim.load().awaitLoaded(runner.timeoutNanos())) {
            throw runner.timedOut(claim.key().stored());
        }
    }

    Claim<K> claim(KeyRef<K> key) {
        return Claim.of(key, loads);
    }

    /** Claims a key for a load that is to replace what is there: whoever misses the key does not wait for it. */
    Claim<K> claimUnshared(KeyRef<K> key) {
        return Claim.unshared(key, loads);
    }

    /** Runs the work of claims of this thread, which ends them, whether their keys are there or not. */
    void beginAll(List<Claim<K>> claims, Runnable work) {
        runner.run(claims.stream().map(Claim::load).toList(), work);
    }

    /** Runs the work of claims of this thread, which ends them; those of keys that are there by now are left out. */
    void begin(List<Claim<K>> claims, Runnable work) {
        begin(claims, work, Long.MAX_VALUE);
    }

    /** Does the same, and returns when the patience is over at the latest. */
    void begin(List<Claim<K>> claims, Runnable work, long patienceNanos) {
        List<Load> open = endThose(claims, present -> true);
        if (!open.isEmpty()) {
            runner.run(open, work, patienceNanos);
        }
    }

    private List<Load> endThose(List<Claim<K>> claims, Predicate<Entry> isEnough) {
        try {
            return claims.stream()
                    .filter(claim -> !endIfPresent(claim, isEnough))
                    .map(Claim::load)
                    .toList();
        } catch (RuntimeException | Error e) { // thrown by equals of a key: the work, which ends the claims, never runs
            claims.forEach(claim -> fail(claim, e));
            throw e;
        }
    }

    /** The value may have come between the miss and the claim. */
    private boolean endIfPresent(Claim<K> claim, Predicate<Entry> isEnough) {
        Entry entry = reads.present(claim.key().stored(), claim.key().hash());
        if (entry == null || !isEnough.test(entry)) {
            return false;
        }
        claim.load().loaded(entry.value());
        end(claim);
        return true;
    }

    private void load(Claim<K> claim, Source<K, V> source, Fill how) {
        try {
            if (claim.load().isLoaded()) { // it was given up before a thread was free for it
                return;
            }
            NewValue value = read(claim, source);
            if (value != null) {
                install(claim, value, how);
            } else if (source instanceof LoaderSource) {
                settleAbsent(claim, how);
            }
        } finally {
            end(claim);
        }
    }

    void install(Claim<K> claim, NewValue value, Fill how) {
        engine.install(claim.key(), value, claim.lease(), how);
    }

    /** Takes note that the loader has no value, if that is what came of the load. */
    void settleAbsent(Claim<K> claim, Fill how) {
        boolean isAbsent = claim.load().failure() == null && claim.load().value() == null;
        if (absences != null && isAbsent && parts.queued(claim.key()) == null) {
            absences.settle(claim.key(), claim.lease(), how);
        }
    }

    /** Lets go those who wait for a load of this thread, and gives the lease back. Idempotent. */
    void end(Claim<K> claim) {
        try {
            if (claim.mine()) {
                requireOutcome(claim.load());
                loads.settle(claim.load());
            }
        } finally {
            claim.lease().close();
        }
    }

    /** Ends a load that could not begin. */
    void fail(Claim<K> claim, Throwable cause) {
        if (claim.mine()) {
            claim.load().failed(cause);
        }
        end(claim);
    }

    /** A loader may throw what Java does not let it declare; those who wait must not wait for ever. */
    private static void requireOutcome(Load load) {
        if (!load.isLoaded()) {
            load.failed(new CacheLoaderException("The load of the key " + load.key() + " ended without a value"));
        }
    }

    /** Reads the source and ends the load. Failures of any kind are those of the load; whoever waits for it throws them. */
    private @Nullable NewValue read(Claim<K> claim, Source<K, V> source) {
        if (endIfQueued(claim)) {
            return null;
        }
        long beganNanos = parts.statistics().cell().beginLoad();
        long beganMillis = costClockMillis();
        try {
            LoadedValue<V> value = source.load(claim.key().application());
            NewValue read = value == null ? null : newValue(claim, value, costSince(beganMillis));
            end(claim.load(), read);
            parts.statistics().count(Counter.LOADS);
            return read;
        } catch (RuntimeException | Error e) {
            claim.load().failed(e);
            parts.statistics().count(Counter.LOAD_FAILURES);
            return null;
        } finally {
            parts.statistics().end(TimedOperation.LOAD, beganNanos);
        }
    }

    /** Returns the time that the cost of a load is measured from, if anybody wants to know it. */
    long costClockMillis() {
        return parts.freshness().refreshes() ? parts.clock().nowMillis() : 0;
    }

    /** Returns the cost of a load, at least a millisecond: none is not known. */
    long costSince(long beganMillis) {
        return Math.max(1, costClockMillis() - beganMillis);
    }

    NewValue newValue(Claim<K> claim, LoadedValue<V> loaded, long loadMillis) {
        parts.requireValue(loaded.value());
        Terms terms = Terms.of(loaded.timeToLive(), loaded.tags());
        return parts.newValue(
                claim.key().stored(), loaded.value(), terms, claim.lease().stamp(), loadMillis);
    }

    /** Says what a load brought. */
    void end(Load load, @Nullable NewValue read) {
        if (read == null) {
            load.loaded(null);
        } else {
            load.loaded(read.stored(), read.timeToLiveMillis());
        }
    }

    /**
     * Gives a load the value that is on its way to the source, which has an older one. It is not kept: the source says in
     * the end what becomes of it. Asked under the lease, so that what is queued later overtakes the load.
     */
    boolean endIfQueued(Claim<K> claim) {
        QueuedChange queued = parts.queued(claim.key());
        if (queued == null) {
            return false;
        }
        claim.load().loaded(queued.storedValue());
        return true;
    }

    /** Returns what a load brought; throws why it failed. */
    @Nullable
    V value(Claim<K> claim) {
        Object stored = storedValue(claim);
        return stored == null ? null : parts.value(stored);
    }

    /** Returns what a load brought, in stored form; throws why it failed. */
    @Nullable
    Object storedValue(Claim<K> claim) {
        Throwable failure = claim.load().failure();
        if (failure != null) {
            throw claim.mine() ? asIs(failure) : ofAnother(claim, failure);
        }
        return claim.load().value();
    }

    private static RuntimeException asIs(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        return (RuntimeException) failure;
    }

    /** An exception object is thrown in one thread only: each that waited gets its own, with the same cause. */
    private static RuntimeException ofAnother(Claim<?> claim, Throwable failure) {
        Throwable cause =
                failure instanceof CacheLoaderException && failure.getCause() != null ? failure.getCause() : failure;
        return new CacheLoaderException(
                "The load of the key " + claim.key().stored() + " by another thread failed: " + failure.getMessage(),
                cause);
    }
}
