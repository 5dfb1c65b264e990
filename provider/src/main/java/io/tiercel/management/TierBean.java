package io.tiercel.management;

import io.tiercel.store.Store;

/** Shows a store. Safe for use by many threads. */
public final class TierBean implements TierMXBean {

    private static final long UNKNOWN = -1;

    private final String tier;
    private final Store store;
    private final boolean inBytes;

    /**
     * @param tier the name of the tier: {@code heap}
     * @param inBytes whether the weights of the store are bytes
     */
    public TierBean(String tier, Store store, boolean inBytes) {
        this.tier = tier;
        this.store = store;
        this.inBytes = inBytes;
    }

    String tier() {
        return tier;
    }

    @Override
    public long getEntries() {
        return store.size();
    }

    @Override
    public long getBytes() {
        return inBytes ? store.weight() : UNKNOWN;
    }

    @Override
    public long getMaxEntries() {
        return inBytes ? UNKNOWN : store.capacity();
    }

    @Override
    public long getMaxBytes() {
        return inBytes ? store.capacity() : UNKNOWN;
    }
}
