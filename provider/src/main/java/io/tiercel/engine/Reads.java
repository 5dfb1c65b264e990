package io.tiercel.engine;

import io.tiercel.engine.Refreshes.Wanted;
import io.tiercel.expiry.Expiry;
import io.tiercel.jvm.FirstFailure;
import io.tiercel.serialize.AnnotatedValue;
import io.tiercel.statistics.CacheStatistics;
import io.tiercel.statistics.Counter;
import io.tiercel.statistics.CounterCell;
import io.tiercel.statistics.TimedOperation;
import io.tiercel.store.DetachedEntry;
import io.tiercel.store.Entry;
import io.tiercel.store.Store;
import io.tiercel.tag.TagRegistry;
import io.tiercel.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.cache.event.CacheEntryListenerException;
import org.jspecify.annotations.Nullable;

/**
 * The hot path. A hit that changes no expiry waits for no lock, allocates nothing of its own, and reads the clock only for
 * an entry that has a deadline. Thread-safe.
 */
public final class Reads<K, V> {

    /** From where on a deadline may be off by as much as the recent time is behind. */
    private static final long FAR_MILLIS = 100 * Clock.MOST_BEHIND_MILLIS;

    /** How deep a recursion must be for the compiler not to follow it to its end. */
    private static final int RECURSION_BEYOND_INLINING = 2;

    private final Parts<K, V> parts;
    private final Engine<K, V> engine;
    private final Store store;
    private final Expiry expiry;
    private final Clock clock;
    private final CacheStatistics statistics;
    private final TagRegistry tags;
    private final StaleEntries stale;
    private final boolean touches;
    private final @Nullable Consumer<? super K> sampler;
    private @Nullable Refreshes<K, V> refreshes;

    public Reads(Parts<K, V> parts, Engine<K, V> engine) {
        this(parts, engine, null);
    }

    /** @param sampler is told the keys of those hits that are timed, about one in {@link CacheStatistics#GETS_PER_SAMPLE}; null if nobody is */
    public Reads(Parts<K, V> parts, Engine<K, V> engine, @Nullable Consumer<? super K> sampler) {
        this.sampler = sampler;
        this.parts = parts;
        this.engine = engine;
        this.store = parts.store();
        this.expiry = parts.expiry();
        this.clock = parts.clock();
        this.statistics = parts.statistics();
        this.tags = parts.tagging().registry();
        this.stale = new StaleEntries(parts);
        this.touches = parts.expiry().changesOnAccess();
    }

    /** Has reads ask for values to be loaded anew. Call before the first read. */
    public void attach(Refreshes<K, V> asked) {
        refreshes = asked;
    }

    /**
     * Returns the value of the key and counts a hit, or null and counts a miss. Loads nothing.
     *
     * <p>What few gets need is in methods of its own, and stays out of this one's compiled code: so that becomes a part of
     * the caller's, and more gets are under way at once.
     */
    @SuppressWarnings("unchecked") // what is stored came from a V
    public @Nullable V find(K key) {
        CounterCell cell = statistics.cellIfEnabled();
        if (cell != null && !cell.isUntimed()) {
            return findTimed(key, cell, RECURSION_BEYOND_INLINING);
        }
        Entry entry = store.get(key, Store.spread(key.hashCode()));
        if (entry == null) {
            return lookClosely(null, key, cell);
        }
        Object plain = entry.isSimple() ? entry.held() : plain(entry);
        if (plain == null) {
            return lookClosely(entry, key, cell);
        }
        if (cell != null) {
            cell.countUntimedHit();
        }
        return (V) plain;
    }

    /**
     * Finds many keys, each as {@link #find} does; what is due to be loaded anew is asked for in one go.
     *
     * @param found takes the values that are there
     * @return the keys that have none
     * @throws CacheEntryListenerException if a listener failed as an expired entry was come across, after all were read
     */
    public List<K> findAll(Iterable<? extends K> keys, Map<? super K, ? super V> found) {
        List<K> absent = new ArrayList<>();
        List<Wanted<K>> due = refreshes == null ? List.of() : new ArrayList<>();
        RuntimeException failure = null;
        for (K key : keys) {
            try {
                V value = refreshes == null ? find(key) : find(key, refreshes, due);
                if (value == null) {
                    absent.add(key);
                } else {
                    found.put(key, value);
                }
            } catch (CacheEntryListenerException e) { // of an expiry on the way: the other keys are read all the same
                failure = FirstFailure.of(failure, e);
            }
        }
        if (refreshes != null && !due.isEmpty()) {
            refreshes.ask(due);
        }
        FirstFailure.rethrow(failure);
        return absent;
    }

