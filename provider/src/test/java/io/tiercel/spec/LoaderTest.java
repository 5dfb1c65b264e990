package io.tiercel.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiercel.TiercelCache;
import io.tiercel.statistics.Counter;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheLoaderException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Read-through: when the loader is asked, for what, and what becomes of its answer. */
final class LoaderTest {

    private final LoadFixture fixture = new LoadFixture();
    private final FakeSource source = new FakeSource();
    private final RecordedEvents events = new RecordedEvents();
    private final TiercelCache<Integer, String> cache =
            fixture.cache(LoadFixture.builder().loader(source).listener(events.configuration()));

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void get_absentKey_loadsAndKeeps() {
        source.rows.put(1, "a");
        assertThat(cache.get(1)).isEqualTo("a");
        assertThat(cache.get(1)).isEqualTo("a");
        assertThat(source.calls).containsExactly("load 1");
        assertThat(events.all).containsExactly("CREATED 1=a");
        assertThat(cache.statistics().get(Counter.MISSES)).isEqualTo(1);
        assertThat(cache.statistics().get(Counter.HITS)).isEqualTo(1);
        assertThat(cache.statistics().get(Counter.PUTS)).isZero();
    }

    @Test
    void get_loaderReturnsNull_isAbsentAndAsksAgain() {
        assertThat(cache.get(1)).isNull();
        assertThat(cache.get(1)).isNull();
        assertThat(cache.containsKey(1)).isFalse();
        assertThat(source.calls).containsExactly("load 1", "load 1");
        assertThat(events.all).isEmpty();
    }

    @Test
    void get_loaderThrows_isWrappedOnceAndNotKept() {
        source.script = call -> {
            throw new IllegalStateException("down");
        };
        assertThatThrownBy(() -> cache.get(1))
                .isInstanceOf(CacheLoaderException.class)
                .hasCauseInstanceOf(IllegalStateException.class);
        assertThat(cache.containsKey(1)).isFalse();
        source.script = call -> {};
        source.rows.put(1, "a");
        assertThat(cache.get(1)).isEqualTo("a");
    }

    @Test
    void get_loaderThrowsCheckedException_isWrapped() {
        source.script = call -> {
            throw Sneaky.hide(new IOException("down"));
        };
        assertThatThrownBy(() -> cache.get(1))
                .isInstanceOf(CacheLoaderException.class)
                .hasCauseInstanceOf(IOException.class);
        assertThatThrownBy(() -> cache.getAll(Set.of(1, 2)))
                .isInstanceOf(CacheLoaderException.class)
                .hasCauseInstanceOf(IOException.class);
    }

