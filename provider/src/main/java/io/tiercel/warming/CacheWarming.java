package io.tiercel.warming;

import io.tiercel.jvm.EarlierInterrupt;
import io.tiercel.schedule.Repetition;
import io.tiercel.schedule.Schedule;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The warming of one cache: its hot keys, its warm-ups, one at a time, and what starts them. Thread-safe. */
public final class CacheWarming<K> implements Warming<K>, AutoCloseable {

    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(2);

    private final WarmUpParts<K> parts;
    private final Pace pace;
    private final WarmingSources<K> sources;
    private final @Nullable RelatedLoads<K> related;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile Consumer<? super WarmingProgress> watcher = outcome -> {};

    // Guarded by the lock.
    private @Nullable WarmUp<K> current;
    private @Nullable HotKeyKeeper<K> keeper;
    private @Nullable Repetition repetition;
    private boolean closed;

    /**
     * @param keysPerSecond how many keys are loaded in a second, at most
     * @param related loads related keys, or null
     */
    public CacheWarming(
            WarmUpParts<K> parts, int keysPerSecond, WarmingSources<K> sources, @Nullable RelatedLoads<K> related) {
        this.parts = parts;
        this.pace = new Pace(keysPerSecond);
        this.sources = sources;
        this.related = related;
    }

    /** Keeps the hot keys in a file, and begins with those that are in it. */
    public void keepIn(HotKeyFile<K> file, Duration interval) {
        HotKeys<K> hotKeys = sources.hotKeys();
        if (hotKeys == null) {
            throw new IllegalStateException("nobody looks for hot keys, file=" + file);
        }
        HotKeyKeeper<K> opened = new HotKeyKeeper<>(hotKeys, file, interval, parts.scheduler(), parts.executor());
        opened.open();
        lock.lock();
        try {
            keeper = opened;
        } finally {
            lock.unlock();
        }
    }

    /** Starts warm-ups at the moments of a schedule. One that comes while another is under way is left out. */
    public void repeat(Schedule schedule, Duration jitter) {
        Repetition started = new Repetition(schedule, jitter, parts.scheduler(), this::startIfIdle);
        lock.lock();
        try {
            if (closed) { // by another thread than the one that creates the cache
                return;
            }
            repetition = started;
        } finally {
            lock.unlock();
        }
        started.start();
    }

    /** Starts a warm-up if the cache is open and none is under way. */
    public void startIfIdle() {
        WarmUp<K> started;
        lock.lock();
        try {
            if (closed || isUnderWay()) {
                return;
            }
            started = newWarmUp(sources::plan);
        } finally {
            lock.unlock();
        }
        started.start();
    }

    /** Counts a load that no read asked for. */
    public void loaded(K key) {
        if (sources.hotKeys() != null) {
            sources.hotKeys().loaded(key);
        }
    }

    /** Counts a load for a read that found nothing, and has related keys loaded. */
    public void missed(K key) {
        loaded(key);
        if (related != null) {
            related.missed(key);
        }
    }

    @Override
    public WarmingProgress progress() {
        WarmUp<K> last = current();
        return last == null ? WarmingProgress.NONE : last.progress();
    }

    @Override
    public CompletionStage<WarmingProgress> start() {
        return start(sources::plan);
    }

    @Override
    public CompletionStage<WarmingProgress> start(Collection<? extends K> keys) {
        LinkedHashSet<K> each = new LinkedHashSet<>(keys);
        if (each.contains(null)) {
            throw new NullPointerException("keys");
        }
        return start(isOver -> each);
    }

    private CompletionStage<WarmingProgress> start(Function<BooleanSupplier, Collection<K>> plan) {
        parts.target().requireLoader();
        WarmUp<K> started;
        lock.lock();
        try {
            requireOpen();
            if (isUnderWay()) {
                throw new IllegalStateException(
                        "A warm-up of the cache '" + parts.cacheName() + "' is under way; cancel it first");
            }
            started = newWarmUp(plan);
        } finally {
            lock.unlock();
        }
        started.start();
        return started.outcome().minimalCompletionStage();
    }

