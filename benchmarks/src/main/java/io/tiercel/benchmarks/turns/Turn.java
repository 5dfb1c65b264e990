package io.tiercel.benchmarks.turns;

import io.tiercel.benchmarks.subject.CacheSpec;
import io.tiercel.benchmarks.subject.Expiry;
import io.tiercel.benchmarks.subject.Subject;
import io.tiercel.benchmarks.subject.Target;
import io.tiercel.benchmarks.workload.Data;
import io.tiercel.benchmarks.workload.ZipfSequence;
import java.util.SplittableRandom;
import java.util.function.LongBinaryOperator;

/**
 * One cache and the operation that is measured on it, in a plain loop. Loaded by a class loader of its own, so that the
 * compiler sees one implementation. Takes a time in nanoseconds and a place in the sequence of keys to begin at, and returns
 * how many operations it did in about that time. Thread-safe.
 */
public final class Turn implements LongBinaryOperator {

    private static final int ENTRIES = 100_000;
    private static final int BATCH = 10_000;

    private final Target target;
    private final String operation;
    private final Object[] keys;
    private final Object[] values;

    /**
     * Opens and fills a cache.
     *
     * @param subject the name of a {@link Subject}
     * @param row the name of a {@link TurnRow}
     */
    public Turn(String subject, String row) {
        TurnRow measured = TurnRow.valueOf(row);
        Data data = measured.data();
        operation = measured.operation();
        target = Subject.valueOf(subject)
                .open(new CacheSpec(
                        data.types(), measured.byValue(), 2L * ENTRIES, measured.statistics(), Expiry.ETERNAL));
        for (int index : ZipfSequence.shuffled(ENTRIES, new SplittableRandom(7))) {
            target.put(data.key(index), data.value(index));
        }
        int[] sequence = ZipfSequence.of(ENTRIES, ZipfSequence.usualLength(ENTRIES), 11);
        Object[] lookups = new Object[ENTRIES];
        Object[] updates = new Object[ENTRIES];
        for (int index = 0; index < ENTRIES; index++) {
            lookups[index] = data.key(index);
            updates[index] = data.value(index);
        }
        keys = new Object[sequence.length];
        values = new Object[sequence.length];
        for (int i = 0; i < sequence.length; i++) {
            keys[i] = lookups[sequence[i]];
            values[i] = updates[sequence[i]];
        }
    }

    @Override
    public long applyAsLong(long nanos, long start) {
        long began = System.nanoTime();
        long operations = 0;
        int from = (int) start;
        do {
            run(from);
            from += BATCH;
            operations += BATCH;
        } while (System.nanoTime() - began < nanos);
        return operations;
    }

    private void run(int from) {
        switch (operation) {
            case "get" -> get(from);
            case "put" -> put(from);
            case "putIfAbsent" -> putIfAbsent(from);
            case "replace" -> replace(from);
            case "invoke" -> invoke(from);
            default -> throw new IllegalArgumentException("operation=" + operation);
        }
    }

    private void get(int from) {
        int mask = keys.length - 1;
        int hits = 0;
        for (int i = from; i < from + BATCH; i++) {
            if (target.get(keys[i & mask]) != null) {
                hits++;
            }
        }
        if (hits != BATCH) {
            throw new IllegalStateException("misses=" + (BATCH - hits));
        }
    }

    private void put(int from) {
        int mask = keys.length - 1;
        for (int i = from; i < from + BATCH; i++) {
            target.put(keys[i & mask], values[i & mask]);
        }
    }

    private void putIfAbsent(int from) {
        int mask = keys.length - 1;
        for (int i = from; i < from + BATCH; i++) {
            if (target.putIfAbsent(keys[i & mask], values[i & mask])) {
                throw new IllegalStateException("a key was missing");
            }
        }
    }

    private void replace(int from) {
        int mask = keys.length - 1;
        for (int i = from; i < from + BATCH; i++) {
            target.replace(keys[i & mask], values[i & mask]);
        }
    }

    private void invoke(int from) {
        int mask = keys.length - 1;
        for (int i = from; i < from + BATCH; i++) {
            target.invokeSet(keys[i & mask], values[i & mask]);
        }
    }
}
