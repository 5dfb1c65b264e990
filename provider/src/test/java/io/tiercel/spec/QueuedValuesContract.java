package io.tiercel.spec;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.TestProviders;
import io.tiercel.TiercelCache;
import io.tiercel.TiercelConfiguration;
import io.tiercel.TiercelConfigurationBuilder;
import io.tiercel.time.ManualClock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.processor.EntryProcessor;
import javax.cache.spi.CachingProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every operation that asks what a key has sees the change that waits for the writer, whatever has become of the entry. A
 * form of a cache passes it with all its tiers.
 */
public abstract class QueuedValuesContract {

    private static final int MANY = 100_000;
    private static final EntryProcessor<Integer, String, String> LOOK =
            (entry, arguments) -> entry.exists() + ", " + entry.getValue() + ", " + entry.exists();

    private final ManualClock clock = new ManualClock();
    private final FakeSource source = new FakeSource();
    private final RecordedEvents events = new RecordedEvents();
    private CachingProvider provider = TestProviders.agingBy(clock);

    /** Has the cache made by another provider. */
    final void use(Function<ManualClock, CachingProvider> other) {
        provider = other.apply(clock);
    }

    /** Gives a cache tiers that hold few entries. */
    protected abstract void giveTiers(TiercelConfigurationBuilder<Integer, String> builder);

    @AfterEach
    final void close() {
        provider.close();
    }

    /** How the entry of key 1 leaves. */
    enum Departure {
        CLEARED,
        INVALIDATED,
        EXPIRED,
        EVICTED
    }

    /** Returns a cache whose changes wait until they are flushed. */
    @SuppressWarnings("unchecked") // a cache of this provider is one
    private TiercelCache<Integer, String> waiting() {
        TiercelConfigurationBuilder<Integer, String> builder = TiercelConfiguration.builder(Integer.class, String.class)
                .loader(source)
                .writer(source)
                .writeBehind(behind ->
                        behind.withDelay(Duration.ofHours(1)).withBatch(MANY).withEntries(MANY))
                .expiry(CreatedExpiryPolicy.factoryOf(javax.cache.expiry.Duration.ONE_MINUTE))
                .listener(events.configuration());
        giveTiers(builder);
        return provider.getCacheManager().createCache("words", builder.build()).unwrap(TiercelCache.class);
    }

    /** Returns a cache without an entry of key 1, while a value of it waits. */
    private TiercelCache<Integer, String> withQueuedValue(Departure how) {
        TiercelCache<Integer, String> cache = waiting();
        source.rows.put(1, "old");
        cache.put(1, "queued");
        switch (how) {
            case CLEARED -> cache.clear();
            case INVALIDATED -> cache.invalidate(1);
            case EXPIRED -> clock.advance(Duration.ofMinutes(2));
            case EVICTED -> fill(cache);
        }
        assertThat(entries(cache)).isZero();
        events.all.clear();
        return cache;
    }

    private static void fill(TiercelCache<Integer, String> cache) {
        String large = "x".repeat(1_000);
        for (int key = 2; key < MANY && (key % 100 != 0 || entries(cache) > 0); key++) {
            cache.put(key, large);
            cache.get(key); // so that they are worth more than the first entry, which nobody reads
            cache.get(key);
        }
    }

    private static long entries(TiercelCache<Integer, String> cache) {
        return cache.countMatching("1");
    }

    private void assertWritten(TiercelCache<Integer, String> cache, String expected) {
        assertThat(source.calls).as("nothing is loaded").isEmpty();
        flush(cache);
        assertThat(source.rows.get(1)).isEqualTo(expected);
    }

    private void assertDeleted(TiercelCache<Integer, String> cache) {
        assertThat(cache.containsKey(1)).isFalse();
        assertThat(cache.get(1)).isNull();
        assertThat(source.calls).as("nothing is loaded").isEmpty();
        flush(cache);
        assertThat(source.rows).doesNotContainKey(1);
    }

