package io.tiercel.benchmarks.jmh;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/** The operations that write, on keys that are present unless the name says otherwise. Nothing is evicted. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class WriteBenchmark {

    @Benchmark
    public void put(ResidentCache resident, Cursor cursor) {
        int access = cursor.next();
        resident.cache().put(resident.key(access), resident.value(access));
    }

    @Benchmark
    public @Nullable Object getAndPut(ResidentCache resident, Cursor cursor) {
        int access = cursor.next();
        return resident.cache().getAndPut(resident.key(access), resident.value(access));
    }

    @Benchmark
    public boolean replace(ResidentCache resident, Cursor cursor) {
        int access = cursor.next();
        return resident.cache().replace(resident.key(access), resident.value(access));
    }

    @Benchmark
    public void invoke(ResidentCache resident, Cursor cursor) {
        int access = cursor.next();
        resident.cache().invokeSet(resident.key(access), resident.value(access));
    }

    @Benchmark
    public boolean putIfAbsentPresent(ResidentCache resident, Cursor cursor) {
        int access = cursor.next();
        return resident.cache().putIfAbsent(resident.key(access), resident.value(access));
    }

    /** Two operations: creates an entry and removes it. */
    @Benchmark
    public boolean putIfAbsentThenRemove(ResidentCache resident, Cursor cursor) {
        Object key = resident.absentKey();
        boolean created = resident.cache().putIfAbsent(key, resident.value(cursor.next()));
        boolean removed = resident.cache().remove(key);
        return created == removed;
    }

    /** Two operations: removes an entry and creates it anew. */
    @Benchmark
    public boolean removeThenPut(ResidentCache resident, Cursor cursor) {
        int access = cursor.next();
        Object key = resident.key(access);
        boolean removed = resident.cache().remove(key);
        resident.cache().put(key, resident.value(access));
        return removed;
    }
}