    @Test
    void get_loaderReturnsWrongType_isRefusedAndNotKept() {
        @SuppressWarnings({"unchecked", "rawtypes"}) // the mistake that is tested
        CacheLoader<Integer, String> wrong = (CacheLoader) new WrongTypeLoader();
        TiercelCache<Integer, String> mistaken =
                fixture.cache(LoadFixture.builder().loader(wrong));
        assertThatThrownBy(() -> mistaken.get(1)).isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> mistaken.getAll(Set.of(1, 2))).isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> mistaken.invoke(1, Processors.get())).isInstanceOf(RuntimeException.class);
        assertThat(mistaken.containsKey(1)).isFalse();
        assertThat(mistaken.containsKey(2)).isFalse();
    }

    private static final class WrongTypeLoader implements CacheLoader<Integer, Object> {
        @Override
        public Object load(Integer key) {
            return key;
        }

        @Override
        public Map<Integer, Object> loadAll(Iterable<? extends Integer> keys) {
            Map<Integer, Object> loaded = new HashMap<>();
            keys.forEach(key -> loaded.put(key, key));
            return loaded;
        }
    }

    @Test
    void getAll_absentKeys_loadsThemInOneCall() {
        source.rows.putAll(Map.of(1, "a", 2, "b", 3, "c"));
        cache.get(2);
        source.calls.clear();
        assertThat(cache.getAll(Set.of(1, 2, 3, 4))).isEqualTo(Map.of(1, "a", 2, "b", 3, "c"));
        assertThat(source.calls).containsExactly("loadAll [1, 3, 4]");
        assertThat(cache.containsKey(3)).isTrue();
        assertThat(cache.containsKey(4)).isFalse();
    }

    @Test
    void getAll_allPresent_asksNobody() {
        source.rows.put(1, "a");
        cache.get(1);
        source.calls.clear();
        assertThat(cache.getAll(Set.of(1))).containsEntry(1, "a");
        assertThat(source.calls).isEmpty();
    }

    @Test
    void getAll_loaderThrows_isWrappedAndNothingIsKept() {
        source.script = call -> {
            throw new IllegalStateException("down");
        };
        assertThatThrownBy(() -> cache.getAll(Set.of(1, 2)))
                .isInstanceOf(CacheLoaderException.class)
                .hasCauseInstanceOf(IllegalStateException.class);
        assertThat(cache.containsKey(1)).isFalse();
        assertThat(LoadFixture.leasesOut(cache)).isZero();
    }

    @Test
    void getAll_loaderReturnsNullMap_fails() {
        TiercelCache<Integer, String> broken =
                fixture.cache(LoadFixture.builder().loader(new MapLoader(null)));
        assertThatThrownBy(() -> broken.getAll(Set.of(1))).isInstanceOf(CacheLoaderException.class);
    }

    @Test
    void getAll_mapOfTheLoaderThrows_isWrapped() {
        Map<Integer, String> lazy = new HashMap<>() {
            @Override
            public String get(Object key) {
                throw new IllegalStateException("down");
            }
        };
        TiercelCache<Integer, String> broken =
                fixture.cache(LoadFixture.builder().loader(new MapLoader(lazy)));
        assertThatThrownBy(() -> broken.getAll(Set.of(1, 2)))
                .isInstanceOf(CacheLoaderException.class)
                .hasCauseInstanceOf(IllegalStateException.class);
        assertThat(LoadFixture.leasesOut(broken)).isZero();
    }

    @Test
    void getAll_loaderReturnsNullValuesAndOtherKeys_keepsWhatWasAsked() {
        Map<Integer, String> answer = new HashMap<>(Map.of(1, "a", 9, "other"));
        answer.put(2, null);
        TiercelCache<Integer, String> odd = fixture.cache(LoadFixture.builder().loader(new MapLoader(answer)));
        assertThat(odd.getAll(Set.of(1, 2))).isEqualTo(Map.of(1, "a"));
        assertThat(odd.containsKey(2)).isFalse();
        assertThat(odd.containsKey(9)).isFalse();
    }

    /** Answers every bulk load with one map. */
    private record MapLoader(Map<Integer, String> answer) implements CacheLoader<Integer, String> {
        @Override
        public String load(Integer key) {
            return answer.get(key);
        }

        @Override
        public Map<Integer, String> loadAll(Iterable<? extends Integer> keys) {
            return answer;
        }
    }

    @Test
    void invoke_getValueOfAbsentKey_loadsAndKeeps() {
        source.rows.put(1, "a");
        assertThat(cache.invoke(1, Processors.get())).isEqualTo("a");
        assertThat(source.calls).containsExactly("load 1");
        assertThat(cache.containsKey(1)).isTrue();
        assertThat(events.all).containsExactly("CREATED 1=a");
    }

    @Test
    void otherOperations_absentKey_neverLoad() {
        source.rows.put(1, "a");
        cache.containsKey(1);
        assertThat(cache.iterator().hasNext()).isFalse();
        cache.remove(1);
        cache.remove(1, "a");
        cache.getAndRemove(1);
        cache.replace(1, "b");
        cache.replace(1, "a", "b");
        cache.getAndReplace(1, "b");
        cache.removeAll(Set.of(1));
        cache.invoke(1, Processors.remove());
        assertThat(cache.getAndPut(1, "b")).isNull();
        cache.removeAll();
        assertThat(cache.putIfAbsent(1, "b")).isTrue();
        cache.clear();
        cache.putAll(Map.of(1, "b"));
        assertThat(source.calls).isEmpty();
    }

    @Test
    void readThroughOff_getAndInvokeDoNotLoad() {
        TiercelCache<Integer, String> plain =
                fixture.cache(LoadFixture.builder().loader(source).readThrough(false));
        source.rows.put(1, "a");
        assertThat(plain.get(1)).isNull();
        assertThat(plain.getAll(Set.of(1))).isEmpty();
        assertThat(plain.invoke(1, Processors.get())).isNull();
        assertThat(source.calls).isEmpty();
    }
}
