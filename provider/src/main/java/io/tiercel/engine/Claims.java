package io.tiercel.engine;

import io.tiercel.jvm.FirstFailure;
import io.tiercel.jvm.ShownText;
import io.tiercel.load.Load;
import io.tiercel.load.LoadRunner;
import io.tiercel.load.Loads;
import io.tiercel.serialize.AnnotatedValue;
import io.tiercel.store.Entry;
import io.tiercel.write.QueuedChange;
import java.util.List;
import java.util.function.Predicate;
import javax.cache.integration.CacheLoaderException;
import org.jspecify.annotations.Nullable;

/**
 * The course of a claim, from taking it to its outcome: who loads a key, who waits for whom, and what each of them is told.
 * What the load itself does is the work of whoever claims.
 *
 * <p>Thread-safe. Who holds a claim of its own ends it, whatever happens: others may wait for it.
 */
final class Claims<K, V> {

    private final Parts<K, V> parts;
    private final Reads<K, V> reads;
    private final Loads loads;
    private final LoadRunner runner;

    Claims(Parts<K, V> parts, Reads<K, V> reads, Loads loads, LoadRunner runner) {
        this.parts = parts;
        this.reads = reads;
        this.loads = loads;
        this.runner = runner;
    }

    /** Claims a key, or finds who has. */
    Claim<K> claim(KeyRef<K> key) {
        return Claim.of(key, loads);
    }

    /** Claims a key for a load that is to replace what is there: whoever misses the key does not wait for it. */
    Claim<K> claimUnshared(KeyRef<K> key) {
        return Claim.unshared(key, loads);
    }

    /**
     * Claims a key for a load that is to replace its entry, in its time or stale.
     *
     * @param isOld tells whether an entry is the one that is to be replaced, now and when the load ends: a later reading of
     *     the source may have come by then
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
        Claim<K> claim = new Claim<>(key, own, own.lease(), /* mine= */ true, isOld);
        return endThose(List.of(claim), isOld.negate()).isEmpty() ? null : claim;
    }

    /** Returns whether somebody is loading a key. */
    boolean isLoading(KeyRef<K> key) {
        return loads.isInFlight(key.stored());
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
            failAll(claims, e);
            throw e;
        }
    }

    /** The value may have come between the miss and the claim. */
    private boolean endIfPresent(Claim<K> claim, Predicate<Entry> isEnough) {
        Entry entry = reads.present(claim.key().stored(), claim.key().hash());
        if (entry == null || !isEnough.test(entry)) {
            return false;
        }
        claim.load().found(entry.value());
        end(claim);
        return true;
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

    /** Ends all of them, each whatever becomes of the others: equals of a key may throw, and who waits for another must not. */
    void endAll(List<Claim<K>> claims) {
        FirstFailure.forEach(claims, this::end);
    }

    /** A loader may throw what Java does not let it declare; those who wait must not wait for ever. */
    private static void requireOutcome(Load load) {
        if (!load.isLoaded()) {
            load.failed(new CacheLoaderException(
                    "The load of the key " + ShownText.of(load.key()) + " ended without a value"));
        }
    }

    /** Ends loads that could not begin, each whatever becomes of the others. */
    void failAll(List<Claim<K>> claims, Throwable cause) {
        claims.stream().filter(Claim::mine).forEach(claim -> claim.load().failed(cause));
        try {
            endAll(claims);
        } catch (RuntimeException | Error e) { // the cause is the caller's to know
            if (e != cause) {
                cause.addSuppressed(e);
            }
        }
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

    /** Does the same, but only until the load has an outcome, which is in no cache yet. */
    void joinLoaded(Claim<K> claim) {
        if (!claim.load().awaitLoaded(runner.timeoutNanos())) {
            throw timedOut(claim.key());
        }
    }

    /** Returns how long a load may take. */
    long timeoutNanos() {
        return runner.timeoutNanos();
    }

    CacheLoaderException timedOut(KeyRef<K> key) {
        return runner.timedOut(key.stored());
    }

    /**
     * Returns whether what another thread brought may be older than the question of this one: a tag of it was invalidated
     * since that thread began, or it was found in an entry and not loaded.
     */
    boolean isOutdated(Claim<K> claim) {
        if (claim.mine()) {
            return false;
        }
        Object loaded = claim.load().value();
        return loaded != null && (claim.load().isFound() || AnnotatedValue.isInvalidated(loaded));
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
                "The load of the key " + ShownText.of(claim.key().stored()) + " by another thread failed: "
                        + failure.getMessage(),
                cause);
    }
}
