package io.tiercel.examples.quickstart;

import io.tiercel.TierState;
import io.tiercel.TiercelCache;
import io.tiercel.TiercelCacheManager;
import io.tiercel.warming.Warming;
import io.tiercel.warming.WarmingProgress;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.spi.CachingProvider;
import org.jspecify.annotations.Nullable;

/** One run of the quickstart: walk through the cache, walk without it, report. Used by one thread. */
final class Run {
    private static final String CACHE = "classes";
    private static final String RUNS = "runs";
    private static final String COLD = "cold";
    /** What tiercel.yaml reads the path of the disk tier from. */
    private static final String DISK_PROPERTY = "quickstart.disk";

    private static final Duration LONGEST_UNCACHED = Duration.ofSeconds(2);
    /** A step in so long is enough to see the beans move, and light enough to leave running. */
    private static final Duration PAUSE_WHILE_KEPT = Duration.ofMillis(1);

    private static final Duration LONGEST_WARM_UP = Duration.ofSeconds(5);

    private static final Duration LOOK_FOR_INPUT = Duration.ofMillis(100);

    private final RunOptions options;
    private final PrintWriter out;
    private final Terminal terminal;

    Run(RunOptions options, PrintWriter out, Terminal terminal) {
        this.options = options;
        this.out = out;
        this.terminal = terminal;
    }

    /**
     * Runs, and returns whether it came to its end; if not, the process was told to end.
     *
     * @param endOfKeeping null to end with the report; else the walk goes on until a line comes from there
     */
    boolean run(@Nullable InputStream endOfKeeping) throws InterruptedException, IOException {
        try (Interruption interruption = Interruption.watch()) {
            try {
                open(endOfKeeping);
                return true;
            } catch (InterruptedException | RuntimeException e) {
                if (!interruption.end()) {
                    throw e;
                }
                out.println("Interrupted. The disk tier is closed; the next run starts with what is in it.");
                out.flush();
                return false;
            }
        }
    }

    private void open(@Nullable InputStream endOfKeeping) throws InterruptedException, IOException {
        System.setProperty(DISK_PROPERTY, options.disk().toString());
        long startNanos = System.nanoTime();
        CachingProvider provider = Caching.getCachingProvider();
        try (CacheManager manager = provider.getCacheManager()) {
            Duration opened = Duration.ofNanos(System.nanoTime() - startNanos);
            TiercelCache<String, ClassSummary> cache = cache(manager, CACHE, ClassSummary.class);
            TiercelCache<String, RunFigures> runs = cache(manager, RUNS, RunFigures.class);
            if (options.fresh()) {
                cache.clear();
            }
            ClassIndex index = ClassIndex.ofThisJdk();
            Start start = Start.of(cache, opened);
            header(provider, index, start);
            if (!options.fresh()) {
                warmUp(cache.warming());
            }
            Upgrade upgrade =
                    new Upgrade(cache, manager.unwrap(TiercelCacheManager.class).events());
            walk(cache, runs, index, start, upgrade);
            if (endOfKeeping != null) {
                keep(index, cache::get, endOfKeeping);
            }
        }
    }

    @SuppressWarnings("unchecked") // unwrap cannot say which types a cache has
    private static <V> TiercelCache<String, V> cache(CacheManager manager, String name, Class<V> valueType) {
        Cache<String, V> cache = manager.getCache(name, String.class, valueType);
        if (cache == null) {
            throw new IllegalStateException("tiercel.yaml declares no cache \"" + name + "\"");
        }
        return cache.unwrap(TiercelCache.class);
    }

    private void header(CachingProvider provider, ClassIndex index, Start start) {
        int threads = options.threads();
        out.println(terminal.bold("Tiercel quickstart: the classes of this JDK, read through a cache"));
        out.println("  provider  " + provider.getClass().getName());
        out.println("  input     " + Figures.count(index.names().size()) + " class files in " + index.moduleCount()
                + " modules of JDK " + Runtime.version());
        out.println("  walk      " + threads + (threads == 1 ? " thread" : " threads")
                + ", from each class to one that it refers to, for "
                + options.time().toSeconds() + " s");
        out.println("  disk      " + options.disk());
        out.println("  start     " + terminal.green(start.inWords()));
        out.flush();
    }

    /** Loads what was read most in the last run and is not on disk: it had been invalidated, say. */
    private void warmUp(Warming<String> warming) throws InterruptedException {
        try {
            WarmingProgress warmUp =
                    warming.start().toCompletableFuture().get(LONGEST_WARM_UP.toMillis(), TimeUnit.MILLISECONDS);
            if (warmUp.planned() > 0) {
                out.println("  hot keys  " + Figures.count(warmUp.planned()) + " of the last run: "
                        + Figures.count(warmUp.skipped()) + " were there, " + Figures.count(warmUp.loaded())
                        + " loaded in " + warmUp.elapsed().toMillis() + " ms");
            }
        } catch (TimeoutException | ExecutionException goesOnMeanwhile) {
            out.println("  hot keys  still being loaded");
        }
    }

    private void walk(
            TiercelCache<String, ClassSummary> cache,
            TiercelCache<String, RunFigures> runs,
            ClassIndex index,
            Start start,
            Upgrade upgrade)
            throws InterruptedException {
        out.println();
        Instant startedAt = Instant.now();
        CacheStatistics statistics = CacheStatistics.of(CACHE);
        TimedWalk cached = walkCached(index, cache::get, statistics);
        CacheCounts counts = statistics.read();
        RunFigures current = new RunFigures(startedAt, cached.time(), counts.gets(), counts.misses());
        RunFigures cold = start.isWarm() ? runs.get(COLD) : null;
        if (!start.isWarm()) {
            runs.put(COLD, current);
        }
        List<TierState> tiers = cache.tiers();
        Map<String, LatencySample> latencies = new TierProbe(cache, index.names()).run();
        ClassFileLoader loader = new ClassFileLoader();
        TimedWalk uncached = walkUncached(index, loader::load);
        Results results = new Results(
                index.names().size(),
                new Results.Runs(start, current, cold),
                counts,
                tiers,
                latencies,
                new Results.Walks(cached, uncached),
                upgrade.run());
        new Report(out, terminal).print(results, loader::load);
    }

    private TimedWalk walkCached(ClassIndex index, ClassSource source, CacheStatistics statistics)
            throws InterruptedException {
        Duration time = options.time();
        Progress progress = new Progress(out, terminal, time);
        long startNanos = System.nanoTime();
        try (Walkers walkers = Walkers.start(options.threads(), index, source, Duration.ZERO)) {
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
        Duration fifth = options.time().dividedBy(5);
        long startNanos = System.nanoTime();
        try (Walkers walkers = Walkers.start(options.threads(), index, source, Duration.ZERO)) {
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
        try (Walkers walkers = Walkers.start(options.threads(), index, source, PAUSE_WHILE_KEPT)) {
            while (end.available() == 0) { // without a keyboard, as under nohup, that is for ever
                Thread.sleep(LOOK_FOR_INPUT.toMillis());
                walkers.check();
            }
            walkers.stop();
        }
    }
}
