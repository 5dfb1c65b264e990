package io.tiercel.engine;

import io.tiercel.freshness.KeyNotes;
import io.tiercel.freshness.RefreshTiming;
import io.tiercel.load.BackgroundLoads;
import io.tiercel.load.BackgroundLoads.Offered;
import io.tiercel.serialize.AnnotatedValue;
import io.tiercel.serialize.Freshness;
import io.tiercel.statistics.CacheStatistics;
import io.tiercel.statistics.Counter;
import io.tiercel.store.Entry;
import io.tiercel.time.Clock;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Loads values anew in the background: those that are about to expire, when they are read, and stale ones.
 *
 * <p>A refresh is a load like any other: one for a key, whoever asks, under a lease that is taken before the source is read.
 * So it brings nothing back that was invalidated, and gives way to a write; if the entry has left when its turn comes, it
 * loads nothing. What one call asks for is loaded in one call of the loader. A key of which a load has failed is left
 * alone for a second.
 *
 * <p>Thread-safe. A read that needs no refresh pays for a comparison of times; it takes no lock and allocates nothing.
 */
public final class Refreshes<K, V> {

    /** How long a key is left alone after a load of it was asked for, or has failed. */
    static final long RETRY_MILLIS = 1_000;

    private static final long QUIET_MILLIS = 60_000;

    private final Parts<K, V> parts;
    private final Claims<K, V> claims;
    private final BulkLoads<K, V> bulkLoads;
    private final BackgroundLoads loads;
    private final RefreshTiming timing;
    private final Clock clock;
    private final CacheStatistics statistics;
    private final boolean touches;
    private final KeyNotes failures = new KeyNotes();
    private final AtomicLong quietUntilMillis = new AtomicLong(Long.MIN_VALUE);

    /** @param bulkLoads calls the loader, for which a load in the background is no miss */
    public Refreshes(
            Parts<K, V> parts, ReadThrough<K, V> readThrough, BulkLoads<K, V> bulkLoads, BackgroundLoads loads) {
        this.parts = parts;
        this.claims = readThrough.claims();
        this.bulkLoads = bulkLoads;
        this.loads = loads;
        this.timing = new RefreshTiming(parts.freshness());
        this.clock = parts.clock();
        this.statistics = parts.statistics();
        this.touches = parts.expiry().changesOnAccess();
    }

    /**
     * A key whose value is to be loaded anew.
     *
     * @param seen the age of the value that is to be replaced, null for one whose time is over
     */
    record Wanted<K>(KeyRef<K> key, @Nullable Freshness seen) {}

    /** Is told of each read that found an entry. */
    void read(Entry entry) {
        Wanted<K> due = due(entry);
        if (due != null) {
            offer(List.of(due));
        }
    }

    /** Is told of a read of many that found an entry, and adds to the list what is to be asked for afterwards. */
    void read(Entry entry, Collection<? super Wanted<K>> wanted) {
        Wanted<K> due = due(entry);
        if (due != null) {
            wanted.add(due);
        }
    }

    private @Nullable Wanted<K> due(Entry entry) {
        Freshness freshness = AnnotatedValue.freshnessOf(entry.value());
        if (freshness == null) {
            return null;
        }
        long nowMillis = clock.recentMillis();
        if (freshness.isAsked(nowMillis)) {
            return null;
        }
        long deadline = touches ? entry.limitMillis() : entry.expiresAtMillis();
        if (!timing.isDue(freshness.sinceMillis(), freshness.loadMillis(), deadline, nowMillis)) {
            entry.quietUntil(timing.earliestMillis(freshness.sinceMillis(), freshness.loadMillis(), deadline));
            return null;
        }
        return freshness.ask(nowMillis, nowMillis + RETRY_MILLIS)
                ? new Wanted<>(own(entry.key(), entry.hash()), freshness)
                : null;
    }

    /** Returns a key that is not the application's own object: the load outlives its call. */
    private KeyRef<K> own(Object stored, int hash) {
        return new KeyRef<>(parts.key(stored), stored, hash);
    }

