package io.tiercel.spec;

import io.tiercel.TestProviders;
import io.tiercel.TiercelCache;
import io.tiercel.TiercelConfiguration;
import io.tiercel.TiercelConfigurationBuilder;
import io.tiercel.statistics.Counter;
import io.tiercel.tier.MapTierModule;
import io.tiercel.time.ManualClock;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import javax.cache.CacheManager;
import javax.cache.spi.CachingProvider;

/** A manager of its own for each test, with caches that load from a source and whose values live for a minute. */
final class FreshFixture implements AutoCloseable {

    /** What the caches are held in. */
    enum Tiers {
        HEAP,
        /** Every other read is answered below the heap. */
        MIXED
    }

    static final Duration TTL = Duration.ofMinutes(1);

    final FakeSource source = new FakeSource();
    final RecordedEvents events = new RecordedEvents();
    private final AtomicInteger names = new AtomicInteger();
    private final ManualClock clock = new ManualClock();
    private final CachingProvider provider =
            TestProviders.tiered(clock, new MapTierModule(1_000_000, store -> store.forgetCopies(2)));
    private final CacheManager manager = provider.getCacheManager(
            URI.create("tiercel:default"), new URLClassLoader(new URL[0], FreshFixture.class.getClassLoader()));

    TiercelCache<Integer, String> cache(Tiers tiers, UnaryOperator<TiercelConfigurationBuilder<Integer, String>> more) {
        return cacheOf(tiers, builder -> more.apply(builder.expireAfterWrite(TTL)));
    }

    /** Creates one whose values live as the test says. */
    TiercelCache<Integer, String> cacheOf(
            Tiers tiers, UnaryOperator<TiercelConfigurationBuilder<Integer, String>> more) {
        TiercelConfigurationBuilder<Integer, String> builder = TiercelConfiguration.builder(Integer.class, String.class)
                .statistics(true)
                .loader(source)
                .listener(events.configuration());
        builder = tiers == Tiers.HEAP ? builder.offHeapNone() : builder.offHeapSize(1 << 20);
        return create(more.apply(builder).build());
    }

    @SuppressWarnings("unchecked") // unwrap of what was created with these types
    private TiercelCache<Integer, String> create(TiercelConfiguration<Integer, String> configuration) {
        return manager.createCache("fresh-" + names.incrementAndGet(), configuration)
                .unwrap(TiercelCache.class);
    }

    void advance(Duration duration) {
        clock.advance(duration);
    }

    long nowMillis() {
        return clock.nowMillis();
    }

    /** Waits until so many loads in the background have succeeded. */
    static void awaitRefreshes(TiercelCache<?, ?> cache, long count) {
        Waits.until(count + " refreshes", () -> counted(cache, Counter.REFRESHES) == count);
    }

    static long counted(TiercelCache<?, ?> cache, Counter counter) {
        return cache.statistics().get(counter);
    }

    @Override
    public void close() {
        provider.close();
    }
}
