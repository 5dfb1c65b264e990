package io.tiercel.examples.quickstart;

import io.tiercel.TierState;
import io.tiercel.TiercelCache;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Finds out how long a get takes that a certain tier answers: gets any classes, one at a time, and looks whose hits went
 * up. Right only while nobody else uses the cache.
 */
final class TierProbe {
    private static final long SEED = 17;
    private static final int GETS = 20_000;
    private static final Duration LONGEST = Duration.ofSeconds(1);

    private final TiercelCache<String, ClassSummary> cache;
    private final List<String> names;

    TierProbe(TiercelCache<String, ClassSummary> cache, List<String> names) {
        this.cache = cache;
        this.names = names;
    }

    /** The latencies of the tiers by their names, the fastest first. Takes a second at most. */
    Map<String, LatencySample> run() throws InterruptedException {
        List<TierState> before = cache.tiers();
        List<LatencySample> samples =
                before.stream().map(tier -> new LatencySample()).toList();
        SplittableRandom random = new SplittableRandom(SEED);
        long endNanos = System.nanoTime() + LONGEST.toNanos();
        for (int i = 0; i < GETS && System.nanoTime() - endNanos < 0; i++) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            String name = names.get(random.nextInt(names.size()));
            long startNanos = System.nanoTime();
            cache.get(name);
            long nanos = System.nanoTime() - startNanos;
            List<TierState> after = cache.tiers();
            for (int tier = 0; tier < after.size(); tier++) {
                if (after.get(tier).hits() > before.get(tier).hits()) {
                    samples.get(tier).record(nanos);
                }
            }
            before = after;
        }
        Map<String, LatencySample> latencies = new LinkedHashMap<>();
        for (int tier = 0; tier < samples.size(); tier++) {
            latencies.put(before.get(tier).name(), samples.get(tier));
        }
        return latencies;
    }
}
