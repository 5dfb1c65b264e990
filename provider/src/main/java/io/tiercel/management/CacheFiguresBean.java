package io.tiercel.management;

import io.tiercel.event.EventDispatcher;
import io.tiercel.statistics.CacheStatistics;
import io.tiercel.statistics.Counter;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** Shows what a cache counts beyond JSR-107. Safe for use by many threads. */
public final class CacheFiguresBean implements CacheFiguresMXBean {

    private static final long NONE = -1;

    private final CacheStatistics statistics;
    private final EventDispatcher<?, ?> events;
    private final boolean loads;
    private final @Nullable IntSupplier refreshesWaiting;

    private CacheFiguresBean(
            CacheStatistics statistics,
            EventDispatcher<?, ?> events,
            boolean loads,
            @Nullable IntSupplier refreshesWaiting) {
        this.statistics = statistics;
        this.events = events;
        this.loads = loads;
        this.refreshesWaiting = refreshesWaiting;
    }

    /**
     * Returns the bean with its name.
     *
     * @param loads whether the cache has a loader
     * @param refreshesWaiting tells how many values wait to be loaded anew; null for a cache that keeps none fresh
     */
    public static NamedBean named(
            CacheStatistics statistics,
            EventDispatcher<?, ?> events,
            boolean loads,
            @Nullable IntSupplier refreshesWaiting) {
        return NamedBean.of(
                "Cache",
                () -> DescribedBean.of(
                        CacheFiguresMXBean.class, new CacheFiguresBean(statistics, events, loads, refreshesWaiting)));
    }

    private long ofLoads(Counter counter) {
        return loads && statistics.isEnabled() ? statistics.get(counter) : NONE;
    }

    private long ofFreshness(Counter counter) {
        return refreshesWaiting != null && statistics.isEnabled() ? statistics.get(counter) : NONE;
    }

    @Override
    public long getLoads() {
        return ofLoads(Counter.LOADS);
    }

    @Override
    public long getLoadFailures() {
        return ofLoads(Counter.LOAD_FAILURES);
    }

    @Override
    public long getLoadTimeouts() {
        return ofLoads(Counter.LOAD_TIMEOUTS);
    }

    @Override
    public long getSoftTimeouts() {
        return ofFreshness(Counter.SOFT_TIMEOUTS);
    }

    @Override
    public long getStaleServed() {
        return ofFreshness(Counter.STALE_SERVED);
    }

    @Override
    public long getAbsentServed() {
        return ofFreshness(Counter.ABSENT_HITS);
    }

    @Override
    public long getRefreshesAsked() {
        return ofFreshness(Counter.REFRESHES_ASKED);
    }

    @Override
    public long getRefreshes() {
        return ofFreshness(Counter.REFRESHES);
    }

    @Override
    public long getRefreshFailures() {
        return ofFreshness(Counter.REFRESH_FAILURES);
    }

    @Override
    public long getRefreshesDropped() {
        return ofFreshness(Counter.REFRESHES_DROPPED);
    }

    @Override
    public long getRefreshesWaiting() {
        return refreshesWaiting == null ? NONE : refreshesWaiting.getAsInt();
    }

    @Override
    public long getListenerEventsDropped() {
        return events.droppedEvents();
    }

    @Override
    public long getListenerFailures() {
        return events.unseenFailures();
    }
}
