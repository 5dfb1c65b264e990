package io.tiercel.warming;

import io.tiercel.jvm.ShownText;
import io.tiercel.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Counts what a warm-up does. Any thread may read the counts. */
final class WarmingTally {

    private final Clock clock;
    private volatile long planned = -1;
    private final AtomicLong loaded = new AtomicLong();
    private final AtomicLong skipped = new AtomicLong();
    private final AtomicLong absent = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private volatile @Nullable Throwable failure;

    // Guarded by the lock of the warm-up.
    private long elapsedMillis;
    private long startedMillis;
    private boolean timeRuns = true;

    WarmingTally(Clock clock) {
        this.clock = clock;
        this.startedMillis = clock.nowMillis();
    }

    boolean isPlanned() {
        return planned >= 0;
    }

    void planned(int keys) {
        planned = keys;
    }

    void skipped(int keys) {
        skipped.addAndGet(keys);
    }

    void loaded(int keys, int withoutValue) {
        loaded.addAndGet(keys);
        absent.addAndGet(withoutValue);
    }

    void failed() {
        failed.incrementAndGet();
    }

    /** Returns how many keys are in the cache because of the warm-up, or were before. */
    long brought() {
        return loaded.get() + skipped.get();
    }

    /** Plans no more than what was done. */
    void endEarly() {
        planned = loaded.get() + skipped.get() + absent.get() + failed.get();
    }

    void failure(@Nullable Throwable cause) {
        if (cause != null) {
            failure = cause;
        }
    }

    void stopTime() {
        if (timeRuns) {
            elapsedMillis += clock.nowMillis() - startedMillis;
            timeRuns = false;
        }
    }

    void startTime() {
        startedMillis = clock.nowMillis();
        timeRuns = true;
    }

    WarmingProgress progress(WarmingState state) {
        long millis = elapsedMillis + (timeRuns ? clock.nowMillis() - startedMillis : 0);
        Throwable last = failure;
        return new WarmingProgress(
                state,
                Math.max(0, planned),
                loaded.get(),
                skipped.get(),
                absent.get(),
                failed.get(),
                Duration.ofMillis(millis),
                last == null ? null : ShownText.of(last));
    }
}
