package io.tiercel.benchmarks.jmh;

import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.ThreadParams;

/** Where a thread is in the sequence of accesses; each thread starts elsewhere. */
@State(Scope.Thread)
public class Cursor {

    private static final int DISTANCE_BETWEEN_THREADS = 314_159;

    private int access;

    @Setup
    public void setUp(ThreadParams thread) {
        access = thread.getThreadIndex() * DISTANCE_BETWEEN_THREADS;
    }

    int next() {
        return access++;
    }
}