    /** Asks for loads of what reads have found due. */
    void ask(List<Wanted<K>> wanted) {
        offer(wanted);
    }

    /** Asks for loads of keys whose values are stale, in one call of the loader. */
    void askForStale(List<KeyRef<K>> keys) {
        offer(keys.stream()
                .map(key -> new Wanted<>(own(key.stored(), key.hash()), null))
                .toList());
    }

    private void offer(List<Wanted<K>> wanted) {
        List<Wanted<K>> open = wanted.stream()
                .filter(each -> !hasFailed(each.key) && !claims.isLoading(each.key))
                .toList();
        if (open.isEmpty()) {
            return;
        }
        Offered<Wanted<K>> offered = loads.offer(open, each -> each.key.stored(), this::refresh);
        statistics.count(Counter.REFRESHES_ASKED, offered.loads().size());
        if (offered.isRefused()) {
            statistics.count(Counter.REFRESHES_DROPPED, offered.loads().size());
        } else {
            statistics.count(
                    Counter.EARLY_LOADS,
                    offered.loads().stream().filter(each -> each.seen != null).count());
        }
    }

    /** Loads what is still to be loaded: an entry that has left since is not brought back. */
    private void refresh(List<Wanted<K>> wanted) {
        List<Claim<K>> taken = claim(wanted);
        try {
            if (taken.size() == 1) {
                bulkLoads.renew(taken.get(0));
            } else if (!taken.isEmpty()) {
                bulkLoads.renew(taken);
            }
        } finally { // a listener may have failed: the values are in the cache all the same
            taken.forEach(this::count);
        }
    }

    private List<Claim<K>> claim(List<Wanted<K>> wanted) {
        List<Claim<K>> taken = new ArrayList<>(wanted.size());
        try {
            for (Wanted<K> each : wanted) {
                Claim<K> claim = claims.claimOld(each.key, present -> isOld(each, present));
                if (claim != null) {
                    taken.add(claim);
                }
            }
            return taken;
        } catch (RuntimeException | Error e) { // thrown by equals of a key
            claims.failAll(taken, e);
            throw e;
        }
    }

    /** Returns whether an entry has the value that was to be replaced; a value that was loaded anew is younger. */
    private boolean isOld(Wanted<K> wanted, Entry present) {
        if (wanted.seen == null) {
            return present.isExpiredAt(clock.nowMillis());
        }
        Freshness now = AnnotatedValue.freshnessOf(present.value());
        return now != null && now.sinceMillis() == wanted.seen.sinceMillis();
    }

    /** Counts a load when its value is in the cache: who sees the count may expect it there. */
    private void count(Claim<K> claim) {
        Throwable failure = claims.awaitOutcome(claim, /* patienceNanos= */ 0)
                ? claim.load().failure()
                : null;
        if (failure == null) {
            statistics.count(Counter.REFRESHES);
        } else {
            failed(claim.key(), failure);
            statistics.count(Counter.REFRESH_FAILURES);
        }
    }

    /** Notes that a load has failed while there was a value to go on with, so that nobody would know. */
    void failed(KeyRef<K> key, Throwable failure) {
        long nowMillis = clock.nowMillis();
        failures.note(key.stored(), key.hash(), nowMillis + RETRY_MILLIS);
        long quietUntil = quietUntilMillis.get();
        if (nowMillis >= quietUntil && quietUntilMillis.compareAndSet(quietUntil, nowMillis + QUIET_MILLIS)) {
            System.getLogger(Refreshes.class.getName())
                    .log(
                            Level.WARNING,
                            "A value could not be loaded anew, and the one that is there is served as long as it may be; "
                                    + "what fails in the minute to come is counted and not logged",
                            failure);
        }
    }

    /** Returns how many values wait to be loaded anew. */
    int waiting() {
        return loads.size();
    }

    /** Returns whether a load of a key has failed a moment ago. */
    boolean hasFailed(KeyRef<K> key) {
        return failures.isNoted(key.stored(), key.hash(), clock);
    }
}
