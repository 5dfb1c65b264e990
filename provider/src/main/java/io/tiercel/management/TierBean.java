package io.tiercel.management;

import io.tiercel.tier.TierFigures;

/** Shows a tier. Safe for use by many threads. */
public final class TierBean implements TierMXBean {

    private static final long UNKNOWN = -1;

    private final TierFigures figures;

    public TierBean(TierFigures figures) {
        this.figures = figures;
    }

    /** Returns the bean of a tier with its name. */
    public static NamedBean named(TierFigures figures) {
        return new NamedBean("Tier", "Tier", figures.name(), () -> new TierBean(figures));
    }

    @Override
    public long getEntries() {
        return figures.entries();
    }

    @Override
    public long getBytes() {
        return figures.inBytes() ? figures.weight() : UNKNOWN;
    }

    @Override
    public long getMaxEntries() {
        return figures.inBytes() ? UNKNOWN : figures.capacity();
    }

    @Override
    public long getMaxBytes() {
        return figures.inBytes() ? figures.capacity() : UNKNOWN;
    }

    @Override
    public long getHits() {
        return figures.hits();
    }

    @Override
    public long getPromotions() {
        return figures.promotions();
    }

    @Override
    public long getDemotions() {
        return figures.demotions();
    }

    @Override
    public long getEvictions() {
        return figures.evictions();
    }
}
