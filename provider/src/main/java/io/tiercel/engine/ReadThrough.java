package io.tiercel.engine;

import io.tiercel.load.Load;
import io.tiercel.load.LoadRunner;
import io.tiercel.load.LoadedValue;
import io.tiercel.load.Loads;
import io.tiercel.load.Source;
import io.tiercel.serialize.AnnotatedValue;
import io.tiercel.statistics.Counter;
import io.tiercel.statistics.TimedOperation;
import io.tiercel.store.Entry;
import io.tiercel.write.QueuedChange;
import java.util.List;
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

    public ReadThrough(Parts<K, V> parts, Engine<K, V> engine, Reads<K, V> reads, Loads loads, LoadRunner runner) {
        this.parts = parts;
        this.engine = engine;
        this.reads = reads;
        this.loads = loads;
        this.runner = runner;
    }

    /** Returns the value that the key has, that somebody is loading, or that the source has; null if none has one. */
    public @Nullable V get(K key, Source<K, V> source) {
        KeyRef<K> ref = parts.ref(key);
        QueuedChange queued = parts.queued(ref);
        if (queued != null) {
            return valueOf(queued);
        }
        while (true) {
            Claim<K> claim = claim(ref);
            if (claim.mine()) {
                begin(List.of(claim), () -> load(claim, source));
                awaitSettled(claim);
                return value(claim);
            }
            join(claim);
            if (!isOutdated(claim)) {
                return value(claim);
            }
        }
    }

    /** Returns whether a tag of what another thread loaded was invalidated since that thread began: perhaps before this asked. */
    boolean isOutdated(Claim<K> claim) {
        Object loaded = claim.load().value();
        return loaded != null && AnnotatedValue.isInvalidated(loaded);
    }

    /** Returns the value that a key gets in the source, if that has not got it yet; null if it has, or loses it. */
    public @Nullable V queued(K key) {
        QueuedChange queued = parts.queued(parts.ref(key));
        return queued == null ? null : valueOf(queued);
    }

    private @Nullable V valueOf(QueuedChange queued) {
        return queued.storedValue() == null ? null : parts.value(queued.storedValue());
    }

    /** Waits until what a load of this thread brought is in the cache, after the outcome is known. */
    void awaitSettled(Claim<K> claim) {
        claim.load().awaitSettled(Long.MAX_VALUE);
    }

    /** Waits for the load of another thread. */
    void join(Claim<K> claim) {
        claim.lease().close();
        if (!claim.load().awaitSettled(runner.timeoutNanos())) {
            throw runner.timedOut(claim.key().stored());
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
        List<Load> open = endPresent(claims);
        if (!open.isEmpty()) {
            runner.run(open, work);
        }
    }

    private List<Load> endPresent(List<Claim<K>> claims) {
        try {
            return claims.stream()
                    .filter(claim -> !endIfPresent(claim))
                    .map(Claim::load)
                    .toList();
        } catch (RuntimeException | Error e) { // thrown by equals of a key: the work, which ends the claims, never runs
            claims.forEach(claim -> fail(claim, e));
            throw e;
        }
    }

    /** The value may have come between the miss and the claim. */
    private boolean endIfPresent(Claim<K> claim) {
        Entry entry = reads.present(claim.key().stored(), claim.key().hash());
        if (entry == null) {
            return false;
        }
        claim.load().loaded(entry.value());
        end(claim);
        return true;
    }

    private void load(Claim<K> claim, Source<K, V> source) {
        try {
            NewValue value = claim.load().isLoaded() ? null : read(claim, source);
            if (value != null) {
                install(claim, value, /* replaces= */ false);
            }
        } finally {
            end(claim);
        }
    }

    void install(Claim<K> claim, NewValue value, boolean replaces) {
        engine.install(claim.key(), value, claim.lease(), replaces);
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
        try {
            LoadedValue<V> value = source.load(claim.key().application());
            NewValue read = value == null ? null : newValue(claim, value);
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

    NewValue newValue(Claim<K> claim, LoadedValue<V> loaded) {
        parts.requireValue(loaded.value());
        Terms terms = Terms.of(loaded.timeToLive(), loaded.tags());
        return parts.newValue(
                claim.key().stored(), loaded.value(), terms, claim.lease().stamp());
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
