package io.tiercel;

import io.tiercel.tier.LowerStore;
import io.tiercel.tier.ManagerTiers;
import io.tiercel.tier.TierRequest;
import java.util.List;

/** Notes what is asked of other tiers. */
record RecordingTiers(ManagerTiers tiers, List<TierRequest> requests) implements ManagerTiers {

    @Override
    public LowerStore open(TierRequest request) {
        requests.add(request);
        return tiers.open(request);
    }

    @Override
    public void close() {
        tiers.close();
    }
}
