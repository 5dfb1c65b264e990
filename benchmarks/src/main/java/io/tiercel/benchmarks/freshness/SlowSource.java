package io.tiercel.benchmarks.freshness;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import javax.cache.integration.CacheLoader;
import org.jspecify.annotations.Nullable;

/** A database that takes its time: counts how often it is called. Keys below zero have no value. */
final class SlowSource implements CacheLoader<Integer, String> {

    private static final long CALL_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final LongAdder calls = new LongAdder();

    @Override
    public @Nullable String load(Integer key) {
        calls.increment();
        long began = System.nanoTime();
        while (System.nanoTime() - began < CALL_NANOS) {
            LockSupport.parkNanos(CALL_NANOS - (System.nanoTime() - began));
        }
        return key < 0 ? null : "value of " + key;
    }

    @Override
    public Map<Integer, String> loadAll(Iterable<? extends Integer> keys) {
        Map<Integer, String> loaded = new HashMap<>();
        for (Integer key : keys) {
            String value = load(key);
            if (value != null) {
                loaded.put(key, value);
            }
        }
        return loaded;
    }

    long calls() {
        return calls.sum();
    }
}
