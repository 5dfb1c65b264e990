package io.tiercel.schedule;

import io.tiercel.time.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A scheduler that runs what is due when it is told to advance, in the thread that tells it: for tests. Safe for use by
 * many threads.
 */
public final class ManualScheduler implements Scheduler {

    private final ManualClock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Waiting> waiting = new ArrayList<>();
    private long scheduled;

    private record Waiting(long dueMillis, long order, Runnable action) {}

    /** @param clock the clock that it moves */
    public ManualScheduler(ManualClock clock) {
        this.clock = clock;
    }

    @Override
    public Task after(long delayMillis, Runnable action) {
        lock.lock();
        try {
            Waiting added = new Waiting(clock.nowMillis() + Math.max(0, delayMillis), scheduled++, action);
            waiting.add(added);
            return () -> remove(added);
        } finally {
            lock.unlock();
        }
    }

    private boolean remove(Waiting action) {
        lock.lock();
        try {
            return waiting.remove(action);
        } finally {
            lock.unlock();
        }
    }

    /** Moves the clock on, and runs on the way all that is due, each at its time. */
    public void advance(Duration duration) {
        long untilMillis = clock.nowMillis() + duration.toMillis();
        Waiting next = next(untilMillis);
        while (next != null) {
            clock.advance(Duration.ofMillis(Math.max(0, next.dueMillis() - clock.nowMillis())));
            if (remove(next)) {
                next.action().run();
            }
            next = next(untilMillis);
        }
        clock.advance(Duration.ofMillis(untilMillis - clock.nowMillis()));
    }

    private @Nullable Waiting next(long untilMillis) {
        lock.lock();
        try {
            return waiting.stream()
                    .filter(each -> each.dueMillis() <= untilMillis)
                    .min(Comparator.comparingLong(Waiting::dueMillis).thenComparingLong(Waiting::order))
                    .orElse(null);
        } finally {
            lock.unlock();
        }
    }

    /** Returns how much is waiting. */
    public int waiting() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }
}
