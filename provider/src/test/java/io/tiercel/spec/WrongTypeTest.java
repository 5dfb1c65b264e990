package io.tiercel.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiercel.TiercelCache;
import io.tiercel.TiercelConfiguration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.cache.Cache;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheLoaderException;
import javax.cache.integration.CompletionListenerFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What happens to keys and values of the wrong class, which raw types and unchecked casts let through. */
class WrongTypeTest {

    private final ScratchManager scratch = new ScratchManager();

    @AfterEach
    void close() {
        scratch.close();
    }

    enum Keeping {
        PUT_KEY(cache -> cache.put("key", "value")),
        PUT_VALUE(cache -> cache.put(1, 1)),
        GET_AND_PUT_KEY(cache -> cache.getAndPut("key", "value")),
        GET_AND_PUT_VALUE(cache -> cache.getAndPut(1, 1)),
        PUT_ALL_KEY(cache -> cache.putAll(Map.of(2, "two", "key", "value"))),
        PUT_ALL_VALUE(cache -> cache.putAll(Map.of(2, "two", 3, 3))),
        PUT_IF_ABSENT_KEY(cache -> cache.putIfAbsent("key", "value")),
        PUT_IF_ABSENT_VALUE(cache -> cache.putIfAbsent(2, 2)),
        REPLACE_VALUE(cache -> cache.replace(1, 1)),
        REPLACE_OLD_VALUE(cache -> cache.replace(1, "one", 1)),
        GET_AND_REPLACE_VALUE(cache -> cache.getAndReplace(1, 1)),
        INVOKE_KEY(cache -> cache.invoke("key", (entry, arguments) -> null)),
        INVOKE_ALL_KEY(cache -> cache.invokeAll(Set.of("key"), (entry, arguments) -> null)),
        LEASE_KEY(cache -> cache.lease("key")),
        TRY_PUT_VALUE(cache -> cache.tryPut(1, 1, cache.lease(1))),
        GET_WITH_SOURCE_KEY(cache -> cache.get("key", key -> "value")),
        GET_WITH_SOURCE_VALUE(cache -> cache.get(2, key -> 2));

        @SuppressWarnings("ImmutableEnumChecker") // the lambdas above capture nothing
        final Consumer<TiercelCache<Object, Object>> call;

        Keeping(Consumer<TiercelCache<Object, Object>> call) {
            this.call = call;
        }
    }

    enum LookUp {
        GET(cache -> cache.get("key")),
        GET_ALL(cache -> cache.getAll(Set.of("key")).get("key")),
        CONTAINS_KEY(cache -> cache.containsKey("key")),
        REMOVE(cache -> cache.remove("key")),
        REMOVE_OLD(cache -> cache.remove("key", "value")),
        REMOVE_OLD_VALUE(cache -> cache.remove(1, 1)),
        GET_AND_REMOVE(cache -> cache.getAndRemove("key")),
        REPLACE(cache -> cache.replace("key", "value")),
        REPLACE_OLD(cache -> cache.replace("key", "value", "value")),
        REPLACE_OLD_VALUE(cache -> cache.replace(1, 1, "value")),
        GET_AND_REPLACE(cache -> cache.getAndReplace("key", "value")),
        REMOVE_ALL(cache -> {
            cache.removeAll(Set.of("key"));
            return null;
        });

        @SuppressWarnings("ImmutableEnumChecker") // the lambdas above capture nothing
        final Function<TiercelCache<Object, Object>, Object> call;

        LookUp(Function<TiercelCache<Object, Object>, Object> call) {
            this.call = call;
        }
    }

    @SuppressWarnings("unchecked") // the wrong types are what is tested
    private TiercelCache<Object, Object> cache(Cache<Integer, String> typed) {
        typed.put(1, "one");
        return typed.unwrap(TiercelCache.class);
    }

    private TiercelCache<Object, Object> cache() {
        return cache(scratch.create("typed", Integer.class, String.class));
    }

    @ParameterizedTest
    @EnumSource(Keeping.class)
    void operationThatKeeps_wrongType_isRefusedAndChangesNothing(Keeping keeping) {
        TiercelCache<Object, Object> cache = cache();

        assertThatThrownBy(() -> keeping.call.accept(cache)).isInstanceOf(ClassCastException.class);

        assertThat(entries(cache)).isEqualTo(Map.of(1, "one"));
    }

