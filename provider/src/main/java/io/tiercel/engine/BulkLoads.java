package io.tiercel.engine;

import io.tiercel.load.LoadedValue;
import io.tiercel.load.LoaderCalls;
import io.tiercel.load.LoaderSource;
import io.tiercel.load.Source;
import io.tiercel.statistics.CacheStatistics;
import io.tiercel.statistics.Counter;
import io.tiercel.statistics.TimedOperation;
import io.tiercel.write.QueuedChange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Loads many keys in one call of the loader. All keys that nobody else is loading are claimed, loaded and installed
 * before the loads of others are waited for, so two such calls never wait for each other. Thread-safe.
 */
public final class BulkLoads<K, V> {

    private final Parts<K, V> parts;
    private final Reads<K, V> reads;
    private final ReadThrough<K, V> readThrough;
    private final Claims<K, V> claims;
    private final LoaderCalls<K, V> loader;
    private final Source<K, V> source;
    private final CacheStatistics statistics;

    public BulkLoads(Parts<K, V> parts, Reads<K, V> reads, ReadThrough<K, V> readThrough, LoaderCalls<K, V> loader) {
        this.parts = parts;
        this.reads = reads;
        this.readThrough = readThrough;
        this.claims = readThrough.claims();
        this.loader = loader;
        this.source = new LoaderSource<>(loader);
        this.statistics = parts.statistics();
    }

    /** What takes the place of a value that could not be loaded. */
    interface Substitutes<K, V> {

        /**
         * Returns a value for a key, or null if there is none.
         *
         * @param failure why it was not loaded, null if it takes too long
         */
        @Nullable
        V insteadOf(KeyRef<K> key, @Nullable Throwable failure);
    }

    /** Returns the values of those of the absent keys that the source has. */
    public Map<K, V> loadAbsent(Collection<? extends K> keys) {
        return loadAbsent(keys, Long.MAX_VALUE, (key, failure) -> null);
    }

    /** Does the same, but takes substitutes for those that fail, or that are not there when the patience is over. */
    Map<K, V> loadAbsent(Collection<? extends K> keys, long patienceNanos, Substitutes<K, V> substitutes) {
        long beganNanos = System.nanoTime();
        Map<K, V> queued = new HashMap<>();
        List<Claim<K>> taken = claimAll(withoutQueued(keys, queued));
        List<Claim<K>> mine = taken.stream().filter(Claim::mine).toList();
        if (!mine.isEmpty()) {
            claims.begin(mine, () -> load(mine, Fill.IF_ABSENT), patienceNanos);
        }
        queued.putAll(outcomes(taken, claim -> {
            long leftNanos = patienceNanos == Long.MAX_VALUE
                    ? Long.MAX_VALUE
                    : Math.max(0, patienceNanos - (System.nanoTime() - beganNanos));
            return outcome(claim, leftNanos, substitutes);
        }));
        return queued;
    }

    /** What is on its way to the source is not asked for there, nor waited for with a load that may not know of it. */
    private Collection<? extends K> withoutQueued(Collection<? extends K> keys, Map<K, V> values) {
        if (!parts.queuesChanges()) {
            return keys;
        }
        List<K> others = new ArrayList<>();
        for (K key : keys) {
            QueuedChange change = parts.queued(parts.ref(key));
            if (change == null) {
                others.add(key);
            } else if (change.storedValue() != null) {
                values.put(key, parts.value(change.storedValue()));
            }
        }
        return others;
    }

    private List<Claim<K>> claimAll(Collection<? extends K> keys) {
        List<Claim<K>> taken = new ArrayList<>(keys.size());
        try {
            for (K key : keys) {
                taken.add(claims.claim(parts.ref(key)));
            }
            taken.stream()
                    .filter(claim -> !claim.mine())
                    .forEach(claim -> claim.lease().close()); // whoever loads has one
            return taken;
        } catch (RuntimeException | Error e) {
            claims.failAll(taken, e);
            throw e;
        }
    }

    /** Loads keys whether they have an entry or not, and puts what the source has of them. */
    public void reload(Collection<? extends K> keys) {
        List<Claim<K>> taken = claimAllUnshared(keys);
        claims.beginAll(taken, () -> load(taken, Fill.REPLACE));
        outcomes(taken, claim -> outcome(claim, Long.MAX_VALUE, (key, failure) -> null));
    }