    private @Nullable V find(K key, Refreshes<K, V> asked, List<Wanted<K>> due) {
        CounterCell cell = statistics.cell();
        long beganNanos = cell.beginGet();
        Entry entry = store.get(key, Store.spread(key.hashCode()));
        if (entry == null || !isLive(entry)) {
            miss(entry, key, cell);
            statistics.end(TimedOperation.GET_MISS, beganNanos);
            return null;
        }
        cell.countHit();
        asked.read(entry, due);
        V value = valueOf(entry);
        statistics.end(TimedOperation.GET_HIT, beganNanos);
        sample(entry, key, beganNanos);
        return value;
    }

    /** What is timed is a sample of the hits: whatever wants to know which keys are asked for most is told of these. */
    private void sample(Entry entry, K key, long beganNanos) {
        if (beganNanos == 0) {
            return;
        }
        store.favour(entry);
        if (sampler != null) {
            sampler.accept(key);
        }
    }

    /**
     * Calls itself a few times first. One get in a hundred is enough for the compiler of Java 17 to make this a part of {@link
     * #find}, which then is too large for its own callers; but it does not follow a recursion this deep.
     */
    private @Nullable V findTimed(K key, CounterCell cell, int recursion) {
        if (recursion > 0) {
            return findTimed(key, cell, recursion - 1);
        }
        long beganNanos = cell.beginGet();
        Entry entry = store.get(key, Store.spread(key.hashCode()));
        V value = look(entry, key, cell);
        statistics.end(value == null ? TimedOperation.GET_MISS : TimedOperation.GET_HIT, beganNanos);
        if (entry != null && value != null) {
            sample(entry, key, beganNanos);
        }
        return value;
    }

    @SuppressWarnings("unchecked") // what is stored came from a V
    private @Nullable V look(@Nullable Entry entry, K key, @Nullable CounterCell cell) {
        Object plain = entry == null ? null : plain(entry);
        if (plain != null) {
            if (cell != null) {
                cell.countHit();
            }
            return (V) plain;
        }
        return lookClosely(entry, key, cell);
    }

    private @Nullable Object plain(Entry entry) {
        return touches ? null : entry.plainAt(tags.era(), clock);
    }

    private @Nullable V lookClosely(@Nullable Entry entry, K key, @Nullable CounterCell cell) {
        if (entry == null || !isLive(entry)) {
            miss(entry, key, cell);
            return null;
        }
        if (cell != null) {
            cell.countHit();
        }
        if (refreshes != null) {
            refreshes.read(entry);
        }
        return valueOf(entry);
    }

    /** A detached entry is this reader's alone. */
    @SuppressWarnings("unchecked") // what is stored came from a V
    private V valueOf(Entry entry) {
        if (entry.isPlain()) {
            return (V) entry.value();
        }
        return entry instanceof DetachedEntry ? (V) parts.values().fromLast(entry.value()) : parts.value(entry.value());
    }

    /** Returns whether the key has an entry. Counts nothing, loads nothing, and is no access for the expiry. */
    public boolean contains(K key) {
        return present(key, Store.spread(key.hashCode())) != null;
    }

    /** Returns the entry of a key in stored form that has not expired. Counts nothing and is no access. */
    @Nullable
    Entry present(Object key, int hash) {
        store.vet(key, hash);
        Entry entry = store.peek(key, hash);
        return entry == null || isOver(entry) ? null : entry;
    }

    /** Returns the same, or an entry whose time is over, but which some reads are given all the same. */
    @Nullable
    Entry presentOrStale(Object key, int hash) {
        store.vet(key, hash);
        Entry entry = store.peek(key, hash);
        return entry == null || (isOver(entry) && !stale.mayServe(entry)) ? null : entry;
    }

