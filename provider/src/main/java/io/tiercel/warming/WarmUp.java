package io.tiercel.warming;

import io.tiercel.schedule.Scheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One warm-up, from its plan to its outcome. It is a chain of steps, of which one is under way at a time: each takes the
 * next keys that are absent, loads them, and has the next step scheduled for when the pace allows it. Thread-safe.
 */
final class WarmUp<K> {

    /** How many keys that are there already a step looks at, before it lets others go first. */
    private static final int MOST_LOOKED_AT = 10_000;

    private final WarmUpParts<K> parts;
    private final Pace pace;
    private final CompletableFuture<WarmingProgress> outcome = new CompletableFuture<>();
    private final BackOff backOff = new BackOff();
    private final WarmingTally tally;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition stepEnded = lock.newCondition();

    // Guarded by the lock.
    private WarmingState state = WarmingState.PLANNING;
    private boolean stepping;
    private @Nullable Thread stepper;
    private Scheduler.@Nullable Task next;

    // Of the thread whose step it is; whoever ends the warm-up lets go of the keys.
    private Function<BooleanSupplier, ? extends Collection<? extends K>> plan;
    private Iterator<? extends K> keys = List.<K>of().iterator();
    private List<K> again = List.of();

    /** @param plan names the keys; is told whether they are not wanted any more */
    WarmUp(WarmUpParts<K> parts, Pace pace, Function<BooleanSupplier, ? extends Collection<? extends K>> plan) {
        this.parts = parts;
        this.pace = pace;
        this.plan = plan;
        this.tally = new WarmingTally(parts.clock());
    }

    void start() {
        begin();
    }

    CompletableFuture<WarmingProgress> outcome() {
        return outcome;
    }

    WarmingProgress progress() {
        lock.lock();
        try {
            return tally.progress(state);
        } finally {
            lock.unlock();
        }
    }

    boolean pause() {
        lock.lock();
        try {
            if (state != WarmingState.RUNNING && state != WarmingState.PLANNING) {
                return false;
            }
            state = WarmingState.PAUSED;
            tally.stopTime();
            cancelNext();
            return true;
        } finally {
            lock.unlock();
        }
    }

    boolean resume() {
        lock.lock();
        try {
            if (state != WarmingState.PAUSED) {
                return false;
            }
            state = tally.isPlanned() ? WarmingState.RUNNING : WarmingState.PLANNING;
            tally.startTime();
        } finally {
            lock.unlock();
        }
        begin();
        return true;
    }

    boolean cancel() {
        boolean ended;
        lock.lock();
        try {
            if (!state.isUnderWay()) {
                return false;
            }
            state = WarmingState.CANCELLED;
            tally.stopTime();
            cancelNext();
            ended = !stepping;
        } finally {
            lock.unlock();
        }
        if (ended) {
            complete();
        }
        return true;
    }

    /**
     * Waits until the step is over that is under way, if there is one, and not of the calling thread: a loader or a listener
     * may close the cache. Returns whether it is.
     */
    boolean awaitStep(Duration atMost) throws InterruptedException {
        long nanos = atMost.toNanos();
        lock.lock();
        try {
            while (othersStep() && nanos > 0) {
                nanos = stepEnded.awaitNanos(nanos);
            }
            return !othersStep();
        } finally {
            lock.unlock();
        }
    }

    private boolean othersStep() {
        return stepping && stepper != Thread.currentThread();
    }

    private void cancelNext() {
        if (next != null) {
            next.cancel();
            next = null;
        }
    }

    /** Has a step run now, unless one is under way, or none is wanted. */
    private void begin() {
        lock.lock();
        try {
            next = null;
            if (stepping || (state != WarmingState.RUNNING && state != WarmingState.PLANNING)) {
                return;
            }
            stepping = true;
        } finally {
            lock.unlock();
        }
        try {
            parts.executor().execute(this::step);
        } catch (RejectedExecutionException closed) {
            cancel();
            end(null, /* isLast= */ false, 0);
        } catch (Error e) { // no thread could be started
            end(e, /* isLast= */ false, 0);
            throw e;
        }
    }

