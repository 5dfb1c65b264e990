package io.tiercel.engine;

import io.tiercel.freshness.KeyNotes;
import io.tiercel.freshness.RefreshTiming;
import io.tiercel.load.BackgroundLoads;
import io.tiercel.load.BackgroundLoads.Offer;
import io.tiercel.load.Source;
import io.tiercel.serialize.AnnotatedValue;
import io.tiercel.serialize.Freshness;
import io.tiercel.statistics.CacheStatistics;
import io.tiercel.statistics.Counter;
import io.tiercel.store.Entry;
import io.tiercel.time.Clock;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Loads values anew in the background: those that are about to expire, when they are read, and stale ones.
 *
 * <p>A refresh is a load like any other: one for a key, whoever asks, under a lease that is taken before the source is read.
 * So it brings nothing back that was invalidated, and gives way to a write. A key of which a load has failed is left alone
 * for a second.
 *
 * <p>Thread-safe. A read that needs no refresh pays for a comparison of times; it takes no lock and allocates nothing.
 */
public final class Refreshes<K, V> {

    /** How long a key is left alone after a load of it was asked for, or has failed. */
    static final long RETRY_MILLIS = 1_000;

    private static final long QUIET_MILLIS = 60_000;

    private final Parts<K, V> parts;
    private final ReadThrough<K, V> readThrough;
    private final Source<K, V> source;
    private final BackgroundLoads loads;
    private final RefreshTiming timing;
    private final Clock clock;
    private final CacheStatistics statistics;
    private final boolean touches;
    private final KeyNotes failures = new KeyNotes();
    private final AtomicLong quietUntilMillis = new AtomicLong(Long.MIN_VALUE);

    public Refreshes(Parts<K, V> parts, ReadThrough<K, V> readThrough, Source<K, V> source, BackgroundLoads loads) {
        this.parts = parts;
        this.readThrough = readThrough;
        this.source = source;
        this.loads = loads;
        this.timing = new RefreshTiming(parts.freshness());
        this.clock = parts.clock();
        this.statistics = parts.statistics();
        this.touches = parts.expiry().changesOnAccess();
    }

    /** Is told of each read that found an entry. */
    void read(Entry entry) {
        Freshness freshness = AnnotatedValue.freshnessOf(entry.value());
        if (freshness == null) {
            return;
        }
        long nowMillis = clock.recentMillis();
        if (!freshness.isAsked(nowMillis) && isDue(entry, freshness, nowMillis)) {
            askOnce(entry, freshness, nowMillis);
        }
    }

    private boolean isDue(Entry entry, Freshness freshness, long nowMillis) {
        long deadline = touches ? entry.limitMillis() : entry.expiresAtMillis();
        return timing.isDue(freshness.sinceMillis(), freshness.loadMillis(), deadline, nowMillis);
    }

    private void askOnce(Entry entry, Freshness freshness, long nowMillis) {
        if (freshness.ask(nowMillis, nowMillis + RETRY_MILLIS)) {
            Offer offer = offer(new KeyRef<>(parts.key(entry.key()), entry.key(), entry.hash()), freshness);
            if (offer == Offer.TAKEN) {
                statistics.count(Counter.EARLY_LOADS);
            }
        }
    }

    /** Asks for a load of a key whose value is stale. The key is not the application's own object. */
    void askForStale(KeyRef<K> key) {
        offer(new KeyRef<>(parts.key(key.stored()), key.stored(), key.hash()), null);
    }

    /** @param seen the age of the value that is to be replaced, null for one whose time is over */
    private Offer offer(KeyRef<K> key, @Nullable Freshness seen) {
        if (hasFailed(key) || readThrough.isLoading(key)) {
            return Offer.KNOWN;
        }
        Offer offer = loads.offer(key.stored(), () -> refresh(key, seen));
        if (offer == Offer.REFUSED) {
            statistics.count(Counter.REFRESHES_DROPPED);
        }
        return offer;
    }

    private void refresh(KeyRef<K> key, @Nullable Freshness seen) {
        Claim<K> claim = readThrough.reload(key, source, present -> isSame(seen, present));
        Throwable failure =
                claim == null || !claim.load().isLoaded() ? null : claim.load().failure();
        if (failure != null) {
            failed(key, failure);
            statistics.count(Counter.REFRESH_FAILURES);
        } else if (claim != null) {
            statistics.count(Counter.REFRESHES);
        }
    }

    /** Returns whether an entry has the value that was seen; a value that was loaded anew is younger. */
    private static boolean isSame(@Nullable Freshness seen, Entry present) {
        Freshness now = AnnotatedValue.freshnessOf(present.value());
        return seen != null && now != null && now.sinceMillis() == seen.sinceMillis();
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

    /** Returns whether a load of a key has failed a moment ago. */
    boolean hasFailed(KeyRef<K> key) {
        return failures.isNoted(key.stored(), key.hash(), clock);
    }
}
