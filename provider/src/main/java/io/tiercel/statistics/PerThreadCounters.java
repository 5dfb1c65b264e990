package io.tiercel.statistics;

import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The exact counters of one cache, to which each platform thread adds in a cell of its own.
 *
 * <p>Counting on the read path of a cache must not cost a locked instruction: it takes nanoseconds itself, and it
 * drains the store buffer, so that the cache misses of one operation no longer overlap those of the next. A cell that
 * one thread alone writes needs none. A thread finds its cell by hashing its id; on its first operation it claims one
 * under a lock, or takes over one whose owner has terminated. What a terminated owner had counted moves to {@code
 * retired} under the same lock. When no place is free, or the thread is virtual (there may be millions), it adds
 * atomically to a cell that it shares. While counting is off a table without places is published, so that one load
 * answers both whether to count and where. A table has its full length at once, a constant of the process, and no
 * nulls: so the compiler need not compute a place from the length, nor test what lies there. The cells of two threads, one
 * with an even and one with an odd id, are found without the table, which takes a third of the time.
 *
 * <p>Safe for use by many threads. A sum contains every addition that happened before the call, and each addition
 * once. Adding takes constant time, allocates nothing after a thread's first addition, and blocks only in claiming,
 * for a few places of the table. Nothing but this object is allocated until the first addition; then the table takes
 * four bytes a place, and each thread that adds about 330, up to {@link #CELLS} threads.
 */
final class PerThreadCounters {

    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();
    static final int CELLS = powerOfTwoFrom(Math.max(64, Math.min(256, 8 * PROCESSORS)));
    private static final int SHARED_CELLS = powerOfTwoFrom(Math.min(16, 2 * PROCESSORS));

    /** How many places of the table a thread may have its cell in, the first of them by far the most likely. */
    private static final int PROBES = 4;

    /** A thread without a cell looks for an abandoned one once in so many additions to the cell it shares. */
    private static final long CLAIM_PERIOD = 64;

    /** What is published while counting is off: no place of a thread is within it. */
    private static final CounterCell[] OFF = {};

    /** What is published before the first addition: nobody's cell is in it. */
    private static final CounterCell[] UNCLAIMED = unclaimed();

    private final ReentrantLock lock = new ReentrantLock();

    /** What threads look for their cells in: the table, {@link #UNCLAIMED} while there is none, or {@link #OFF}. */
    private volatile CounterCell[] published;

    /** Cells of threads with even and with odd ids that are looked at before the table; nobody's while counting is off. */
    private volatile CounterCell evenFavourite = CounterCell.NONE;

    private volatile CounterCell oddFavourite = CounterCell.NONE;

    /** The same, also while counting is off. Guarded by the lock. */
    private final CounterCell[] favourites = {CounterCell.NONE, CounterCell.NONE};

    /** Guarded by the lock. */
    private boolean enabled;

    /** The table of owned cells, without nulls; none until the first addition. Guarded by the lock. */
    private CounterCell @Nullable [] cells;

    /** Written to under the lock only. */
    private volatile CounterCell @Nullable [] sharedCells;

    /** What cells held that are gone. Guarded by the lock. */
    private final long[] retired = new long[Counter.COUNT];

    /** What {@link #sum} subtracts. Guarded by the lock. */
    private final long[] baseline = new long[Counter.COUNT];

    PerThreadCounters(boolean enabled) {
        this.enabled = enabled;
        published = enabled ? UNCLAIMED : OFF;
    }

    private static int powerOfTwoFrom(int atLeast) {
        return atLeast <= 1 ? 1 : Integer.highestOneBit(atLeast - 1) << 1;
    }

    private static CounterCell[] unclaimed() {
        CounterCell[] table = new CounterCell[CELLS];
        Arrays.fill(table, CounterCell.NONE);
        return table;
    }

    /** Switches counting on or off. What was counted stays. An addition that has its cell already still counts. */
    void setEnabled(boolean enabled) {
        lock.lock();
        try {
            this.enabled = enabled;
            publish();
        } finally {
            lock.unlock();
        }
    }

    private void publish() {
        CounterCell[] table = cells == null ? UNCLAIMED : cells;
        published = enabled ? table : OFF;
        evenFavourite = enabled ? favourites[0] : CounterCell.NONE;
        oddFavourite = enabled ? favourites[1] : CounterCell.NONE;
    }

    private static int parityOf(long id) {
        return (int) id & 1;
    }

    /** Returns the cell that the current thread adds to. Valid for this thread alone. */
    CounterCell cell() {
        CounterCell cell = cellIfEnabled();
        return cell == null ? CounterCell.NONE : cell;
    }

    /** Returns the cell that the current thread adds to, or null while counting is off. Valid for this thread alone. */
    @Nullable
    CounterCell cellIfEnabled() {
        Thread thread = Thread.currentThread();
        long id = ThreadIds.of(thread);
        CounterCell favourite = parityOf(id) == 0 ? evenFavourite : oddFavourite;
        if (favourite.isOf(thread, id)) {
            return favourite;
        }
        CounterCell[] table = published;
        int place = placeOf(id, 0);
        if (place >= table.length) {
            return null;
        }
        CounterCell cell = table[place];
        return cell.isOf(thread, id) ? cell : cellElsewhere(thread, id, table);
    }

    /** Ids are given in sequence, so the threads of a pool spread without collision. */
    private static int placeOf(long id, int probe) {
        return ((int) id + probe) & (CELLS - 1);
    }

    private CounterCell cellElsewhere(Thread thread, long id, CounterCell[] table) {
        if (VirtualThreads.isVirtual(thread)) {
            return sharedCell(id);
        }
        boolean hasRoom = false;
        for (int probe = 0; probe < PROBES; probe++) {
            CounterCell cell = table[placeOf(id, probe)];
            if (cell.isOf(thread, id)) {
                return cell;
            }
            hasRoom |= cell == CounterCell.NONE;
        }
        if (hasRoom) {
            return claim(thread, id);
        }
        CounterCell shared = sharedCell(id);
        return shared.tick() % CLAIM_PERIOD == 0 ? claim(thread, id) : shared;
    }

    private CounterCell claim(Thread thread, long id) {
        lock.lock();
        try {
            CounterCell[] table = cells;
            if (table == null) {
                table = unclaimed();
                cells = table;
            }
            CounterCell own = claimIn(table, thread, id);
            publish();
            return own == null ? sharedCell(id) : own;
        } finally {
            lock.unlock();
        }
    }

    /** Gives the thread a free or abandoned place. Another thread that sees the new cell early does not own it. */
    private @Nullable CounterCell claimIn(CounterCell[] table, Thread thread, long id) {
        for (int probe = 0; probe < PROBES; probe++) {
            int place = placeOf(id, probe);
            if (table[place].isAbandoned()) {
                retire(table[place]);
                CounterCell own = CounterCell.ownedBy(thread);
                table[place] = own;
                favour(own, parityOf(id));
                return own;
            }
        }
        return null;
    }

    /** A favourite stays one as long as its owner lives. */
    private void favour(CounterCell own, int parity) {
        if (favourites[parity].isAbandoned()) {
            favourites[parity] = own;
        }
    }

    private void retire(CounterCell cell) {
        for (int counter = 0; counter < Counter.COUNT; counter++) {
            retired[counter] += cell.get(counter);
        }
    }

    private CounterCell sharedCell(long id) {
        int index = (int) id & (SHARED_CELLS - 1);
        CounterCell[] shared = sharedCells;
        CounterCell cell = shared == null ? null : shared[index];
        return cell == null ? makeSharedCell(index) : cell;
    }

    private CounterCell makeSharedCell(int index) {
        lock.lock();
        try {
            CounterCell[] shared = sharedCells;
            if (shared == null) {
                shared = new CounterCell[SHARED_CELLS];
                sharedCells = shared;
            }
            if (shared[index] == null) {
                shared[index] = CounterCell.shared();
            }
            return shared[index];
        } finally {
            lock.unlock();
        }
    }

    /** Returns what was added to a counter since the last reset. */
    long sum(int counter) {
        lock.lock();
        try {
            return total(counter) - baseline[counter];
        } finally {
            lock.unlock();
        }
    }

    /**
     * Makes the sums zero and the marks too. Cells keep their counts and the sums subtract them from now on: so
     * additions that run meanwhile are neither lost nor counted on both sides. Returns the sums as they were.
     */
    long[] reset() {
        lock.lock();
        try {
            long[] sums = new long[Counter.COUNT];
            for (int counter = 0; counter < Counter.COUNT; counter++) {
                long total = total(counter);
                sums[counter] = total - baseline[counter];
                baseline[counter] = total;
            }
            clearMarks(cells);
            clearMarks(sharedCells);
            return sums;
        } finally {
            lock.unlock();
        }
    }

    private long total(int counter) {
        return retired[counter] + total(counter, cells) + total(counter, sharedCells);
    }

    private static long total(int counter, CounterCell @Nullable [] table) {
        long total = 0;
        if (table != null) {
            for (CounterCell cell : table) {
                total += cell == null ? 0 : cell.get(counter);
            }
        }
        return total;
    }

    private static void clearMarks(CounterCell @Nullable [] table) {
        if (table != null) {
            for (CounterCell cell : table) {
                if (cell != null && cell != CounterCell.NONE) {
                    cell.clearMarks();
                }
            }
        }
    }

    /** Returns how many threads have a cell of their own. */
    int ownedCells() {
        lock.lock();
        try {
            return cells == null
                    ? 0
                    : (int) Arrays.stream(cells)
                            .filter(cell -> cell != CounterCell.NONE)
                            .count();
        } finally {
            lock.unlock();
        }
    }
}
