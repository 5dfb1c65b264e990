package io.tiercel.benchmarks.jmh;

import io.tiercel.benchmarks.subject.CacheSpec;
import io.tiercel.benchmarks.subject.Expiry;
import io.tiercel.benchmarks.subject.Subject;
import io.tiercel.benchmarks.subject.Target;
import io.tiercel.benchmarks.workload.Data;
import io.tiercel.benchmarks.workload.ZipfSequence;
import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A cache in which all keys of the benchmark are present: its capacity is twice their number. The keys that are asked
 * for are equal to those that were put, but other objects.
 */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH calls setUp before it measures
public class ResidentCache {

    @Param("TIERCEL")
    public Subject subject;

    @Param("INTEGERS")
    public Data data;

    @Param("false")
    public boolean byValue;

    @Param("true")
    public boolean statistics;

    @Param("ETERNAL")
    public Expiry expiry;

    @Param("100000")
    public int entries;

    private Target cache;
    private Object[] keys;
    private Object[] values;
    private Object absentKey;
    private int accessMask;

    @Setup
    public void setUp() {
        cache = subject.open(new CacheSpec(data.types(), byValue, 2L * entries, statistics, expiry));
        for (int index : ZipfSequence.shuffled(entries, new SplittableRandom(7))) {
            cache.put(data.key(index), data.value(index));
        }
        Object[] lookups = new Object[entries];
        Object[] updates = new Object[entries];
        for (int index = 0; index < entries; index++) {
            lookups[index] = data.key(index);
            updates[index] = data.value(index);
        }
        int[] sequence = ZipfSequence.of(entries, ZipfSequence.usualLength(entries), 11);
        keys = new Object[sequence.length];
        values = new Object[sequence.length];
        for (int i = 0; i < sequence.length; i++) {
            keys[i] = lookups[sequence[i]];
            values[i] = updates[sequence[i]];
        }
        accessMask = sequence.length - 1;
        absentKey = data.key(entries);
        checkResident();
        checkIsolated();
    }

    @TearDown
    public void tearDown() throws InterruptedException {
        Closing.apart(cache);
    }

    Target cache() {
        return cache;
    }

    /** The key of an access; any number will do. */
    Object key(int access) {
        return keys[access & accessMask];
    }

    /** A value for the key of an access. */
    Object value(int access) {
        return values[access & accessMask];
    }

    /** A key that is in no cache. */
    Object absentKey() {
        return absentKey;
    }

    private void checkResident() {
        for (int index = 0; index < entries; index++) {
            if (cache.get(data.key(index)) == null) {
                throw new IllegalStateException("subject=" + subject + " lost index=" + index);
            }
        }
    }

    /** A cache that is told to hold mutable values by value, but hands out one object, would win by cheating. */
    private void checkIsolated() {
        boolean mustCopy = byValue && data.types().mutableValue();
        Object first = cache.get(data.key(0));
        Object second = cache.get(data.key(0));
        if (mustCopy && first == second) {
            throw new IllegalStateException("subject=" + subject + " does not hold values by value");
        }
    }
}
