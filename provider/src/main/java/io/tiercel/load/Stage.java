package io.tiercel.load;

import io.tiercel.concurrent.WaitGraph;
import io.tiercel.concurrent.Waitable;
import io.tiercel.jvm.ShownText;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/** A point that a load reaches once, and that other threads wait for. */
final class Stage implements Waitable {

    private final CountDownLatch reached = new CountDownLatch(1);
    private final Supplier<@Nullable Thread> worker;

    Stage(Supplier<@Nullable Thread> worker) {
        this.worker = worker;
    }

    void reach() {
        reached.countDown();
    }

    /**
     * Waits until the stage is reached.
     *
     * @param timeoutNanos the longest wait, {@link Long#MAX_VALUE} for as long as it takes
     * @return false if the time was over first
     * @throws CacheException if the wait would never end, or the thread is interrupted
     */
    boolean await(Object key, long timeoutNanos) {
        if (isDone()) {
            return true;
        }
        if (!WaitGraph.enter(this)) {
            throw new CacheException("Deadlock: this thread would wait for a load of the key " + ShownText.of(key)
                    + " by a thread that waits for this one. Loaders must not call back in a circle.");
        }
        try {
            if (timeoutNanos == Long.MAX_VALUE) {
                reached.await();
                return true;
            }
            return reached.await(timeoutNanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CacheException("Interrupted while waiting for a load of the key " + ShownText.of(key), e);
        } finally {
            WaitGraph.leave(this);
        }
    }

    @Override
    public @Nullable Thread holder() {
        return worker.get();
    }

    @Override
    public boolean isDone() {
        return reached.getCount() == 0;
    }
}
