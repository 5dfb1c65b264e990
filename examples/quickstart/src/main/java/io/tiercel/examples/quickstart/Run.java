package io.tiercel.examples.quickstart;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.spi.CachingProvider;
import org.jspecify.annotations.Nullable;

/** One run of the quickstart: walk through the cache, walk without it, report. Used by one thread. */
final class Run {
    private static final String CACHE = "classes";
    private static final Duration LONGEST_UNCACHED = Duration.ofSeconds(2);
    /** A step in so long is enough to see the beans move, and light enough to leave running. */
    private static final Duration PAUSE_WHILE_KEPT = Duration.ofMillis(1);

    private final int threads;
    private final Duration time;
    private final PrintWriter out;
    private final Terminal terminal;

    Run(int threads, Duration time, PrintWriter out, Terminal terminal) {
        this.threads = threads;
        this.time = time;
        this.out = out;
        this.terminal = terminal;
    }

    /**
     * Runs.
     *
     * @param endOfKeeping null to end with the report; else the walk goes on until a line comes from there
     */
    void run(@Nullable InputStream endOfKeeping) throws InterruptedException, IOException {
        CachingProvider provider = Caching.getCachingProvider();
        try (CacheManager manager = provider.getCacheManager()) {
            Cache<String, ClassSummary> cache = manager.getCache(CACHE, String.class, ClassSummary.class);
            if (cache == null) {
                throw new IllegalStateException("tiercel.yaml declares no cache \"" + CACHE + "\"");
            }
            ClassIndex index = ClassIndex.ofThisJdk();
            header(provider, index);
            ClassFileLoader loader = new ClassFileLoader();
            CacheStatistics statistics = CacheStatistics.of(CACHE);
            TimedWalk cached = walkCached(index, cache::get, statistics);
            CacheCounts counts = statistics.read();
            List<TierCounts> tiers = TierCounts.of(CACHE);
            TimedWalk uncached = walkUncached(index, loader::load);
            new Report(out, terminal)
                    .print(new Results(index.names().size(), counts, tiers, cached, uncached), loader::load);
            if (endOfKeeping != null) {
                keep(index, cache::get, endOfKeeping);
            }
        }
    }

    private void header(CachingProvider provider, ClassIndex index) {
        out.println(terminal.bold("Tiercel quickstart: the classes of this JDK, read through a cache"));
        out.println("  provider  " + provider.getClass().getName());
        out.println("  input     " + Figures.count(index.names().size()) + " class files in " + index.moduleCount()
                + " modules of JDK " + Runtime.version());
        out.println("  walk      " + threads + (threads == 1 ? " thread" : " threads")
                + ", from each class to one that it refers to, for " + time.toSeconds() + " s");
        out.println();
        out.flush();
    }

    private TimedWalk walkCached(ClassIndex index, ClassSource source, CacheStatistics statistics)
            throws InterruptedException {
        Progress progress = new Progress(out, terminal, time);
        long startNanos = System.nanoTime();
        try (Walkers walkers = Walkers.start(threads, index, source, Duration.ZERO)) {
            Duration elapsed = Duration.ZERO;
            while (elapsed.compareTo(time) < 0) {
                Duration left = time.minus(elapsed);
                Duration wait = progress.interval().compareTo(left) < 0 ? progress.interval() : left;
                Thread.sleep(Math.max(1, wait.toMillis()));
                walkers.check();
                elapsed = Duration.ofNanos(System.nanoTime() - startNanos);
                progress.show(elapsed, statistics.read());
            }
            return new TimedWalk(walkers.stop(), Duration.ofNanos(System.nanoTime() - startNanos));
        } finally {
            progress.end();
        }
    }

    /** The same walk for a fifth of the time. It comes second, so that it has the warmer JIT and file cache. */
    private TimedWalk walkUncached(ClassIndex index, ClassSource source) throws InterruptedException {
        Duration fifth = time.dividedBy(5);
        long startNanos = System.nanoTime();
        try (Walkers walkers = Walkers.start(threads, index, source, Duration.ZERO)) {
            Thread.sleep((fifth.compareTo(LONGEST_UNCACHED) < 0 ? fifth : LONGEST_UNCACHED).toMillis());
            return new TimedWalk(walkers.stop(), Duration.ofNanos(System.nanoTime() - startNanos));
        }
    }

    /** Walks on, slowly, until a line or an end of the process comes. */
    private void keep(ClassIndex index, ClassSource source, InputStream end) throws InterruptedException, IOException {
        out.println();
        out.println(terminal.bold("The walk goes on") + ": connect JConsole or VisualVM to process "
                + ProcessHandle.current().pid() + ",");
        out.println("MBeans, javax.cache and io.tiercel. Enter or Ctrl-C ends it.");
        out.flush();
        try (Walkers walkers = Walkers.start(threads, index, source, PAUSE_WHILE_KEPT)) {
            if (end.read() < 0) {
                waitForSignal(walkers); // no keyboard, as under nohup
            }
            walkers.stop();
        }
    }

    private static void waitForSignal(Walkers walkers) throws InterruptedException {
        while (true) {
            Thread.sleep(1_000);
            walkers.check();
        }
    }
}
