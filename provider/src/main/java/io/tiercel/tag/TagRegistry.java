package io.tiercel.tag;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The tags of one cache, and the clock that tells what was read before an invalidation from what was read after it.
 *
 * <p>The clock counts invalidations. Every value with tags carries a reading of it that was taken before the value was
 * read, and is dead once one of its tags was invalidated at a later one. So an invalidation takes the same time for one
 * entry and for ten million, and holds at once for every reader on every tier, for loads in flight, and for copies that
 * are being made. Memory comes back by a sweep.
 *
 * <p>A tag that no entry carries is forgotten by a sweep. The latest invalidation of a forgotten or unknown tag is
 * remembered as one <em>floor</em> for all of them: a tag that comes (back) counts as invalidated then. Bytes name a tag
 * by a number; an entry with a number that is not known is dead. Numbers are never used twice.
 *
 * <p>Thread-safe, once {@link #keepIn} has returned. A look at a value takes no lock; new tags and invalidations take one. With a {@link TagJournal} both
 * survive the process.
 */
public final class TagRegistry implements AutoCloseable {

    /** The {@link #era} while tags are being changed. */
    public static final long CHANGING = Long.MAX_VALUE;

    /** How many sweeps a tag is remembered for after it was last used: longer than most puts take to arrive. */
    private static final int SWEEPS_REMEMBERED = 2;

    private final ConcurrentMap<String, Tag> byName = new ConcurrentHashMap<>();
    private final ConcurrentMap<Integer, Tag> byId = new ConcurrentHashMap<>();
    private final TagCombinations combinations = new TagCombinations();
    private final ReentrantLock changing = new ReentrantLock();
    private @Nullable TagJournal journal;
    private int epoch;
    private volatile long clock;
    private volatile long era;

    /** How many eras there were. Guarded by the lock. */
    private long eras;

    private final AtomicInteger sweep = new AtomicInteger();
    private volatile boolean destroyed;
    private long floor;
    private int nextId;
    private volatile LongSupplier entriesThereAre = () -> Long.MAX_VALUE;

    /**
     * Says how many entries there are, dead ones included: no tag is said to be carried by more, though entries may leave a
     * lower tier of which this is not told.
     */
    public void boundCounts(LongSupplier entries) {
        entriesThereAre = entries;
    }

    /** Takes over the tags and invalidations of a journal, and keeps further ones in it. Call before anything else. */
    public void keepIn(TagJournal kept) {
        changing.lock();
        try {
            TagJournal.Content found = kept.content();
            journal = kept;
            epoch = found.epoch();
            clock = found.clock();
            floor = found.clock();
            nextId = found.nextId();
            found.tags().forEach(this::add);
        } finally {
            changing.unlock();
        }
    }

    private void add(Tag tag) {
        byName.put(tag.name(), tag);
        byId.put(tag.id(), tag);
    }

    /** Returns the reading of the clock: the number of invalidations so far. */
    public long now() {
        return clock;
    }

    /**
     * Returns the number of the era, in which no tag is invalidated or forgotten: what was found live in it is live. Between
     * two eras, while the tags are gone through one after the other, it is {@link #CHANGING}: then only a look at the tags
     * tells what is live. Who has found something dead finds no era any more in which it was live.
     */
    public long era() {
        return era;
    }

    /** Returns what tells the numbers of tags in bytes from those of other registries. */
    public int epoch() {
        return epoch;
    }

    /** Returns whether there are tags. */
    public boolean isInUse() {
        return !byName.isEmpty();
    }

    /** Returns how many tags are remembered. */
    public int size() {
        return byName.size();
    }

    /**
     * Returns the tags of an entry that is about to be put.
     *
     * @param stamp the reading of the clock that its value is from
     * @throws IllegalArgumentException if a name is empty or too long, or if there are too many
     */
    public TagSet tagSet(Collection<String> names, long stamp) {
        TagNames.checkAll(names);
        Tag[] tags = new Tag[names.size()];
        int size = 0;
        for (String name : names) {
            tags[size++] = tag(name);
        }
        return new TagSet(stamp, combinations.shared(tags));
    }

    private Tag tag(String name) {
        Tag known = byName.get(name);
        if (known == null || known.isForgotten()) {
            known = define(name);
        }
        known.usedIn(sweep.get());
        return known;
    }

    private Tag define(String name) {
        changing.lock();
        try {
            Tag known = byName.get(name);
            if (known != null) {
                return known;
            }
            Tag fresh = new Tag(name, nextId, floor);
            fresh.usedIn(sweep.get());
            if (journal != null) {
                journal.defined(fresh, this::live);
            }
            nextId++;
            add(fresh);
            return fresh;
        } finally {
            changing.unlock();
        }
    }

    private TagJournal.Content live() {
        return new TagJournal.Content(epoch, clock, nextId, List.copyOf(byName.values()));
    }

    /** Returns the tags that bytes name. Such an entry is dead if one of them is not known. */
    public TagSet resolve(int ofEpoch, long stamp, int[] ids) {
        Tag[] tags = new Tag[ids.length];
        for (int i = 0; i < ids.length; i++) {
            Tag known = ofEpoch == epoch ? byId.get(ids[i]) : null;
            tags[i] = known == null ? Tag.UNKNOWN : known;
        }
        return new TagSet(stamp, combinations.shared(tags));
    }

    /** Looks the tags of an entry that is about to be put up again, as far as they were forgotten meanwhile. */
    public void revive(TagSet set) {
        Tag[] tags = set.tags();
        for (int i = 0; i < tags.length; i++) {
            if (tags[i].isForgotten()) {
                Tag[] revived = set.tags().clone(); // others may share it
                revived[i] = tag(tags[i].name());
                set.replaceTags(revived);
            }
        }
    }

    /**
     * Invalidates all entries that carry one of the tags. Holds for every reader when it returns, and after a restart.
     *
     * @return how many live entries carried them: exact for one tag, unless entries were hidden by another tag and not
     *     swept since, or left a lower tier unseen, but never more than there are entries; one that carries several of them
     *     counts for each
     */
    public long invalidate(Collection<String> names) {
        names.forEach(TagNames::check);
        if (names.isEmpty()) {
            return 0;
        }
        long most = entriesThereAre.getAsLong();
        changing.lock();
        try {
            long reading = clock + 1;
            List<Tag> known =
                    names.stream().map(byName::get).filter(Objects::nonNull).toList();
            boolean kept = false;
            try {
                if (journal != null) {
                    journal.invalidated(known, reading, this::live);
                }
                kept = true;
                return apply(known, names.size(), reading, most);
            } finally {
                if (!kept) { // what the disk refuses holds at least until the process ends
                    apply(known, names.size(), reading, most);
                }
            }
        } finally {
            changing.unlock();
        }
    }

    private long apply(List<Tag> known, int asked, long reading, long most) {
        if (known.size() < asked) {
            floor = reading;
        }
        long entries = 0;
        era = CHANGING;
        for (Tag tag : known) {
            entries += tag.invalidate(reading);
        }
        clock = reading;
        era = ++eras;
        return Math.min(most, entries);
    }

    /** Returns how many live entries carry a tag, as {@link #invalidate} would. */
    public long count(String name) {
        return count(List.of(name));
    }

    /** Returns how many live entries carry tags, as {@link #invalidate} would. */
    public long count(Collection<String> names) {
        long entries = 0;
        for (String name : names) {
            Tag known = byName.get(TagNames.check(name));
            entries += known == null ? 0 : known.entries();
        }
        return Math.min(entriesThereAre.getAsLong(), entries);
    }

    /** Returns the tags that most entries carry, and how many do. Takes time in proportion to the number of tags. */
    public Map<String, Long> counts(int most) {
        Map<String, Long> top = new LinkedHashMap<>();
        long bound = entriesThereAre.getAsLong();
        byName.values().stream()
                .map(tag -> Map.entry(tag.name(), Math.min(bound, tag.entries())))
                .filter(tag -> tag.getValue() > 0)
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(most)
                .forEach(tag -> top.put(tag.getKey(), tag.getValue()));
        return top;
    }

    /** Says that all entries have left. */
    public void cleared() {
        byName.values().forEach(Tag::cleared);
    }

    /** Starts a sweep: all entries are to be shown to it. One at a time. */
    public TagSweep beginSweep() {
        return new TagSweep(sweep.incrementAndGet(), byName.values());
    }

    /** Forgets the tags that no entry carries; call when a sweep has seen all entries. */
    public void endSweep(TagSweep ended) {
        ended.putCountsRight();
        changing.lock();
        try {
            List<Tag> unused = byName.values().stream()
                    .filter(tag -> ended.isUnused(tag, SWEEPS_REMEMBERED))
                    .toList();
            if (!unused.isEmpty()) {
                forget(unused);
            }
        } finally {
            changing.unlock();
        }
    }

    private void forget(List<Tag> unused) {
        if (journal != null) {
            journal.forgot(unused, this::live);
        }
        era = CHANGING;
        for (Tag tag : unused) {
            floor = Math.max(floor, tag.invalidatedAt());
            byName.remove(tag.name(), tag);
            byId.remove(tag.id(), tag);
            tag.forget();
        }
        era = ++eras;
    }

    /** Has the next {@link #close} remove what would outlast it. */
    public void destroy() {
        destroyed = true;
    }

    /** Has the journal say that it is complete. */
    @Override
    public void close() {
        changing.lock();
        try {
            if (journal != null) {
                journal.close(destroyed);
            }
        } finally {
            changing.unlock();
        }
    }
}
