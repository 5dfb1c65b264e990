package io.tiercel.offheap;

import io.tiercel.offheap.runtime.ChronicleRuntime;
import io.tiercel.tier.ManagerTiers;
import io.tiercel.tier.TierModule;

/** Brings tiers on Chronicle Map. Loads none of its classes before a cache has such a tier. */
public final class OffHeapModule implements TierModule {

    @Override
    public ManagerTiers open(ManagerSetup manager) {
        return new OffHeapTiers(manager);
    }

    @Override
    public void prepare() {
        ChronicleRuntime.prepare();
    }
}
