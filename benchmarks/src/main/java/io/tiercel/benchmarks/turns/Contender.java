package io.tiercel.benchmarks.turns;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.LongBinaryOperator;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** A cache that takes part, in a class loader of its own. Used by one thread. */
final class Contender implements AutoCloseable {

    private static final int APART = 123_457;

    private final URLClassLoader loader;
    private final LongBinaryOperator turn;
    private final List<Double> nanosPerOperation = new ArrayList<>();
    private long position;

    Contender(String subject, TurnRow row) throws ReflectiveOperationException, MalformedURLException {
        loader = new URLClassLoader(subject, classPath(), ClassLoader.getPlatformClassLoader());
        Thread.currentThread().setContextClassLoader(loader);
        turn = Class.forName(Turn.class.getName(), true, loader)
                .asSubclass(LongBinaryOperator.class)
                .getConstructor(String.class, String.class)
                .newInstance(subject, row.name());
        unregisterBeans();
    }

    private static URL[] classPath() throws MalformedURLException {
        List<URL> urls = new ArrayList<>();
        StringTokenizer entries = new StringTokenizer(System.getProperty("java.class.path"), File.pathSeparator);
        while (entries.hasMoreTokens()) {
            urls.add(Path.of(entries.nextToken()).toUri().toURL());
        }
        return urls.toArray(new URL[0]);
    }

    /** The caches have one name, and some providers refuse to register beans of one name twice. */
    private static void unregisterBeans() {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        for (ObjectName name : server.queryNames(null, null)) {
            if (name.getDomain().equals("javax.cache")) {
                try {
                    server.unregisterMBean(name);
                } catch (JMException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }

    /** Runs for a time on all threads of the executor, and notes the processor time of an operation if told to. */
    void take(ExecutorService executor, int threads, long nanos, boolean notes)
            throws InterruptedException, ExecutionException {
        List<Callable<double[]>> tasks = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            long start = position + (long) thread * APART;
            tasks.add(() -> measure(nanos, start));
        }
        double cpuNanos = 0;
        double operations = 0;
        for (Future<double[]> done : executor.invokeAll(tasks)) {
            cpuNanos += done.get()[0];
            operations += done.get()[1];
        }
        position = (position + (long) operations) & Integer.MAX_VALUE;
        if (notes) {
            nanosPerOperation.add(cpuNanos / operations);
        }
    }

    private double[] measure(long nanos, long start) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long began = threads.getCurrentThreadCpuTime();
        long operations = turn.applyAsLong(nanos, start & Integer.MAX_VALUE);
        return new double[] {threads.getCurrentThreadCpuTime() - began, operations};
    }

    List<Double> nanosPerOperation() {
        return nanosPerOperation;
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }
}
