package io.tiercel.statistics;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A row of counters that one platform thread owns, or that many threads share. The owner adds with a plain load and
 * an opaque store, which is exact because nobody else stores; sharers add atomically. Any thread may read.
 *
 * <p>A thread gets its cell from {@link CacheStatistics#cell()}, uses it for one operation, and does not hand it to
 * another thread. Counting and beginning take a nanosecond or two, allocate nothing and do not block.
 *
 * <p>The reference to the owner is weak, so that a cache does not keep a finished thread, and through it a class
 * loader, in memory. A hit tells the owner by its id where ids are to be trusted, which takes fewer instructions.
 *
 * <p>Takes about 400 bytes, of which 192 keep neighbours off the counters' cache lines.
 */
public final class CounterCell extends WeakReference<Thread> {

    private enum Kind {
        OWNED,
        SHARED,
        OFF
    }

    private static final VarHandle HITS;
    private static final VarHandle MISSES;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            HITS = lookup.findVarHandle(CounterCell.class, "hits", long.class);
            MISSES = lookup.findVarHandle(CounterCell.class, "misses", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static final VarHandle LONGS = MethodHandles.arrayElementVarHandle(long[].class);
    private static final int PADDING_LONGS = 8;
    private static final int MISSES_PER_SAMPLE = 63;

    /** From this count on, times are sampled more sparsely: a sample costs as much as several hits. */
    private static final int FREQUENTLY_SAMPLED = 4_096;

    private static final int SPARSENESS_BITS = 2;

    /** A step between two samples is at least the half of this, and at most one and a half. */
    private static final int MEAN_STEP_BITS = 6;

    private static final int LEAST_STEP = 1 << (MEAN_STEP_BITS - 1);

    /** How many operations of a kind there are to a sample, about, where there are many. */
    static final int PER_SAMPLE = 1 << (MEAN_STEP_BITS + SPARSENESS_BITS);

    // Marks: the thread's own count at which the next sample is due. They need not be exact, and are not summed.
    private static final int NEXT_PUT = Counter.COUNT;
    private static final int NEXT_REMOVE = Counter.COUNT + 1;
    private static final int TICKS = Counter.COUNT + 2;
    private static final int SLOTS = Counter.COUNT + 3;

    private static final int HITS_INDEX = Counter.HITS.index();
    private static final int MISSES_INDEX = Counter.MISSES.index();
    private static final int PUTS = Counter.PUTS.index();
    private static final int REMOVALS = Counter.REMOVALS.index();

    /** The cell of every thread while statistics are disabled: it counts nothing, and no mark in it is reached. */
    static final CounterCell NONE = none();

    private final Kind kind;
    private final long ownerId;
    private final long[] slots;

    // What a get needs is in fields of its own, which an array would put a load and a bounds check further away.
    private long hits;
    private long misses;
    private long nextGet;
    private long nextSharedGet;

    // The other half of the padding, against the cell that may follow in memory; slots has its own.
    @SuppressWarnings({"UnusedVariable", "MultipleTopLevelClasses"})
    private long padding1, padding2, padding3, padding4, padding5, padding6, padding7, padding8;

    private CounterCell(Kind kind, @Nullable Thread owner) {
        super(owner);
        this.kind = kind;
        this.ownerId = owner == null ? 0 : ThreadIds.of(owner);
        this.slots = new long[PADDING_LONGS + SLOTS + PADDING_LONGS];
    }

    static CounterCell ownedBy(Thread owner) {
        return new CounterCell(Kind.OWNED, owner);
    }

    static CounterCell shared() {
        return new CounterCell(Kind.SHARED, null);
    }

    private static CounterCell none() {
        CounterCell none = new CounterCell(Kind.OFF, null);
        none.nextGet = Long.MAX_VALUE;
        Arrays.fill(none.slots, PADDING_LONGS + NEXT_PUT, PADDING_LONGS + NEXT_REMOVE + 1, Long.MAX_VALUE);
        return none;
    }

    /** Returns whether this is the cell of the thread, whose id is given, too. */
    boolean isOf(Thread thread, long id) {
        return ThreadIds.TRUSTED ? ownerId == id : refersTo(thread);
    }

    /**
     * Whether the owner is gone, and all it counted is visible to the caller: detecting that a thread has terminated
     * orders the caller after everything it did (JLS 17.4.4).
     */
    boolean isAbandoned() {
        Thread owner = get();
        return owner == null || !owner.isAlive();
    }

    /** Counts a hit. */
    public void countHit() {
        if (kind == Kind.OWNED) {
            HITS.setOpaque(this, hits + 1);
        } else {
            addShared(HITS_INDEX, 1);
        }
    }

    /**
     * Returns whether the next get is an owner's that is not timed, so that {@link #countUntimedHit} will do for a hit.
     * The mark of a cell that is shared, or that counts nothing, is never beyond its hits.
     */
    public boolean isUntimed() {
        return hits < nextGet;
    }

    /** Counts a hit for which {@link #isUntimed()} was asked. */
    public void countUntimedHit() {
        HITS.setOpaque(this, hits + 1);
    }

    /** Counts a miss, and makes a get that follows soon a sample, should there be no hits to go by. */
    public void countMiss() {
        if (kind == Kind.OWNED) {
            MISSES.setOpaque(this, misses + 1);
            if ((misses & MISSES_PER_SAMPLE) == 0) {
                nextGet = 0;
            }
        } else {
            addShared(MISSES_INDEX, 1);
        }
    }

    /** Counts one. */
    public void count(Counter counter) {
        add(counter.index(), 1);
    }

    /** Counts several at once. */
    public void count(Counter counter, long amount) {
        add(counter.index(), amount);
    }

    private void add(int slot, long amount) {
        if (kind == Kind.OWNED && slot == HITS_INDEX) {
            HITS.setOpaque(this, hits + amount);
        } else if (kind == Kind.OWNED && slot == MISSES_INDEX) {
            MISSES.setOpaque(this, misses + amount);
        } else if (kind == Kind.OWNED) {
            int index = PADDING_LONGS + slot;
            LONGS.setOpaque(slots, index, slots[index] + amount);
        } else {
            addShared(slot, amount);
        }
    }

    private void addShared(int slot, long amount) {
        if (kind == Kind.SHARED) {
            LONGS.getAndAdd(slots, PADDING_LONGS + slot, amount);
        }
    }

    /** Begins a get: returns a time for {@link CacheStatistics#end}, or 0 when this get is not timed. */
    public long beginGet() {
        return hits < nextGet ? 0 : sampleGet();
    }

    /** Begins a put: returns a time for {@link CacheStatistics#end}, or 0 when this put is not timed. */
    public long beginPut() {
        return begin(NEXT_PUT, get(PUTS));
    }

    /** Begins a removal: returns a time for {@link CacheStatistics#end}, or 0 when this removal is not timed. */
    public long beginRemove() {
        return begin(NEXT_REMOVE, get(REMOVALS));
    }

    /** Begins a load: returns a time for {@link CacheStatistics#end}, or 0 while statistics are disabled. */
    public long beginLoad() {
        return kind == Kind.OFF ? 0 : nowNanos();
    }

    private long begin(int mark, long count) {
        return count < get(mark) ? 0 : sample(mark, count);
    }

    /**
     * Takes a sample, and moves the mark on by 32 to 95, and later by four times as much: an uneven step, so that a
     * workload with a period cannot hide behind it. A new mark is 0, which makes the first operation a sample. Whoever races for the mark of a shared
     * cell takes a sample more, which does no harm.
     */
    private long sample(int mark, long count) {
        set(mark, nextMark(count));
        return nowNanos();
    }

    /** The hits of a shared cell are in its slots: each get of it is worth a look, and one in so many a sample. */
    private long sampleGet() {
        long count = kind == Kind.SHARED ? get(HITS_INDEX) : hits;
        if (count < nextSharedGet) {
            return 0;
        }
        nextGet = kind == Kind.SHARED ? 0 : nextMark(count);
        nextSharedGet = kind == Kind.SHARED ? nextMark(count) : 0;
        return nowNanos();
    }

    private static long nextMark(long count) {
        long scattered = (count + 1) * 0x9E3779B97F4A7C15L;
        long step = LEAST_STEP + (scattered >>> (Long.SIZE - MEAN_STEP_BITS));
        return count + (count < FREQUENTLY_SAMPLED ? step : step << SPARSENESS_BITS);
    }

    private static long nowNanos() {
        long now = System.nanoTime();
        return now == 0 ? 1 : now;
    }

    /** Returns what was counted: by the owner in a field or a slot, by sharers in the slot. */
    long get(int slot) {
        long inSlot = (long) LONGS.getOpaque(slots, PADDING_LONGS + slot);
        if (slot == HITS_INDEX) {
            return inSlot + (long) HITS.getOpaque(this);
        }
        return slot == MISSES_INDEX ? inSlot + (long) MISSES.getOpaque(this) : inSlot;
    }

    private void set(int slot, long value) {
        LONGS.setOpaque(slots, PADDING_LONGS + slot, value);
    }

    /** Makes the next operation of each kind a sample. */
    void clearMarks() {
        nextGet = 0;
        nextSharedGet = 0;
        set(NEXT_PUT, 0);
        set(NEXT_REMOVE, 0);
    }

    /** Returns how often this was called before, give or take what sharers did meanwhile. */
    long tick() {
        long ticks = get(TICKS);
        set(TICKS, ticks + 1);
        return ticks;
    }
}
