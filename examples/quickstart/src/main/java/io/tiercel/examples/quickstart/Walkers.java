package io.tiercel.examples.quickstart;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/** Several walks, each in a thread of its own, until they are stopped. Used by one thread. */
final class Walkers implements AutoCloseable {
    private static final long SEED = 107;

    private final AtomicBoolean stopped = new AtomicBoolean();
    private final List<Future<WalkTally>> walks = new ArrayList<>();
    private final ExecutorService executor;

    private Walkers(int threads) {
        executor = Executors.newFixedThreadPool(threads, walk -> {
            Thread thread = new Thread(walk, "walk");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Starts the walks, each of which rests for {@code pause} after each step. */
    static Walkers start(int threads, ClassIndex index, ClassSource source, Duration pause) {
        Walkers walkers = new Walkers(threads);
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < threads; i++) {
            Walk walk = new Walk(index, source, walkers.stopped, pause.toNanos(), random.split());
            walkers.walks.add(walkers.executor.submit(walk));
        }
        return walkers;
    }

    /** Throws what ended a walk early, if anything did. */
    void check() throws InterruptedException {
        for (Future<WalkTally> walk : walks) {
            if (walk.isDone()) {
                result(walk);
            }
        }
    }

    /** Stops the walks, waits for them and adds up what they saw. */
    WalkTally stop() throws InterruptedException {
        stopped.set(true);
        WalkTally sum = new WalkTally();
        for (Future<WalkTally> walk : walks) {
            sum.add(result(walk));
        }
        return sum;
    }

    @Override
    public void close() {
        stopped.set(true);
        executor.shutdown();
    }

    private static WalkTally result(Future<WalkTally> walk) throws InterruptedException {
        try {
            return walk.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("a walk failed", e.getCause());
        }
    }
}
