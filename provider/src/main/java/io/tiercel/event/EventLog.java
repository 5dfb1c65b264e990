package io.tiercel.event;

import io.tiercel.jvm.ShownText;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a cache logs about its listeners. Failures are counted, and logged at most once in ten seconds: the first of a
 * run with its stack trace, the next with the number of those between. Thread-safe.
 */
final class EventLog {

    private static final long INTERVAL_NANOS = 10_000_000_000L;

    private final Supplier<String> cacheName;
    private final LongSupplier nanoTime;
    private final LongAdder failures = new LongAdder();
    private final AtomicLong unlogged = new AtomicLong();
    private final AtomicLong nextAtNanos;

    /** @param cacheName is asked when something is logged */
    EventLog(Supplier<String> cacheName, LongSupplier nanoTime) {
        this.cacheName = cacheName;
        this.nanoTime = nanoTime;
        this.nextAtNanos = new AtomicLong(nanoTime.getAsLong());
    }

    void failed(String what, Throwable failure) {
        failures.increment();
        long now = nanoTime.getAsLong();
        long nextAt = nextAtNanos.get();
        if (now - nextAt < 0 || !nextAtNanos.compareAndSet(nextAt, now + INTERVAL_NANOS)) {
            unlogged.incrementAndGet();
            return;
        }
        Level level = failure instanceof Error ? Level.ERROR : Level.WARNING;
        log(level, what + since(unlogged.getAndSet(0)), failure);
    }

    private static String since(long unlogged) {
        return unlogged == 0 ? "" : " (" + unlogged + " more failures since the last message)";
    }

    void warn(String message) {
        log(Level.WARNING, message, null);
    }

    /** Logs how many failures were not logged, if any. */
    void flush() {
        long count = unlogged.getAndSet(0);
        if (count > 0) {
            warn(count + " more failures of cache entry listeners were not logged");
        }
    }

    long failures() {
        return failures.sum();
    }

    private void log(Level level, String message, @Nullable Throwable failure) {
        System.Logger logger = System.getLogger("io.tiercel.event");
        String text = "Cache " + cacheName.get() + ": " + message;
        try {
            logger.log(level, text, failure);
        } catch (RuntimeException | Error e) { // of the failure's own code: others wait for who logs it
            logger.log(level, failure == null ? text : text + ": " + ShownText.of(failure));
        }
    }
}