    private List<Claim<K>> claimAllUnshared(Collection<? extends K> keys) {
        List<Claim<K>> taken = new ArrayList<>(keys.size());
        try {
            for (K key : keys) {
                taken.add(claims.claimUnshared(parts.ref(key)));
            }
            return taken;
        } catch (RuntimeException | Error e) {
            claims.failAll(taken, e);
            throw e;
        }
    }

    /** Loads keys anew that were claimed for it. */
    void renew(List<Claim<K>> taken) {
        claims.beginAll(taken, () -> load(taken, Fill.RENEW));
    }

    /** Loads a key anew that was claimed for it. */
    void renew(Claim<K> claim) {
        readThrough.reload(claim, source);
    }

    /** Loads those of the keys that have no entry. */
    public void loadMissing(Collection<? extends K> keys) {
        List<K> absent = new ArrayList<>();
        for (K key : keys) {
            if (!reads.contains(key)) {
                absent.add(key);
            }
        }
        if (!absent.isEmpty()) {
            loadAbsent(absent);
        }
    }

    private void load(List<Claim<K>> mine, Fill how) {
        try {
            List<Claim<K>> open = mine.stream()
                    .filter(claim -> !claim.load().isLoaded() && !claims.endIfQueued(claim))
                    .toList();
            if (!open.isEmpty()) { // it is if all were given up before a thread was free for them
                Batch.forEach(read(open).entrySet(), read -> readThrough.install(read.getKey(), read.getValue(), how));
                open.forEach(claim -> readThrough.settleAbsent(claim, how));
            }
        } finally {
            claims.endAll(mine);
        }
    }

    /** Gives every load its outcome, before any value is installed. */
    private Map<Claim<K>, NewValue> read(List<Claim<K>> open) {
        Map<Claim<K>, NewValue> read = new LinkedHashMap<>();
        long beganMillis = readThrough.costClockMillis();
        try {
            Map<K, LoadedValue<V>> loaded =
                    call(open.stream().map(claim -> claim.key().application()).toList());
            long costMillis = readThrough.costSince(beganMillis);
            for (Claim<K> claim : open) {
                LoadedValue<V> value = loaded.get(claim.key().application());
                NewValue encoded = value == null ? null : readThrough.newValue(claim, value, costMillis);
                if (encoded != null) {
                    read.put(claim, encoded);
                }
                readThrough.end(claim.load(), encoded);
            }
        } catch (RuntimeException | Error e) {
            open.forEach(claim -> claim.load().failed(e)); // of those that have no outcome yet
        }
        return read;
    }

    private Map<K, LoadedValue<V>> call(List<K> keys) {
        long beganNanos = statistics.cell().beginLoad();
        try {
            Map<K, LoadedValue<V>> loaded = loader.loadAll(keys);
            statistics.count(Counter.LOADS);
            return loaded;
        } catch (RuntimeException | Error e) {
            statistics.count(Counter.LOAD_FAILURES);
            throw e;
        } finally {
            statistics.end(TimedOperation.LOAD, beganNanos);
        }
    }

    private Map<K, V> outcomes(List<Claim<K>> taken, Function<Claim<K>, @Nullable V> outcome) {
        Map<K, V> values = new HashMap<>();
        for (Claim<K> claim : taken) {
            V value = outcome.apply(claim);
            if (value != null) {
                values.put(claim.key().application(), value);
            }
        }
        return values;
    }

    private @Nullable V outcome(Claim<K> claim, long patienceNanos, Substitutes<K, V> substitutes) {
        V substitute = null;
        if (!claims.awaitOutcome(claim, patienceNanos)) {
            boolean isOver = patienceNanos >= claims.timeoutNanos();
            substitute = substitutes.insteadOf(claim.key(), isOver ? claims.timedOut(claim.key()) : null);
            if (substitute == null) {
                claims.join(claim);
            }
        } else if (claim.load().failure() != null && !(claim.load().failure() instanceof Error)) {
            substitute = substitutes.insteadOf(claim.key(), claim.load().failure());
        }
        if (substitute != null) {
            return substitute;
        }
        return claims.isOutdated(claim) ? readThrough.get(claim.key(), source) : claims.value(claim);
    }
}
