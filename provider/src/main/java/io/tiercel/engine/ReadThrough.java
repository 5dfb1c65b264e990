package io.tiercel.engine;

import io.tiercel.load.Load;
import io.tiercel.load.LoadRunner;
import io.tiercel.load.LoadedValue;
import io.tiercel.load.LoaderSource;
import io.tiercel.load.Loads;
import io.tiercel.load.Source;
import io.tiercel.statistics.Counter;
import io.tiercel.statistics.TimedOperation;
import io.tiercel.write.QueuedChange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Brings an absent value in, once however many ask for it.
 *
 * <p>A load holds no lock. It is a claim of its key that others find and wait for ({@link Claims}), and a lease, taken
 * before the source is read, without which nothing is installed. A circle of waits that loaders make by calling back is found and refused.
 *
 * <p>Thread-safe. A source that throws fails all who wait for it, and nothing is kept.
 */
public final class ReadThrough<K, V> {

    private final Parts<K, V> parts;
    private final Engine<K, V> engine;
    private final Claims<K, V> claims;
    private final @Nullable Absences<K> absences;

    public ReadThrough(Parts<K, V> parts, Engine<K, V> engine, Reads<K, V> reads, Loads loads, LoadRunner runner) {
        this.parts = parts;
        this.engine = engine;
        this.claims = new Claims<>(parts, reads, loads, runner);
        this.absences = parts.freshness().isKept() ? new Absences<>(parts) : null;
    }

    /** Returns the claims of all loads of the cache. */
    Claims<K, V> claims() {
        return claims;
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
                throw claims.timedOut(key);
            }
            if (!claims.isOutdated(claim)) {
                return claims.value(claim);
            }
        }
    }

    private @Nullable V valueOf(QueuedChange queued) {
        return queued.storedValue() == null ? null : parts.value(queued.storedValue());
    }

    /** Loads a key, or waits for whoever does: until the load is settled, or the patience or the time of it is over. */
    Claim<K> attempt(KeyRef<K> key, Source<K, V> source, long patienceNanos) {
        Claim<K> claim = claims.claim(key);
        if (claim.mine()) {
            claims.begin(List.of(claim), () -> load(claim, source, Fill.IF_ABSENT), patienceNanos);
        } else {
            claim.lease().close();
        }
        boolean unused = claims.awaitOutcome(claim, patienceNanos);
        return claim;
    }

    /** Loads a key anew that was claimed for it. */
    void reload(Claim<K> claim, Source<K, V> source) {
        claims.beginAll(List.of(claim), () -> load(claim, source, Fill.RENEW));
    }

    /**
     * Makes sure that the load of a claim has an outcome, for a thread that holds the key. What was loaded is in no cache
     * yet. The thread ends the claim when it has let go of the key.
     */
    void loadHeld(Claim<K> claim, Source<K, V> source) {
        if (claim.mine()) {
            claims.begin(List.of(claim), () -> read(claim, source));
        } else {
            claims.joinLoaded(claim);
        }
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
            claims.end(claim);
        }
    }

    /** Puts what was read for a claim. */
    void install(Claim<K> claim, NewValue value, Fill how) {
        engine.install(claim.key(), value, claim.lease(), how, claim.replaces());
    }

    /** Takes note that the loader has no value, if that is what came of the load. */
    void settleAbsent(Claim<K> claim, Fill how) {
        boolean isAbsent = claim.load().failure() == null && claim.load().value() == null;
        if (absences != null && isAbsent && parts.queued(claim.key()) == null) {
            absences.settle(claim.key(), claim.lease(), how == Fill.RENEW ? claim.replaces() : entry -> false);
        }
    }

    /** Reads the source and ends the load. Failures of any kind are those of the load; whoever waits for it throws them. */
    private @Nullable NewValue read(Claim<K> claim, Source<K, V> source) {
        if (claims.endIfQueued(claim)) {
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

    /** Encodes what was loaded for a claim. */
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
}
