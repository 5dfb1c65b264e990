package io.tiercel.benchmarks.jmh;

import io.tiercel.benchmarks.subject.CacheSpec;
import io.tiercel.benchmarks.subject.Expiry;
import io.tiercel.benchmarks.subject.Subject;
import io.tiercel.benchmarks.subject.Target;
import io.tiercel.benchmarks.workload.Data;
import io.tiercel.benchmarks.workload.ZipfSequence;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Reads ten times as many keys as the cache can hold, and puts what it misses. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH calls setUp before it measures
public class EvictionBenchmark {

    @Param("TIERCEL")
    public Subject subject;

    @Param("100000")
    public int entries;

    private Target cache;
    private Object[] keys;
    private int accessMask;

    /** How often the key was there; a cache that evicts badly pays for more puts. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Counters {
        public long hits;
        public long misses;
    }

    @Setup
    public void setUp() {
        Data data = Data.INTEGERS;
        cache = subject.open(new CacheSpec(
                data.types(), /* byValue= */ false, entries / 10, /* statistics= */ true, Expiry.ETERNAL));
        int[] sequence = ZipfSequence.of(entries, ZipfSequence.usualLength(entries), 13);
        keys = new Object[sequence.length];
        accessMask = sequence.length - 1;
        for (int i = 0; i < sequence.length; i++) {
            keys[i] = data.key(sequence[i]);
        }
    }

    @TearDown
    public void tearDown() throws InterruptedException {
        Closing.apart(cache);
    }

    @Benchmark
    public boolean getOrPut(Cursor cursor, Counters counters) {
        Object key = keys[cursor.next() & accessMask];
        if (cache.get(key) != null) {
            counters.hits++;
            return true;
        }
        counters.misses++;
        cache.put(key, key);
        return false;
    }
}
