package io.tiercel.spec;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.TestProviders;
import io.tiercel.TiercelCache;
import io.tiercel.TiercelCachingProvider;
import io.tiercel.TiercelConfiguration;
import io.tiercel.TiercelConfigurationBuilder;
import io.tiercel.tier.MapTierModule;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Queued changes are seen over each form of the tiers. */
class QueuedValuesTest {

    @Nested
    class OnHeap extends QueuedValuesContract {
        @Override
        protected void giveTiers(TiercelConfigurationBuilder<Integer, String> builder) {
            builder.heapEntries(5);
        }
    }

    @Nested
    class OverATierBelow extends QueuedValuesContract {
        @BeforeEach
        void useTiers() {
            use(clock -> TestProviders.tiered(clock, new MapTierModule(20, store -> {})));
        }

        @Override
        protected void giveTiers(TiercelConfigurationBuilder<Integer, String> builder) {
            builder.heapEntries(5);
        }
    }

    /** A key that does something when it is about to be looked for in the queue. */
    private static final class Key {
        private final int number;
        private Runnable atSecondHash = () -> {};
        private int hashes;

        Key(int number) {
            this.number = number;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key that && number == that.number;
        }

        @Override
        public int hashCode() {
            if (++hashes == 2) {
                atSecondHash.run();
            }
            return number;
        }
    }

    @Test
    @SuppressWarnings("unchecked") // a cache of this provider is one
    void read_changeIsWrittenAndItsEntryComesMeanwhile_seesTheEntry() {
        try (TiercelCachingProvider provider = new TiercelCachingProvider()) {
            TiercelCache<Key, String> cache = provider.getCacheManager()
                    .createCache(
                            "words",
                            TiercelConfiguration.builder(Key.class, String.class)
                                    .byReference()
                                    .writer(new IgnoringWriter<>())
                                    .writeBehind(behind -> behind.withDelay(Duration.ofHours(1)))
                                    .build())
                    .unwrap(TiercelCache.class);
            AtomicInteger written = new AtomicInteger();
            for (boolean isGet : new boolean[] {true, false}) {
                cache.put(new Key(1), "queued");
                cache.clear();
                Key asked = new Key(1);
                asked.atSecondHash = () -> {
                    cache.put(new Key(1), "entry");
                    requireNonNull(cache.writeBehind()).flush(Duration.ofSeconds(60));
                    written.incrementAndGet();
                };
                if (isGet) {
                    assertThat(cache.get(asked)).isEqualTo("entry");
                } else {
                    assertThat(cache.containsKey(asked)).isTrue();
                }
            }
            assertThat(written).as("changes written meanwhile").hasValue(2);
        }
    }
}
