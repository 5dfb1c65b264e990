package io.tiercel.engine;

import io.tiercel.load.Source;
import io.tiercel.statistics.CacheStatistics;
import io.tiercel.statistics.Counter;
import io.tiercel.store.Entry;
import io.tiercel.store.Store;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The reads of keys that have no entry, or one whose time is over, in a cache with a loader that remembers absent values or
 * serves stale ones. Thread-safe.
 *
 * <pre>
 * time is over        + while-revalidate              + if-error
 *      |--------------------|------------------------------|
 *      |  stale, and a load |  a load; stale if it fails,  |  a load
 *      |  in the background |  or takes too long           |
 * </pre>
 */
public final class FreshReads<K, V> {

    private final Parts<K, V> parts;
    private final Engine<K, V> engine;
    private final ReadThrough<K, V> readThrough;
    private final Claims<K, V> claims;
    private final BulkLoads<K, V> bulkLoads;
    private final Source<K, V> source;
    private final Refreshes<K, V> refreshes;
    private final Absences<K> absences;
    private final StaleEntries stale;
    private final CacheStatistics statistics;
    private final long softTimeoutNanos;

    /**
     * What these reads work with.
     *
     * @param softTimeoutNanos how long a read waits that has a stale value
     */
    public record Loading<K, V>(
            ReadThrough<K, V> readThrough,
            BulkLoads<K, V> bulkLoads,
            Source<K, V> source,
            Refreshes<K, V> refreshes,
            long softTimeoutNanos) {}

    public FreshReads(Parts<K, V> parts, Engine<K, V> engine, Loading<K, V> loading) {
        this.parts = parts;
        this.engine = engine;
        this.readThrough = loading.readThrough;
        this.claims = readThrough.claims();
        this.bulkLoads = loading.bulkLoads;
        this.source = loading.source;
        this.refreshes = loading.refreshes;
        this.softTimeoutNanos = loading.softTimeoutNanos;
        this.absences = new Absences<>(parts);
        this.stale = new StaleEntries(parts);
        this.statistics = parts.statistics();
    }

    /** Returns the value of a key that has no entry in its time; null if the source has none. */
    public @Nullable V get(K key) {
        KeyRef<K> ref = parts.ref(key);
        if (parts.queued(ref) != null) { // the source is to have that, whatever was read from it
            return readThrough.get(ref, source);
        }
        if (isAbsent(ref)) {
            return null;
        }
        Entry old = stale.find(ref);
        if (old == null) {
            return readThrough.get(ref, source);
        }
        if (mayRevalidate(old)) {
            refreshes.askForStale(List.of(ref));
            return serve(old);
        }
        return refreshes.hasFailed(ref) ? serve(old) : loadOrServe(ref);
    }

    private boolean isAbsent(KeyRef<K> key) {
        boolean absent = absences.isNoted(key);
        if (absent) {
            statistics.count(Counter.ABSENT_HITS);
        }
        return absent;
    }

    /** Returns whether a stale value is served at once, and loaded anew in the background. */
    private boolean mayRevalidate(Entry old) {
        return stale.overForMillis(old) < parts.freshness().whileRevalidateMillis();
    }

    private V serve(Entry old) {
        statistics.count(Counter.STALE_SERVED);
        return parts.value(old.value());
    }

    /** Loads the value in its time, or serves the stale one if that is still there then. */
    private @Nullable V loadOrServe(KeyRef<K> key) {
        Claim<K> claim = readThrough.attempt(key, source, softTimeoutNanos);
        if (claim.load().isLoaded()) {
            Throwable failure = claim.load().failure();
            if (failure == null || failure instanceof Error) {
                return claims.isOutdated(claim) ? readThrough.get(key, source) : claims.value(claim);
            }
            refreshes.failed(key, failure);
        } else if (softTimeoutNanos < claims.timeoutNanos()) {
            statistics.count(Counter.SOFT_TIMEOUTS);
        } else {
            refreshes.failed(key, claims.timedOut(key));
        }
        Entry old = stale.find(key);
        if (old != null) {
            return serve(old);
        }
        return claim.load().isLoaded() ? claims.value(claim) : readThrough.get(key, source);
    }

    /** Returns the values of those of the keys that the cache or the source has; the keys have no entry in its time. */
    public Map<K, V> getAll(Collection<? extends K> keys) {
        Map<K, V> values = new HashMap<>();
        List<K> open = new ArrayList<>();
        List<KeyRef<K>> revalidated = new ArrayList<>();
        boolean allStale = true;
        for (K key : keys) {
            KeyRef<K> ref = parts.ref(key);
            boolean isQueued = parts.queued(ref) != null;
            if (!isQueued && isAbsent(ref)) {
                continue;
            }
            Entry old = isQueued ? null : stale.find(ref);
            if (old != null && mayRevalidate(old)) {
                revalidated.add(ref);
                values.put(key, serve(old));
            } else if (old != null && refreshes.hasFailed(ref)) {
                values.put(key, serve(old));
            } else {
                open.add(key);
                allStale &= old != null;
            }
        }
        refreshes.askForStale(revalidated);
        if (!open.isEmpty()) {
            long patienceNanos = allStale ? softTimeoutNanos : Long.MAX_VALUE;
            values.putAll(bulkLoads.loadAbsent(open, patienceNanos, this::insteadOf));
        }
        return values;
    }

    /** Returns the stale value of a key that could not be loaded, or null if it has none. */
    private @Nullable V insteadOf(KeyRef<K> key, @Nullable Throwable failure) {
        if (failure == null) {
            statistics.count(Counter.SOFT_TIMEOUTS);
        } else {
            refreshes.failed(key, failure);
        }
        Entry old = stale.find(key);
        return old == null ? null : serve(old);
    }

    /** Returns how many values wait to be loaded anew. */
    public int refreshesWaiting() {
        return refreshes.waiting();
    }

    /** Removes the stale entries, as expired ones: they are hidden from whoever lists the keys. Goes through all entries. */
    public void removeStale() {
        List<Entry> slot = new ArrayList<>();
        Store store = parts.store();
        long nowMillis = parts.clock().nowMillis();
        long cursor = 0;
        do {
            slot.clear();
            cursor = store.scan(cursor, slot);
            for (Entry entry : slot) {
                if (entry.isExpiredAt(nowMillis)) {
                    look(entry);
                }
            }
        } while (cursor != 0);
    }

    @SuppressWarnings("unchecked") // what is stored came from a K
    private void look(Entry entry) {
        engine.perform(new KeyRef<>((K) entry.key(), entry.key(), entry.hash()), current -> Decision.keep(null));
    }
}
