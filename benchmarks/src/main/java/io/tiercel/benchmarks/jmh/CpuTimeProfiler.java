package io.tiercel.benchmarks.jmh;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * Processor time per operation, which other load on the machine disturbs less than elapsed time. {@value #THREADS}
 * counts the threads that call the benchmark; {@value #PROCESS} the whole process, with what a cache does in the
 * background, garbage collection and late compilation.
 */
public final class CpuTimeProfiler implements InternalProfiler {

    public static final String THREADS = "cpu.threads";
    public static final String PROCESS = "cpu.process";

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private Map<Long, Long> threadNanosBefore = Map.of();
    private long processNanosBefore;

    @Override
    public String getDescription() {
        return "Processor time per operation";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        threadNanosBefore = workerNanos();
        processNanosBefore = system.getProcessCpuTime();
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        long processNanos = system.getProcessCpuTime() - processNanosBefore;
        long threadNanos = 0;
        for (Map.Entry<Long, Long> worker : workerNanos().entrySet()) {
            threadNanos += worker.getValue() - threadNanosBefore.getOrDefault(worker.getKey(), 0L);
        }
        long operations = result.getMetadata().getAllOps();
        return List.of(perOperation(THREADS, threadNanos, operations), perOperation(PROCESS, processNanos, operations));
    }

    private static ScalarResult perOperation(String label, long nanos, long operations) {
        return new ScalarResult(label, (double) nanos / operations, "ns/op", AggregationPolicy.AVG);
    }

    private Map<Long, Long> workerNanos() {
        Map<Long, Long> nanos = new HashMap<>();
        for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (thread != null && thread.getThreadName().contains("-jmh-worker-")) {
                nanos.put(thread.getThreadId(), threads.getThreadCpuTime(thread.getThreadId()));
            }
        }
        return nanos;
    }
}