    private static void flush(TiercelCache<Integer, String> cache) {
        assertThat(requireNonNull(cache.writeBehind()).flush(Duration.ofSeconds(60)))
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void reads_entryIsGone_seeTheValue(Departure how) {
        TiercelCache<Integer, String> cache = withQueuedValue(how);
        assertThat(cache.containsKey(1)).isTrue();
        assertThat(cache.get(1)).isEqualTo("queued");
        assertThat(cache.getAll(Set.of(1))).isEqualTo(Map.of(1, "queued"));
        assertThat(cache.invoke(1, LOOK)).isEqualTo("true, queued, true");
        assertThat(cache.putIfAbsent(1, "other")).isFalse();
        assertThat(cache.replace(1, "another", "other")).isFalse();
        assertThat(cache.remove(1, "another")).isFalse();
        assertThat(entries(cache)).as("it is not kept").isZero();
        assertWritten(cache, "queued");
    }

    @ParameterizedTest
    @EnumSource
    void replace_entryIsGone_replacesTheValue(Departure how) {
        TiercelCache<Integer, String> cache = withQueuedValue(how);
        assertThat(cache.replace(1, "queued", "second")).isTrue();
        assertThat(events.all).as("an entry came, whatever there was before").endsWith("CREATED 1=second");
        cache.invalidate(1);
        assertThat(cache.replace(1, "third")).isTrue();
        cache.invalidate(1);
        assertThat(cache.getAndReplace(1, "fourth")).isEqualTo("third");
        cache.invalidate(1);
        assertThat(cache.getAndPut(1, "fifth")).isEqualTo("fourth");
        assertWritten(cache, "fifth");
    }

    @ParameterizedTest
    @EnumSource
    void removal_entryIsGone_removesTheValue(Departure how) {
        TiercelCache<Integer, String> cache = withQueuedValue(how);
        assertThat(cache.remove(1)).isTrue();
        assertThat(cache.remove(1)).isFalse();
        assertThat(events.all).as("no entry left").doesNotContain("REMOVED 1=queued");
        assertDeleted(cache);
    }

    @Test
    void removals_ofEachKind_removeTheValue() {
        assertRemoves(cache -> assertThat(cache.getAndRemove(1)).isEqualTo("queued"));
        assertRemoves(cache -> assertThat(cache.remove(1, "queued")).isTrue());
        assertRemoves(cache -> cache.removeAll(Set.of(1)));
        assertRemoves(TiercelCache::removeAll);
        assertRemoves(cache -> assertThat(cache.invoke(1, Processors.remove())).isEqualTo("removed"));
    }

    private void assertRemoves(Consumer<TiercelCache<Integer, String>> removal) {
        source.calls.clear();
        TiercelCache<Integer, String> cache = withQueuedValue(Departure.INVALIDATED);
        removal.accept(cache);
        assertDeleted(cache);
        provider.getCacheManager().destroyCache("words");
    }

    @Test
    void iteration_entryIsGone_doesNotShowTheValue() {
        assertThat(withQueuedValue(Departure.INVALIDATED)).isEmpty();
    }

    @Test
    void operations_keyIsToBeDeleted_findNothing() {
        TiercelCache<Integer, String> cache = waiting();
        source.rows.put(1, "old");
        cache.remove(1);
        assertThat(cache.containsKey(1)).isFalse();
        assertThat(cache.invoke(1, LOOK)).isEqualTo("false, null, false");
        assertThat(cache.replace(1, "x")).isFalse();
        assertThat(cache.replace(1, "old", "x")).isFalse();
        assertThat(cache.getAndReplace(1, "x")).isNull();
        assertThat(cache.remove(1, "old")).isFalse();
        assertThat(cache.getAndRemove(1)).isNull();
        assertThat(cache.remove(1)).isFalse();
        assertThat(cache.putIfAbsent(1, "new")).isTrue();
        assertWritten(cache, "new");
    }
}
