package io.tiercel.spec;

import io.tiercel.TiercelConfigurationBuilder;
import io.tiercel.time.ManualClock;
import java.util.stream.IntStream;
import javax.cache.spi.CachingProvider;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One thread does whatever JSR-107 and its extensions offer, at random but by a seed; answers, contents, events and statistics
 * are those of a {@link CacheModel}. A form of a cache passes it with all its tiers, which must hold a handful of entries.
 *
 * <p>{@code -Dtiercel.model.seeds=} has it try more seeds, {@code -Dtiercel.model.first=} begin with another one.
 */
public abstract class CacheModelContract {

    /** Three of each expiry. */
    private static final int SEEDS = Integer.getInteger("tiercel.model.seeds", 3 * ModelledExpiry.values().length);

    private static final int FIRST = Integer.getInteger("tiercel.model.first", 0);

    /** Gives a cache its tiers. */
    protected abstract void giveTiers(TiercelConfigurationBuilder<Integer, String> builder, int seed);

    /** Returns a provider whose entries age by the clock. */
    protected abstract CachingProvider provider(ManualClock clock);

    /** Returns whether the entries are there again after the provider was closed. */
    protected boolean isDurable() {
        return false;
    }

    static IntStream seeds() {
        return IntStream.range(FIRST, FIRST + SEEDS);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void operationsAtRandom_answerAsTheModelDoes(int seed) {
        try (CacheModelRun run = new CacheModelRun(seed, this)) {
            run.compare();
        }
    }
}
