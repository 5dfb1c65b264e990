package io.tiercel.statistics;

import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The exact counters of one cache, to which each platform thread adds in a cell of its own.
 *
 * <p>Counting on the read path of a cache must not cost a locked instruction: it takes nanoseconds itself, and it
 * drains the store buffer, so that the cache misses of one operation no longer overlap those of the next. A cell that
 * one thread alone writes needs none. A thread finds its cell by hashing its id; on its first operation it claims one
 * under a lock, taking over a cell whose owner has terminated before it makes the table larger. What a terminated
 * owner had counted moves to {@code retired} under the same lock. When the table is full, or the thread is virtual
 * (there may be millions), it adds atomically to a cell that it shares. While counting is off no table is published,
 * so that one test answers both whether to count and where.
 *
 * <p>Safe for use by many threads. A sum contains every addition that happened before the call, and each addition
 * once. Adding takes constant time, allocates nothing after a thread's first addition, and blocks only in claiming,
 * for as long as a walk over the table takes. Nothing but this object is allocated until the first addition; each
 * thread that adds costs about 330 bytes, up to {@link #MAX_CELLS} threads.
 */
final class PerThreadCounters {

    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();
    private static final int INITIAL_CELLS = 8;
    static final int MAX_CELLS = powerOfTwoFrom(Math.max(64, Math.min(256, 8 * PROCESSORS)));
    private static final int SHARED_CELLS = powerOfTwoFrom(Math.min(16, 2 * PROCESSORS));

    /** How many places of the table a thread may have its cell in, the first of them by far the most likely. */
    private static final int PROBES = 4;

    /** A thread without a cell looks for an abandoned one once in so many additions to the cell it shares. */
    private static final long CLAIM_PERIOD = 64;

    private final ReentrantLock lock = new ReentrantLock();

    /** What threads look for their cells in: the table, or null while there is none or counting is off. */
    private volatile CounterCell @Nullable [] published;

    private volatile boolean enabled;

    /** The table of owned cells, null until the first addition. Guarded by the lock. */
    private CounterCell @Nullable [] cells;

    /** Written to under the lock only. */
    private volatile CounterCell @Nullable [] sharedCells;

    /** What cells held that are gone. Guarded by the lock. */
    private final long[] retired = new long[Counter.COUNT];

    /** What {@link #sum} subtracts. Guarded by the lock. */
    private final long[] baseline = new long[Counter.COUNT];

    PerThreadCounters(boolean enabled) {
        this.enabled = enabled;
    }

    private static int powerOfTwoFrom(int atLeast) {
        return atLeast <= 1 ? 1 : Integer.highestOneBit(atLeast - 1) << 1;
    }

    boolean isEnabled() {
        return enabled;
    }

    /** Switches counting on or off. What was counted stays. An addition that has its cell already still counts. */
    void setEnabled(boolean enabled) {
        lock.lock();
        try {
            this.enabled = enabled;
            published = enabled ? cells : null;
        } finally {
            lock.unlock();
        }
    }

    /** Returns the cell that the current thread adds to. Valid for this thread alone. */
    CounterCell cell() {
        Thread thread = Thread.currentThread();
        CounterCell[] table = published;
        if (table != null) {
            CounterCell cell = table[CounterCell.hash(thread) & (table.length - 1)];
            if (cell != null && cell.refersTo(thread)) {
                return cell;
            }
        }
        return cellElsewhere(thread, table);
    }

    /** Returns the cell that the current thread adds to, or null while counting is off. Valid for this thread alone. */
    @Nullable
    CounterCell cellIfEnabled() {
        CounterCell[] table = published;
        if (table == null && !enabled) {
            return null;
        }
        Thread thread = Thread.currentThread();
        if (table != null) {
            CounterCell cell = table[CounterCell.hash(thread) & (table.length - 1)];
            if (cell != null && cell.refersTo(thread)) {
                return cell;
            }
        }
        return cellElsewhere(thread, table);
    }

    private CounterCell cellElsewhere(Thread thread, CounterCell @Nullable [] table) {
        if (!enabled) {
            return CounterCell.NONE;
        }
        if (VirtualThreads.isVirtual(thread)) {
            return sharedCell(thread);
        }
        if (table == null) {
            return claim(thread);
        }
        CounterCell own = find(thread, table);
        if (own != null) {
            return own;
        }
        if (table.length < MAX_CELLS) {
            return claim(thread);
        }
        CounterCell shared = sharedCell(thread);
        return shared.tick() % CLAIM_PERIOD == 0 ? claim(thread) : shared;
    }

    private static @Nullable CounterCell find(Thread thread, CounterCell[] table) {
        int home = CounterCell.hash(thread);
        for (int probe = 0; probe < PROBES; probe++) {
            CounterCell cell = table[(home + probe) & (table.length - 1)];
            if (cell != null && cell.refersTo(thread)) {
                return cell;
            }
        }
        return null;
    }

    private CounterCell claim(Thread thread) {
        lock.lock();
        try {
            CounterCell[] table = cells;
            if (table == null) {
                table = new CounterCell[INITIAL_CELLS];
                publish(table);
            }
            CounterCell own = find(thread, table);
            while (own == null) {
                own = claimIn(table, thread);
                if (own == null) {
                    if (table.length >= MAX_CELLS) {
                        return sharedCell(thread);
                    }
                    table = enlarged(table);
                    publish(table);
                }
            }
            return own;
        } finally {
            lock.unlock();
        }
    }

    private void publish(CounterCell[] table) {
        cells = table;
        published = enabled ? table : null;
    }

    /** Gives the thread a free or abandoned place. Another thread that sees the new cell early does not own it. */
    private @Nullable CounterCell claimIn(CounterCell[] table, Thread thread) {
        int home = CounterCell.hash(thread);
        for (int probe = 0; probe < PROBES; probe++) {
            int index = (home + probe) & (table.length - 1);
            CounterCell cell = table[index];
            if (cell == null || cell.isAbandoned()) {
                if (cell != null) {
                    retire(cell);
                }
                CounterCell own = CounterCell.ownedBy(thread);
                table[index] = own;
                return own;
            }
        }
        return null;
    }

    private void retire(CounterCell cell) {
        for (int counter = 0; counter < Counter.COUNT; counter++) {
            retired[counter] += cell.get(counter);
        }
    }

    /** Returns a table twice as long. Every cell stays as far from its owner's first place, so no two can meet. */
    private CounterCell[] enlarged(CounterCell[] table) {
        CounterCell[] larger = new CounterCell[2 * table.length];
        for (int index = 0; index < table.length; index++) {
            CounterCell cell = table[index];
            if (cell != null && cell.isAbandoned()) {
                retire(cell);
            } else if (cell != null) {
                int displacement = (index - cell.hash()) & (table.length - 1);
                larger[(cell.hash() + displacement) & (larger.length - 1)] = cell;
            }
        }
        return larger;
    }

    private CounterCell sharedCell(Thread thread) {
        int index = CounterCell.hash(thread) & (SHARED_CELLS - 1);
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
                if (cell != null) {
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
                    : (int) Arrays.stream(cells).filter(Objects::nonNull).count();
        } finally {
            lock.unlock();
        }
    }
}
