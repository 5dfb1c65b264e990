package io.tiercel.examples.quickstart;

import io.tiercel.TierState;
import io.tiercel.TiercelCache;
import io.tiercel.tier.TierOpening;
import java.time.Duration;
import java.util.List;

/**
 * What the run began with.
 *
 * @param opening what became of the content of the disk tier
 * @param entries how many entries there were
 * @param opened how long it took to open the cache manager, its caches and their tiers
 */
record Start(TierOpening opening, long entries, Duration opened) {
    private static final Duration STEADY = Duration.ofMillis(20);
    private static final int LOOKS = 100;

    /** Looks at a cache that nobody uses yet. Entries of earlier runs are counted in the background: waits for that. */
    static Start of(TiercelCache<?, ?> cache, Duration opened) throws InterruptedException {
        TierState disk = lowest(cache.tiers());
        if (disk.opening() == TierOpening.WARM || disk.opening() == TierOpening.RECOVERED) {
            long before = -1;
            for (int look = 0; look < LOOKS && before != disk.entries(); look++) {
                before = disk.entries();
                Thread.sleep(STEADY.toMillis());
                disk = lowest(cache.tiers());
            }
        }
        return new Start(disk.opening(), disk.entries(), opened);
    }

    /** Whether there was anything that need not be loaded again. */
    boolean isWarm() {
        return entries > 0;
    }

    /** All of it in a line. */
    String inWords() {
        String entriesInTime = Figures.count(entries) + " entries from the last run";
        String opens = ", open in " + opened.toMillis() + " ms";
        if (opening == TierOpening.SET_ASIDE) {
            return "cold: what was on disk could not be trusted and was set aside" + opens;
        }
        if (!isWarm()) {
            return "cold: nothing on disk" + opens;
        }
        return opening == TierOpening.RECOVERED
                ? "warm: recovered " + entriesInTime + ", which was killed" + opens
                : "warm: " + entriesInTime + opens;
    }

    private static TierState lowest(List<TierState> tiers) {
        return tiers.get(tiers.size() - 1);
    }
}
