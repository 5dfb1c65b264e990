package io.tiercel.configuration;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Finds what contradicts itself in the settings of a manager, before any cache is created from them. */
public final class ManagerCheck {

    private ManagerCheck() {}

    /**
     * Returns the settings if they are sound.
     *
     * @throws ConfigurationException if an entry contradicts itself or what it builds on, or if the declared caches
     *     take more than the whole heap together
     */
    public static ManagerSettings check(ManagerSettings settings, Set<OptionalModule> modules) {
        new Layers(List.of(settings.defaults(), BuiltInDefaults.all(modules))).merge();
        Stream.concat(settings.exact().values().stream(), settings.patterns().stream())
                .forEach(entry -> heapOf(entry, settings, modules));
        checkShares(settings, modules);
        return settings;
    }

    private static HeapBound heapOf(CacheEntry entry, ManagerSettings settings, Set<OptionalModule> modules) {
        CacheSettings merged =
                new Layers(List.of(entry.layer(), settings.defaults(), BuiltInDefaults.all(modules))).merge();
        return merged.heap() == null ? new HeapBound.Unbounded() : merged.heap();
    }

    private static void checkShares(ManagerSettings settings, Set<OptionalModule> modules) {
        double sum = 0;
        List<String> shares = new ArrayList<>();
        for (CacheEntry entry : settings.declared()) {
            if (heapOf(entry, settings, modules) instanceof HeapBound.Share share) {
                sum += share.fraction();
                shares.add(PercentSyntax.format(share.fraction()) + " at "
                        + entry.layer().placeOf("heap"));
            }
        }
        if (sum > 1 + 1e-9) {
            throw new ConfigurationException("The declared caches take " + Math.round(sum * 100)
                    + "% of the heap together, at most 100% is there: " + String.join(", ", shares));
        }
    }
}