    /** Gives the keys of the entries that have not expired. Counts nothing and is no access. */
    public void forEachKey(Consumer<? super K> action) {
        List<Entry> slot = new ArrayList<>();
        long cursor = 0;
        do {
            cursor = store.scan(cursor, slot);
            for (Entry entry : slot) {
                if (isSurelyLive(entry) || present(entry.key(), entry.hash()) != null) {
                    action.accept(parts.key(entry.key()));
                }
            }
            slot.clear();
        } while (cursor != 0);
    }

    /** What a scan shows of an entry may be behind, and says nothing of its tags. */
    private boolean isSurelyLive(Entry entry) {
        return !parts.tagging().registry().isInUse() && !hasExpired(entry.expiresAtMillis());
    }

    /** Counts as an access, for an entry that an iteration has come by. Returns whether it is there still. */
    boolean access(Entry entry) {
        if (!isLive(entry)) {
            return false;
        }
        statistics.count(Counter.HITS);
        return true;
    }

    /** Counts a miss, and then sees to an entry that has expired: a listener to that may fail. */
    private void miss(@Nullable Entry entry, K key, @Nullable CounterCell cell) {
        if (cell != null) {
            cell.countMiss();
        }
        if (entry != null && !stale.mayServe(entry)) {
            engine.expire(parts.ref(key));
        }
    }

    private boolean isLive(Entry entry) {
        return touches ? touch(entry) : !isOver(entry);
    }

    /** Returns whether the entry has expired; if so, that is settled, and no touch under way revives what was absent. */
    private boolean isOver(Entry entry) {
        if (!entry.isPlain() && isInvalidated(entry)) {
            return true;
        }
        long deadline = entry.expiresAtMillis();
        while (hasExpired(deadline)) {
            if (!touches || stale.keepsDeadline(entry, deadline) || store.expire(entry, deadline)) {
                return true;
            }
            deadline = entry.expiresAtMillis();
        }
        return false;
    }

    private boolean isInvalidated(Entry entry) {
        long era = tags.era(); // before the tags are looked at
        if (AnnotatedValue.isInvalidated(entry.value())) {
            return true;
        }
        if (era != TagRegistry.CHANGING) {
            entry.foundLive(era);
        }
        return false;
    }

    /**
     * Asks the exact clock only when the deadline is near: the recent time may be a little behind. Nothing is subtracted
     * from the deadline, for one that is settled as passed is the least of all.
     */
    private boolean hasExpired(long deadline) {
        return deadline != Entry.NEVER
                && deadline <= clock.recentMillis() + Clock.MOST_BEHIND_MILLIS
                && deadline <= clock.nowMillis();
    }

    /**
     * Moves the deadline, without a lock: whoever finds that the entry has expired and whoever touches it agree. The deadline
     * is seen before the one after this use is computed, and that is computed anew where it is another by then: else this would
     * set back what a later use has set.
     */
    private boolean touch(Entry entry) {
        long seen;
        long accessedMillis;
        do {
            if (isOver(entry)) {
                return false;
            }
            seen = entry.expiresAtMillis();
            accessedMillis = accessed();
            if (accessedMillis == Expiry.UNCHANGED) {
                return true;
            }
        } while (seen != accessedMillis && !store.touch(entry, seen, accessedMillis));
        if (hasExpired(accessedMillis)) {
            expireNow(entry);
        }
        return true;
    }

    /** Returns the deadline after an access now; for a far one the recent time is exact enough. */
    private long accessed() {
        if (expiry.runsUserCode()) {
            return expiry.accessed(clock.nowMillis());
        }
        long recentMillis = clock.recentMillis();
        long accessedMillis = expiry.accessed(recentMillis);
        return accessedMillis - FAR_MILLIS < recentMillis ? expiry.accessed(clock.nowMillis()) : accessedMillis;
    }

    /** The policy gives an entry no time after this access. */
    @SuppressWarnings("unchecked") // what is stored came from a K
    private void expireNow(Entry entry) {
        engine.expire(new KeyRef<>((K) entry.key(), entry.key(), entry.hash()));
    }
}
