package io.tiercel.engine;

import io.tiercel.concurrent.KeyLocks;
import io.tiercel.concurrent.KeyLocks.Stripe;
import io.tiercel.serialize.AnnotatedValue;
import io.tiercel.statistics.Counter;
import io.tiercel.store.Entry;
import io.tiercel.store.Store;
import io.tiercel.tag.TagRegistry;
import io.tiercel.tag.TagSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/**
 * Invalidation: what the cache has is taken to be out of date, because its source has changed. The writer is not told, and
 * no event of JSR-107 is fired.
 *
 * <p>The invariant: <em>what was read from a source before an invalidation of its key, of a tag of its value, of a pattern
 * that its key matches, or of everything, is never in the cache after it.</em> Leases that match end, in sections of their
 * keys, before the entries are looked through: so a value in flight is put before that, and found, or not at all. Tags are
 * compared with the reading of the tag clock that a value carries, when it is put and whenever it is read. What a scan of
 * the entries does not come by, for somebody is taking it out, is no longer read when the invalidation returns. Thread-safe.
 */
public final class Invalidations<K, V> {

    private final Parts<K, V> parts;
    private final Engine<K, V> engine;
    private final Reads<K, V> reads;
    private final LiveEntries entries;
    private final KeyLocks locks;
    private final TagRegistry registry;

    public Invalidations(Parts<K, V> parts, Engine<K, V> engine, Reads<K, V> reads) {
        this.parts = parts;
        this.engine = engine;
        this.reads = reads;
        this.entries = new LiveEntries(parts);
        this.locks = parts.locks();
        this.registry = parts.tagging().registry();
    }

    /** Invalidates a key. Returns whether it had an entry. */
    public boolean key(K key) {
        return invalidate(parts.ref(key));
    }

    /** Invalidates a key in stored form. */
    public void storedKey(Object storedKey) {
        invalidate(ref(storedKey));
    }

    /** Does the same, unless a thread holds the key; waits for none. Returns whether it was done. */
    public boolean storedKeyUnlessHeld(Object storedKey) {
        KeyRef<K> key = ref(storedKey);
        entries.vet(key);
        Stripe section = locks.enterUnheld(key.hash());
        if (section == null) {
            return false;
        }
        invalidate(key, section);
        return true;
    }

    private boolean invalidate(KeyRef<K> key) {
        entries.vet(key);
        return invalidate(key, locks.enter(key.stored(), key.hash()));
    }

    /** Removes the entry of a key and ends the leases of it, in a section of the key, which it ends. */
    private boolean invalidate(KeyRef<K> key, Stripe section) {
        Changes changes = new Changes(parts.events());
        try {
            Entry current = entries.look(key, changes);
            parts.leases().overtake(key.stored());
            if (current == null) {
                return false;
            }
            entries.invalidate(current);
            parts.leases().overtake(key.stored()); // those too that were taken while the entry was still there
            return true;
        } finally {
            section.exit();
            changes.deliver();
        }
    }

    /** Invalidates all entries that carry one of the tags, in a time that does not depend on their number. */
    public long tags(Collection<String> names) {
        long invalidated = registry.invalidate(names);
        parts.statistics().count(Counter.INVALIDATIONS, invalidated);
        if (invalidated > 0) {
            parts.sweeps().soon();
        }
        return invalidated;
    }

    /**
     * Invalidates what is being loaded, since nobody knows yet which tags that will carry, and all entries if any may carry
     * one: not those that were counted, for the entries of an earlier process were not yet. Goes through all then.
     */
    public long tagged() {
        engine.overtakeLeases(); // first, so that the registry knows the tags of what was put under one
        return registry.isInUse() ? matching("*") : 0;
    }

    /** Invalidates the entries whose key matches. Goes through all. Returns how many there were. */
    public long matching(String glob) {
        KeyGlob pattern = new KeyGlob(glob);
        long leased = invalidateLeased(pattern);
        parts.leases().absences().clear();
        return leased + invalidateEach(entry -> pattern.matches(entry.key()));
    }

    /** Invalidates the entries of which the predicate says so, and all that is being loaded. Goes through all. */
    public long matching(BiPredicate<? super K, ? super V> predicate) {
        engine.overtakeLeases(); // of all keys: what is being read for them is not known yet
        return invalidateEach(entry -> {
            Entry present = reads.presentOrStale(entry.key(), entry.hash());
            return present != null && predicate.test(parts.key(present.key()), parts.value(present.value()));
        });
    }

    /** Counts the entries whose key matches. Goes through all. */
    public long countMatching(String glob) {
        KeyGlob pattern = new KeyGlob(glob);
        long[] count = new long[1];
        reads.forEachKey(key -> count[0] += pattern.matches(key) ? 1 : 0);
        return count[0];
    }

    private long invalidateLeased(KeyGlob pattern) {
        long invalidated = 0;
        for (Object key : parts.leases().keys()) {
            if (pattern.matches(key) && invalidate(ref(key))) {
                invalidated++;
            }
        }
        return invalidated;
    }

    private long invalidateEach(Predicate<Entry> isMeant) {
        long invalidated = 0;
        List<Entry> slot = new ArrayList<>();
        Store store = parts.store();
        long cursor = 0;
        do {
            slot.clear();
            cursor = store.scan(cursor, slot);
            for (Entry entry : slot) {
                if (isMeant.test(entry) && invalidate(ref(entry))) {
                    invalidated++;
                }
            }
        } while (cursor != 0);
        store.dropOrphans(); // what another thread is just taking out was not come by, and may be read still
        return invalidated;
    }

    @SuppressWarnings("unchecked") // what is stored came from a K
    private KeyRef<K> ref(Object storedKey) {
        return KeyRef.of((K) storedKey, storedKey);
    }

    @SuppressWarnings("unchecked") // what is stored came from a K
    private KeyRef<K> ref(Entry entry) {
        return new KeyRef<>((K) entry.key(), entry.key(), entry.hash());
    }

    /** Returns how many live entries carry tags; an upper bound in the cases that {@link TagRegistry#invalidate} names. */
    public long count(Collection<String> tags) {
        return registry.count(tags);
    }

    /** Returns the tags that most entries carry. */
    public Map<String, Long> counts(int most) {
        return registry.counts(most);
    }

    /** Returns keys of entries that carry a tag: goes through all entries until it has enough, or the time is over. */
    public List<K> keys(String tag, int most, Duration timeLimit) {
        long mostNanos = TimeUnit.NANOSECONDS.convert(timeLimit); // which stops at the largest number
        List<K> keys = new ArrayList<>();
        List<Entry> slot = new ArrayList<>();
        long began = System.nanoTime();
        long cursor = 0;
        do {
            slot.clear();
            cursor = parts.store().scan(cursor, slot);
            for (Entry entry : slot) {
                if (keys.size() < most && carries(entry, tag)) {
                    keys.add(parts.key(entry.key()));
                }
            }
        } while (cursor != 0 && keys.size() < most && System.nanoTime() - began < mostNanos);
        return keys;
    }

    private boolean carries(Entry entry, String tag) {
        Entry present = reads.present(entry.key(), entry.hash());
        TagSet tags = present == null ? null : AnnotatedValue.tagsOf(present.value());
        return tags != null && tags.contains(tag);
    }
}