    private WarmUp<K> newWarmUp(Function<BooleanSupplier, Collection<K>> plan) {
        WarmUp<K> warmUp = new WarmUp<>(parts, pace, plan);
        CompletableFuture<Void> unused = warmUp.outcome().thenAccept(this::ended);
        current = warmUp;
        return warmUp;
    }

    /** Has somebody told of each warm-up that has ended, in the place of whoever was before. */
    public void watch(Consumer<? super WarmingProgress> told) {
        watcher = told;
    }

    private void ended(WarmingProgress outcome) {
        log(outcome);
        watcher.accept(outcome);
    }

    private void log(WarmingProgress outcome) {
        Level level = outcome.state() == WarmingState.FAILED || outcome.failed() > 0 ? Level.WARNING : Level.DEBUG;
        logger().log(level, "The warm-up of the cache ''{0}'' ended: {1}", parts.cacheName(), outcome);
    }

    /** Not a constant: a logger takes 7 ms to find, and most caches never log. */
    private static Logger logger() {
        return System.getLogger(CacheWarming.class.getName());
    }

    private boolean isUnderWay() {
        return current != null && current.progress().state().isUnderWay();
    }

    private @Nullable WarmUp<K> current() {
        lock.lock();
        try {
            return current;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean pause() {
        WarmUp<K> last = current();
        return last != null && last.pause();
    }

    @Override
    public boolean resume() {
        WarmUp<K> last = current();
        return last != null && last.resume();
    }

    @Override
    public boolean cancel() {
        WarmUp<K> last = current();
        return last != null && last.cancel();
    }

    @Override
    public CompletionStage<WarmingProgress> outcome() {
        WarmUp<K> last = current();
        return last == null
                ? CompletableFuture.completedStage(WarmingProgress.NONE)
                : last.outcome().minimalCompletionStage();
    }

    @Override
    public List<HotKey<K>> hotKeys(int most) {
        return sources.hotKeys() == null ? List.of() : sources.hotKeys().hottest(most);
    }

    @Override
    public void save() {
        HotKeyKeeper<K> kept;
        lock.lock();
        try {
            requireOpen(); // the file may be that of a new cache of this name by now
            kept = keeper;
        } finally {
            lock.unlock();
        }
        if (kept != null) {
            kept.save();
        }
    }

    /** To be called under the lock. */
    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("The cache '" + parts.cacheName() + "' is closed");
        }
    }

    private @Nullable HotKeyKeeper<K> keeper() {
        lock.lock();
        try {
            return keeper;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public RelatedProgress related() {
        return related == null ? RelatedProgress.NONE : related.progress();
    }

    /** Has the close remove the file of hot keys. */
    public void destroy() {
        HotKeyKeeper<K> kept = keeper();
        if (kept != null) {
            kept.destroy();
        }
    }

    /**
     * Keeps the hot keys, cancels a warm-up, and waits a moment for its loads. An interrupt that comes meanwhile ends the wait;
     * one that came before does not, for it was not meant for this.
     */
    @Override
    public void close() {
        Repetition repeated;
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            repeated = repetition;
        } finally {
            lock.unlock();
        }
        if (repeated != null) {
            repeated.close();
        }
        if (related != null) {
            related.close();
        }
        cancel();
        HotKeyKeeper<K> kept = keeper();
        if (kept != null) {
            kept.close();
        }
        EarlierInterrupt.aside(this::awaitLoads);
    }

    private void awaitLoads() {
        WarmUp<K> last = current();
        try {
            if (last != null && !last.awaitStep(LONGEST_CLOSE)) {
                logger().log(
                                Level.WARNING,
                                "A load of the warm-up of the cache ''{0}'' hangs at its close",
                                parts.cacheName());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
