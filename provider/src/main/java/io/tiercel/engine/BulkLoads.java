package io.tiercel.engine;

import io.tiercel.load.LoadedValue;
import io.tiercel.load.LoaderCalls;
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
import org.jspecify.annotations.Nullable;

/**
 * Loads many keys in one call of the loader. All keys that nobody else is loading are claimed, loaded and installed
 * before the loads of others are waited for, so two such calls never wait for each other. Thread-safe.
 */
public final class BulkLoads<K, V> {

    private final Parts<K, V> parts;
    private final Reads<K, V> reads;
    private final ReadThrough<K, V> readThrough;
    private final LoaderCalls<K, V> loader;
    private final CacheStatistics statistics;

    public BulkLoads(Parts<K, V> parts, Reads<K, V> reads, ReadThrough<K, V> readThrough, LoaderCalls<K, V> loader) {
        this.parts = parts;
        this.reads = reads;
        this.readThrough = readThrough;
        this.loader = loader;
        this.statistics = parts.statistics();
    }

    /** Returns the values of those of the absent keys that the source has. */
    public Map<K, V> loadAbsent(Collection<? extends K> keys) {
        Map<K, V> queued = new HashMap<>();
        List<Claim<K>> claims = claimAll(withoutQueued(keys, queued));
        List<Claim<K>> mine = claims.stream().filter(Claim::mine).toList();
        if (!mine.isEmpty()) {
            readThrough.begin(mine, () -> load(mine, /* replaces= */ false));
        }
        queued.putAll(outcomes(claims));
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
        List<Claim<K>> claims = new ArrayList<>(keys.size());
        try {
            for (K key : keys) {
                claims.add(readThrough.claim(parts.ref(key)));
            }
            claims.stream()
                    .filter(claim -> !claim.mine())
                    .forEach(claim -> claim.lease().close()); // whoever loads has one
            return claims;
        } catch (RuntimeException | Error e) {
            claims.forEach(claim -> readThrough.fail(claim, e));
            throw e;
        }
    }

    /** Loads keys whether they have an entry or not, and puts what the source has of them. */
    public void reload(Collection<? extends K> keys) {
        List<Claim<K>> claims = new ArrayList<>(keys.size());
        for (K key : keys) {
            claims.add(readThrough.claimUnshared(parts.ref(key)));
        }
        readThrough.beginAll(claims, () -> load(claims, /* replaces= */ true));
        outcomes(claims);
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

    private void load(List<Claim<K>> mine, boolean replaces) {
        try {
            List<Claim<K>> open = mine.stream()
                    .filter(claim -> !claim.load().isLoaded() && !readThrough.endIfQueued(claim))
                    .toList();
            if (!open.isEmpty()) { // it is if all were given up before a thread was free for them
                Batch.forEach(
                        read(open).entrySet(), read -> readThrough.install(read.getKey(), read.getValue(), replaces));
            }
        } finally {
            mine.forEach(readThrough::end);
        }
    }

    /** Gives every load its outcome, before any value is installed. */
    private Map<Claim<K>, NewValue> read(List<Claim<K>> open) {
        Map<Claim<K>, NewValue> read = new LinkedHashMap<>();
        try {
            Map<K, LoadedValue<V>> loaded =
                    call(open.stream().map(claim -> claim.key().application()).toList());
            for (Claim<K> claim : open) {
                LoadedValue<V> value = loaded.get(claim.key().application());
                NewValue encoded = value == null ? null : readThrough.newValue(claim, value);
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
        } catch (RuntimeException e) {
            statistics.count(Counter.LOAD_FAILURES);
            throw e;
        } finally {
            statistics.end(TimedOperation.LOAD, beganNanos);
        }
    }

    private Map<K, V> outcomes(List<Claim<K>> claims) {
        Map<K, V> values = new HashMap<>();
        for (Claim<K> claim : claims) {
            V value = outcome(claim);
            if (value != null) {
                values.put(claim.key().application(), value);
            }
        }
        return values;
    }

    private @Nullable V outcome(Claim<K> claim) {
        if (claim.mine()) {
            readThrough.awaitSettled(claim);
            return readThrough.value(claim);
        }
        readThrough.join(claim);
        return readThrough.isOutdated(claim)
                ? readThrough.get(claim.key().application(), loader::load)
                : readThrough.value(claim);
    }
}