    @ParameterizedTest
    @EnumSource(LookUp.class)
    void operationThatLooksUp_wrongType_findsNothing(LookUp lookUp) {
        TiercelCache<Object, Object> cache = cache();

        assertThat(lookUp.call.apply(cache)).isIn(null, false);

        assertThat(entries(cache)).isEqualTo(Map.of(1, "one"));
    }

    @Test
    void setValue_wrongType_isRefusedAndChangesNothing() {
        TiercelCache<Object, Object> cache = cache();

        assertThatThrownBy(() -> cache.invoke(1, (entry, arguments) -> {
                    entry.setValue(1);
                    return null;
                }))
                .hasCauseInstanceOf(ClassCastException.class);

        assertThat(entries(cache)).isEqualTo(Map.of(1, "one"));
    }

    @Test
    void loader_returnsWrongType_isRefusedAndNothingIsKept() throws Exception {
        TiercelCache<Object, Object> cache = cache(scratch.create("loading", loading()));

        assertThatThrownBy(() -> cache.get(2)).isInstanceOfAny(ClassCastException.class, CacheLoaderException.class);
        assertThatThrownBy(() -> cache.getAll(Set.of(2, 3)))
                .isInstanceOfAny(ClassCastException.class, CacheLoaderException.class);
        assertThatThrownBy(() -> cache.invoke(2, (entry, arguments) -> entry.getValue()))
                .hasRootCauseInstanceOf(ClassCastException.class);
        CompletionListenerFuture done = new CompletionListenerFuture();
        cache.loadAll(Set.of(2, 3), /* replaceExistingValues= */ true, done);
        assertThatThrownBy(done::get).hasRootCauseInstanceOf(ClassCastException.class);

        assertThat(entries(cache)).isEqualTo(Map.of(1, "one"));
    }

    @Test
    void loadAll_wrongKey_isRefusedAndNothingIsKept() {
        TiercelCache<Object, Object> cache = cache(scratch.create("loading", loading()));

        assertThatThrownBy(() -> cache.loadAll(Set.of("key"), /* replaceExistingValues= */ true, null))
                .isInstanceOf(ClassCastException.class);
        assertThatThrownBy(() -> cache.get("key")).isInstanceOf(ClassCastException.class);
        assertThatThrownBy(() -> cache.getAll(Set.of("key"))).isInstanceOf(ClassCastException.class);

        assertThat(entries(cache)).isEqualTo(Map.of(1, "one"));
    }

    @Test
    void getCache_otherTypes_isRefusedAndWithoutTypesIsNot() {
        Cache<Integer, String> typed = scratch.create("typed", Integer.class, String.class);

        assertThatThrownBy(() -> scratch.manager.getCache("typed", Integer.class, Object.class))
                .isInstanceOf(ClassCastException.class)
                .hasMessageContaining("java.lang.String")
                .hasMessageContaining("java.lang.Object");
        assertThat((Object) scratch.manager.getCache("typed")).isSameAs(typed);
    }

    @Test
    void put_subclassesOfTheTypes_areKept() {
        Cache<Number, CharSequence> cache = scratch.create("open", Number.class, CharSequence.class);

        cache.put(1, "one");
        cache.put(1L, "two");

        assertThat(cache.get(1)).isEqualTo("one");
        assertThat(cache.get(1L)).isEqualTo("two");
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // a loader of the wrong types is what is tested
    private static TiercelConfiguration<Integer, String> loading() {
        return TiercelConfiguration.builder(Integer.class, String.class)
                .loader((CacheLoader) new WrongLoader())
                .readThrough(true)
                .build();
    }

    private static Map<Object, Object> entries(Cache<Object, Object> cache) {
        List<Cache.Entry<Object, Object>> entries = new ArrayList<>();
        cache.iterator().forEachRemaining(entries::add);
        Map<Object, Object> map = new HashMap<>();
        entries.forEach(entry -> map.put(entry.getKey(), entry.getValue()));
        return map;
    }

    private static final class WrongLoader implements CacheLoader<Object, Object> {
        @Override
        public Object load(Object key) {
            return 1;
        }

        @Override
        public Map<Object, Object> loadAll(Iterable<?> keys) {
            Map<Object, Object> loaded = new HashMap<>();
            keys.forEach(key -> loaded.put(key, 1));
            return loaded;
        }
    }
}
