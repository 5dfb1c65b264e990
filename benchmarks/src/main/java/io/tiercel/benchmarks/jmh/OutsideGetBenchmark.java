package io.tiercel.benchmarks.jmh;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/** Reads present keys whose entries are outside the heap. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class OutsideGetBenchmark {

    @Benchmark
    public @Nullable Object get(OutsideCache outside, Cursor cursor) {
        return outside.cache().get(outside.key(cursor.next()));
    }
}
