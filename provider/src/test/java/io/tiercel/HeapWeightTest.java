package io.tiercel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.CacheManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a cache says that it weighs, against what the heap says that it takes. */
class HeapWeightTest {

    private static final int MOST_MEASUREMENTS = 4;
    private static final int ENTRIES = 200_000;
    private static final int ERROR_BOUND_PERCENT = 15;
    private static final MemoryMXBean MEMORY = ManagementFactory.getMemoryMXBean();

    static Stream<Arguments> values() {
        return Stream.of(
                Arguments.of("numbers", (IntFunction<Object>) i -> 1_000_000_000L + i),
                Arguments.of("strings", (IntFunction<Object>) i -> "the value of the entry with the number " + i),
                Arguments.of("byte arrays", (IntFunction<Object>) i -> new byte[i % 400]),
                Arguments.of("mutable lists", (IntFunction<Object>) i -> new ArrayList<>(List.of("a" + i, "b" + i))));
    }

    /** What other tests of the JVM left may go while this one measures: it measures again then. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("values")
    void weight_ofManyEntries_isCloseToTheHeapThatTheyTake(String what, IntFunction<Object> values) {
        Measurement measured = measure(what, values);
        for (int again = 1; again < MOST_MEASUREMENTS && !measured.isWithinBound(); again++) {
            measured = measure(what, values);
        }
        assertThat(measured.weight).isCloseTo(measured.taken, withinPercentage(ERROR_BOUND_PERCENT));
    }

    private record Measurement(long weight, long taken) {
        boolean isWithinBound() {
            return Math.abs(weight - taken) * 100.0 <= taken * ERROR_BOUND_PERCENT;
        }
    }

    private static Measurement measure(String what, IntFunction<Object> values) {
        try (TiercelCachingProvider provider = new TiercelCachingProvider();
                CacheManager manager = provider.getCacheManager(
                        URI.create("tiercel:default"), HeapWeightTest.class.getClassLoader(), null)) {
            Cache<String, Object> cache = manager.createCache(
                    what,
                    TiercelConfiguration.builder(String.class, Object.class)
                            .heapSize("1GiB")
                            .build());
            cache.put("warm", values.apply(0));
            long before = usedBytes();
            for (int i = 0; i < ENTRIES; i++) {
                cache.put("key " + i, values.apply(i));
            }
            long taken = usedBytes() - before;

            @SuppressWarnings("unchecked") // unwrap gives the raw class
            long weight = ((TiercelCache<String, Object>) cache.unwrap(TiercelCache.class))
                    .tiers()
                    .get(0)
                    .weight();
            return new Measurement(weight, taken);
        }
    }

    @Test
    void weigher_returnsTheLargestNumber_isNotTakenForNone() {
        try (CacheManager manager = new TiercelCachingProvider().getCacheManager()) {
            Cache<Integer, String> cache = manager.createCache(
                    "heavy",
                    TiercelConfiguration.builder(Integer.class, String.class)
                            .heapSize("1MiB")
                            .weigher((key, value) -> Long.MAX_VALUE)
                            .build());

            cache.put(1, "one");

            assertThat(cache.containsKey(1)).isFalse();
        }
    }

    /** The least of some readings: what is left when other threads of the tests have let go of theirs. */
    private static long usedBytes() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 4; i++) {
            System.gc();
            least = Math.min(least, MEMORY.getHeapMemoryUsage().getUsed());
        }
        return least;
    }
}
