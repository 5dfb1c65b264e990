package io.tiercel.benchmarks.jmh;

import io.tiercel.benchmarks.subject.CacheSpec;
import io.tiercel.benchmarks.subject.Subject;
import io.tiercel.benchmarks.subject.Target;
import io.tiercel.benchmarks.workload.Data;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Puts new keys into a full tier outside the heap; each put makes room. For one thread. */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH calls setUp before it measures
public class OutsidePutBenchmark {

    private static final Data DATA = Data.BYTES;

    /** The heap holds one in a hundred of the entries, which take about so much. */
    private static final int BYTES_PER_ENTRY = 280;

    @Param("TIERCEL")
    public Subject subject;

    @Param("1073741824")
    public long tierBytes;

    private Target cache;
    private int next;

    @Setup
    public void setUp() {
        long heapEntries = Math.max(1, tierBytes / BYTES_PER_ENTRY / 100);
        cache = subject.open(CacheSpec.outside(DATA.types(), heapEntries, tierBytes));
        long more = tierBytes / Data.ARRAY_BYTES * 5 / 4;
        for (long put = 0; put < more; put++) {
            putNew();
        }
    }

    @TearDown
    public void tearDown() throws InterruptedException {
        Closing.apart(cache);
    }

    @Benchmark
    public int putNew() {
        int index = next++;
        cache.put(DATA.key(index), DATA.value(index));
        return index;
    }
}
