package io.tiercel.configuration;

import java.util.List;

/** Settles whether a cache is warmed: one that has no loader is not, and must not be told to be. */
final class WarmingRule {

    private WarmingRule() {}

    /**
     * Returns the merged settings with the question answered.
     *
     * @param own the layers that speak of this cache alone
     */
    static CacheSettings settle(CacheSettings merged, List<SettingsLayer> own) {
        if (!merged.warming().isOn() || merged.loader().loader() != null) {
            return merged;
        }
        for (SettingsLayer layer : own) {
            if (layer.settings().warming().isOn()) {
                throw new ConfigurationException(
                        layer.placeOf("warming"), "needs a loader, for what is warmed is loaded by it: add loader");
            }
        }
        return merged.toBuilder().warming(WarmingSettings.UNSET).build();
    }
}
