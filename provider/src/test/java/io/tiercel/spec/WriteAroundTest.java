package io.tiercel.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiercel.TiercelCache;
import io.tiercel.configuration.WriterMode;
import io.tiercel.load.Lease;
import io.tiercel.statistics.Counter;
import java.util.Map;
import java.util.Set;
import javax.cache.integration.CacheWriterException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A cache that is written around: the source has what was written, the cache forgets the key, a read loads it. */
final class WriteAroundTest {

    private final LoadFixture fixture = new LoadFixture();
    private final FakeSource source = new FakeSource();
    private final RecordedEvents events = new RecordedEvents();

    @AfterEach
    void close() {
        fixture.close();
    }

    private TiercelCache<Integer, String> cache() {
        return fixture.cache(LoadFixture.builder()
                .loader(source)
                .writer(source)
                .writerMode(WriterMode.AROUND)
                .listener(events.configuration()));
    }

    private TiercelCache<Integer, String> cacheWithEntry() {
        source.rows.put(1, "old");
        TiercelCache<Integer, String> cache = cache();
        assertThat(cache.get(1)).isEqualTo("old");
        source.calls.clear();
        events.all.clear();
        return cache;
    }

    @Test
    void put_absentKey_isWrittenAndNotCached() {
        TiercelCache<Integer, String> cache = cache();
        cache.put(1, "a");
        assertThat(source.calls).containsExactly("write 1=a");
        assertThat(cache.containsKey(1)).isFalse();
        assertThat(cache.get(1)).isEqualTo("a");
        assertThat(cache.statistics().get(Counter.PUTS)).isEqualTo(1);
    }

    @Test
    void put_cachedKey_leavesTheCacheWithoutAnEvent() {
        TiercelCache<Integer, String> cache = cacheWithEntry();
        cache.put(1, "new");
        assertThat(cache.containsKey(1)).isFalse();
        assertThat(events.all).isEmpty();
        assertThat(cache.get(1)).isEqualTo("new");
        assertThat(source.calls).containsExactly("write 1=new", "load 1");
    }

    @Test
    void putAll_cachedKeys_leaveTheCache() {
        TiercelCache<Integer, String> cache = cacheWithEntry();
        cache.putAll(Map.of(1, "new", 2, "b"));
        assertThat(cache.containsKey(1)).isFalse();
        assertThat(cache.containsKey(2)).isFalse();
        assertThat(cache.getAll(Set.of(1, 2))).isEqualTo(Map.of(1, "new", 2, "b"));
    }

    @Test
    void changesThatTellTheOldValue_tellThatOfTheCache() {
        TiercelCache<Integer, String> cache = cacheWithEntry();
        assertThat(cache.getAndPut(1, "b")).isEqualTo("old");
        assertThat(cache.getAndPut(1, "c")).isNull();
        assertThat(cache.replace(1, "d")).isFalse();
        assertThat(cache.get(1)).isEqualTo("c");
        assertThat(cache.replace(1, "c", "d")).isTrue();
        assertThat(cache.containsKey(1)).isFalse();
        assertThat(source.rows).containsEntry(1, "d");
    }

    @Test
    void processorThatSets_isWrittenAndNotCached() {
        TiercelCache<Integer, String> cache = cacheWithEntry();
        cache.invoke(1, Processors.set("b"));
        assertThat(source.rows).containsEntry(1, "b");
        assertThat(cache.containsKey(1)).isFalse();
    }

    @Test
    void remove_cachedKey_isTheRemovalThatItAlwaysIs() {
        TiercelCache<Integer, String> cache = cacheWithEntry();
        assertThat(cache.remove(1)).isTrue();
        assertThat(source.rows).isEmpty();
        assertThat(events.all).containsExactly("REMOVED 1=old");
    }

    @Test
    void put_writerFails_leavesTheEntry() {
        TiercelCache<Integer, String> cache = cacheWithEntry();
        source.script = call -> {
            throw new IllegalStateException("no");
        };
        assertThatThrownBy(() -> cache.put(1, "new")).isInstanceOf(CacheWriterException.class);
        assertThat(cache.get(1)).isEqualTo("old");
    }

    @Test
    void put_leaseIsOut_overtakesIt() {
        TiercelCache<Integer, String> cache = cache();
        try (Lease lease = cache.lease(1)) {
            cache.put(1, "new");
            assertThat(cache.tryPut(1, "old", lease)).isFalse();
        }
        assertThat(cache.containsKey(1)).isFalse();
    }

    @Test
    void load_thatIsUnderWayDuringAPut_isNotKept() {
        source.rows.put(1, "old");
        TiercelCache<Integer, String> cache = cache();
        String loaded = cache.get(1, key -> {
            String read = source.rows.get(key);
            Waits.Run.start(() -> {
                        cache.put(1, "new");
                        return null;
                    })
                    .result();
            return read;
        });
        assertThat(loaded).isEqualTo("old");
        assertThat(cache.get(1)).isEqualTo("new");
    }
}
