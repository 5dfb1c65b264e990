package io.tiercel.tier;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Makes lower tiers that are maps, and remembers them. */
public final class MapTierModule implements TierModule {

    private final long capacity;
    private final Consumer<? super MapLowerStore> prepare;
    private final List<MapLowerStore> stores = new CopyOnWriteArrayList<>();
    private final AtomicInteger preparations = new AtomicInteger();
    private final List<String> closed = new CopyOnWriteArrayList<>();

    /**
     * @param capacity the most entries of each
     * @param prepare called for each that is made
     */
    public MapTierModule(long capacity, Consumer<? super MapLowerStore> prepare) {
        this.capacity = capacity;
        this.prepare = prepare;
    }

    /** Returns the tiers that were made, the oldest first. */
    public List<MapLowerStore> stores() {
        return stores;
    }

    /** Returns the names of the managers that were closed. */
    public List<String> closed() {
        return closed;
    }

    /** Returns how often it was told that a tier is going to be asked for. */
    public int preparations() {
        return preparations.get();
    }

    @Override
    public void prepare() {
        preparations.incrementAndGet();
    }

    @Override
    public ManagerTiers open(ManagerSetup manager) {
        return new ManagerTiers() {
            @Override
            public LowerStore open(TierRequest request) {
                MapLowerStore store = new MapLowerStore(/* weighed= */ false, capacity);
                prepare.accept(store);
                stores.add(store);
                return store;
            }

            @Override
            public void close() {
                closed.add(manager.name());
            }
        };
    }
}