    private void step() {
        steps(Thread.currentThread());
        long beganMillis = parts.clock().nowMillis();
        int loads = 0;
        Throwable failure = null;
        boolean isLast = false;
        try {
            if (tally.isPlanned()) {
                loads = loadNext();
            } else {
                plan();
            }
            isLast = (again.isEmpty() && !keys.hasNext()) || isCacheFull();
        } catch (RuntimeException | Error e) {
            failure = e;
        }
        end(
                failure,
                isLast,
                Math.max(beganMillis + pace.millisFor(loads), parts.clock().nowMillis() + backOff.delayMillis()));
        if (failure instanceof Error error) {
            throw error;
        }
    }

    private void steps(Thread thread) {
        lock.lock();
        try {
            stepper = thread;
        } finally {
            lock.unlock();
        }
    }

    /** What comes now is colder than what it would drive out. */
    private boolean isCacheFull() {
        long brought = tally.brought();
        boolean isFull = brought > 0 && parts.target().isFullOf(brought);
        if (isFull) {
            tally.endEarly();
        }
        return isFull;
    }

    private void plan() {
        Collection<? extends K> planned = plan.apply(this::isCancelled);
        keys = planned.iterator();
        lock.lock();
        try {
            tally.planned(planned.size());
            if (state == WarmingState.PLANNING) {
                state = WarmingState.RUNNING;
            }
        } finally {
            lock.unlock();
        }
    }

    private void end(@Nullable Throwable failure, boolean isLast, long nextMillis) {
        boolean isOver;
        lock.lock();
        try {
            if (state.isUnderWay() && (failure != null || backOff.isOver())) {
                tally.failure(failure);
                state = WarmingState.FAILED;
            } else if (state.isUnderWay() && isLast) {
                state = WarmingState.DONE;
            }
            stepping = false;
            stepper = null;
            stepEnded.signalAll();
            if (!state.isOver() && state != WarmingState.PAUSED) {
                scheduleNext(nextMillis);
            }
            isOver = state.isOver();
            if (isOver) {
                tally.stopTime();
            }
        } finally {
            lock.unlock();
        }
        if (isOver) {
            complete();
        }
    }

    private void scheduleNext(long nextMillis) {
        try {
            next = parts.scheduler().after(nextMillis - parts.clock().nowMillis(), this::begin);
        } catch (Error e) { // no thread could be started
            tally.failure(e);
            state = WarmingState.FAILED;
        }
    }

    private void complete() {
        plan = isOver -> List.of();
        keys = List.<K>of().iterator();
        again = List.of();
        outcome.complete(progress());
    }

    /** Returns how many loads there were. */
    private int loadNext() {
        List<K> batch = nextBatch(backOff.isWaiting() ? 1 : pace.batch());
        if (batch.isEmpty()) {
            return 0;
        }
        if (!load(batch)) {
            return batch.size() == 1 ? 1 : loadOneByOne(batch);
        }
        return batch.size();
    }

    private List<K> nextBatch(int most) {
        List<K> batch = new ArrayList<>(again.subList(0, Math.min(most, again.size())));
        again = again.subList(batch.size(), again.size());
        int present = 0;
        while (batch.size() < most && again.isEmpty() && present < MOST_LOOKED_AT && keys.hasNext()) {
            K key = keys.next();
            if (parts.target().isPresent(key)) {
                present++;
            } else {
                batch.add(key);
            }
        }
        tally.skipped(present);
        return batch;
    }

    /** Returns whether it went well, or failed for good. */
    private boolean load(List<K> batch) {
        try {
            int loaded = parts.target().load(batch);
            tally.loaded(loaded, batch.size() - loaded);
            backOff.succeeded();
            return true;
        } catch (RuntimeException e) {
            tally.failure(e);
            if (batch.size() == 1) {
                tally.failed();
                backOff.failed();
            }
            return false;
        }
    }

    /** One key that cannot be loaded may have failed all. When too many do in a row, the rest is for later. */
    private int loadOneByOne(List<K> batch) {
        int done = 0;
        while (done < batch.size() && !backOff.isWaiting() && !isCancelled()) {
            load(List.of(batch.get(done)));
            done++;
        }
        List<K> left = new ArrayList<>(batch.subList(done, batch.size()));
        left.addAll(again);
        again = left;
        return batch.size();
    }

    private boolean isCancelled() {
        lock.lock();
        try {
            return state.isOver();
        } finally {
            lock.unlock();
        }
    }
}
