package io.tiercel.examples.quickstart;

import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * One thread's random walk: from a class to one of the classes that it refers to, and so on. What is referred to most is
 * visited most, so the popularity is the JDK's own. Now and then, and where the walk cannot go on, it starts again at a
 * random class. It ends when it is told to.
 */
final class Walk implements Callable<WalkTally> {
    /** One step in so many goes to a random class. */
    private static final int RESTART_ONE_IN = 50;

    private final ClassIndex index;
    private final ClassSource source;
    private final AtomicBoolean stopped;
    private final long pauseNanos;
    private final SplittableRandom random;

    Walk(ClassIndex index, ClassSource source, AtomicBoolean stopped, long pauseNanos, SplittableRandom random) {
        this.index = index;
        this.source = source;
        this.stopped = stopped;
        this.pauseNanos = pauseNanos;
        this.random = random;
    }

    @Override
    public WalkTally call() {
        WalkTally tally = new WalkTally();
        String name = any(index.names());
        while (!stopped.get()) {
            Instant startedAt = Instant.now();
            long startNanos = System.nanoTime();
            ClassSummary summary = source.get(name);
            long endNanos = System.nanoTime();
            if (summary == null) {
                throw new IllegalStateException("the cache has no summary of class " + name);
            }
            tally.record(summary, startedAt, endNanos - startNanos);
            name = next(summary);
            if (pauseNanos > 0) {
                LockSupport.parkNanos(pauseNanos);
            }
        }
        return tally;
    }

    private String next(ClassSummary current) {
        if (!current.references().isEmpty() && random.nextInt(RESTART_ONE_IN) != 0) {
            String reference = any(current.references());
            if (index.contains(reference)) {
                return reference;
            }
        }
        return any(index.names());
    }

    private String any(List<String> candidates) {
        return candidates.get(random.nextInt(candidates.size()));
    }
}
