package io.tiercel.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiercel.PutOptions;
import io.tiercel.TiercelCache;
import io.tiercel.TiercelConfiguration;
import io.tiercel.load.Lease;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.processor.EntryProcessor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NullArgumentTest {

    private static final Set<Integer> ONE_AND_NULL = oneAndNull();
    private static final EntryProcessor<Integer, String, Object> NOTHING = (entry, arguments) -> null;

    private final ScratchManager scratch = new ScratchManager();

    @AfterEach
    void close() {
        scratch.close();
    }

    enum CacheCall {
        GET(cache -> cache.get(null)),
        GET_WITH_SOURCE_KEY(cache -> cache.get(null, key -> "source")),
        GET_WITH_SOURCE_OF_A_HIT(cache -> cache.get(1, null)),
        GET_WITH_SOURCE_OF_A_MISS(cache -> cache.get(9, null)),
        GET_ALL(cache -> cache.getAll(null)),
        GET_ALL_KEY(cache -> cache.getAll(ONE_AND_NULL)),
        CONTAINS_KEY(cache -> cache.containsKey(null)),
        LOAD_ALL(cache -> cache.loadAll(null, true, null)),
        LOAD_ALL_KEY(cache -> cache.loadAll(ONE_AND_NULL, true, null)),
        PUT_KEY(cache -> cache.put(null, "x")),
        PUT_VALUE(cache -> cache.put(1, null)),
        PUT_OPTIONS(cache -> cache.put(1, "x", (PutOptions) null)),
        PUT_OPTIONS_KEY(cache -> cache.put(null, "x", PutOptions.NONE)),
        PUT_OPTIONS_VALUE(cache -> cache.put(1, null, PutOptions.NONE)),
        GET_AND_PUT_KEY(cache -> cache.getAndPut(null, "x")),
        GET_AND_PUT_VALUE(cache -> cache.getAndPut(1, null)),
        PUT_ALL(cache -> cache.putAll(null)),
        PUT_ALL_KEY(cache -> cache.putAll(map(null, "x"))),
        PUT_ALL_VALUE(cache -> cache.putAll(map(2, null))),
        PUT_IF_ABSENT_KEY(cache -> cache.putIfAbsent(null, "x")),
        PUT_IF_ABSENT_VALUE(cache -> cache.putIfAbsent(1, null)),
        REMOVE(cache -> cache.remove(null)),
        REMOVE_OLD_KEY(cache -> cache.remove(null, "x")),
        REMOVE_OLD_VALUE(cache -> cache.remove(1, null)),
        GET_AND_REMOVE(cache -> cache.getAndRemove(null)),
        REPLACE_OLD_KEY(cache -> cache.replace(null, "one", "x")),
        REPLACE_OLD_OLD(cache -> cache.replace(1, null, "x")),
        REPLACE_OLD_NEW(cache -> cache.replace(1, "one", null)),
        REPLACE_KEY(cache -> cache.replace(null, "x")),
        REPLACE_VALUE(cache -> cache.replace(1, null)),
        REPLACE_VALUE_OF_ABSENT(cache -> cache.replace(9, null)),
        GET_AND_REPLACE_KEY(cache -> cache.getAndReplace(null, "x")),
        GET_AND_REPLACE_VALUE(cache -> cache.getAndReplace(1, null)),
        REMOVE_ALL(cache -> cache.removeAll(null)),
        REMOVE_ALL_KEY(cache -> cache.removeAll(ONE_AND_NULL)),
        INVOKE_KEY(cache -> cache.invoke(null, NOTHING)),
        INVOKE_PROCESSOR(cache -> cache.invoke(1, null)),
        INVOKE_ALL_KEYS(cache -> cache.invokeAll(null, NOTHING)),
        INVOKE_ALL_KEY(cache -> cache.invokeAll(ONE_AND_NULL, NOTHING)),
        INVOKE_ALL_PROCESSOR(cache -> cache.invokeAll(Set.of(1), null)),
        REGISTER(cache -> cache.registerCacheEntryListener(null)),
        DEREGISTER(cache -> cache.deregisterCacheEntryListener(null)),
        PUT_TAGS(cache -> cache.put(1, "x", (Set<String>) null)),
        PUT_TAG(cache -> cache.put(1, "x", Collections.singleton(null))),
        INVALIDATE(cache -> cache.invalidate(null)),
        INVALIDATE_TAG(cache -> cache.invalidateTag(null)),
        INVALIDATE_TAGS(cache -> cache.invalidateTags(null)),
        INVALIDATE_TAGS_TAG(cache -> cache.invalidateTags(Collections.singleton(null))),
        INVALIDATE_GLOB(cache -> cache.invalidateMatching((String) null)),
        INVALIDATE_PREDICATE(cache -> cache.invalidateMatching((BiPredicate<Integer, String>) null)),
        COUNT_BY_TAG(cache -> cache.countByTag(null)),
        COUNT_MATCHING(cache -> cache.countMatching(null)),
        LIST_KEYS(cache -> cache.listKeys(null, 1, Duration.ofSeconds(1))),
        LIST_KEYS_TIME(cache -> cache.listKeys("tag", 1, null)),
        LEASE(cache -> cache.lease(null)),
        TRY_PUT_KEY(cache -> {
            try (Lease lease = cache.lease(1)) {
                cache.tryPut(null, "x", lease);
            }
        }),
        TRY_PUT_VALUE(cache -> {
            try (Lease lease = cache.lease(1)) {
                cache.tryPut(1, null, lease);
            }
        }),
        TRY_PUT_LEASE(cache -> cache.tryPut(1, "x", null)),
        UNWRAP(cache -> cache.unwrap(null)),
        GET_CONFIGURATION(cache -> cache.getConfiguration(null));

        @SuppressWarnings("ImmutableEnumChecker") // the lambdas above capture nothing
        final Consumer<TiercelCache<Integer, String>> call;

        CacheCall(Consumer<TiercelCache<Integer, String>> call) {
            this.call = call;
        }
    }

    enum ManagerCall {
        CREATE_NAME(manager -> manager.createCache(null, new MutableConfiguration<>())),
        CREATE_CONFIGURATION(manager -> manager.createCache("x", null)),
        GET(manager -> manager.getCache(null)),
        GET_TYPED_NAME(manager -> manager.getCache(null, Integer.class, String.class)),
        GET_TYPED_KEY(manager -> manager.getCache("nulls", null, String.class)),
        GET_TYPED_VALUE(manager -> manager.getCache("nulls", Integer.class, null)),
        DESTROY(manager -> manager.destroyCache(null)),
        ENABLE_MANAGEMENT(manager -> manager.enableManagement(null, true)),
        ENABLE_STATISTICS(manager -> manager.enableStatistics(null, true)),
        UNWRAP(manager -> manager.unwrap(null));

        @SuppressWarnings("ImmutableEnumChecker") // the lambdas above capture nothing
        final Consumer<CacheManager> call;

        ManagerCall(Consumer<CacheManager> call) {
            this.call = call;
        }
    }

    @SuppressWarnings("unchecked") // unwrap keeps the types of the cache
    private TiercelCache<Integer, String> cache() {
        Cache<Integer, String> cache = scratch.create(
                "nulls",
                TiercelConfiguration.builder(Integer.class, String.class)
                        .statistics(true)
                        .build());
        cache.put(1, "one");
        return cache.unwrap(TiercelCache.class);
    }

    @ParameterizedTest
    @EnumSource(CacheCall.class)
    void anyOperation_nullArgument_isRefusedAndChangesNothing(CacheCall call) {
        TiercelCache<Integer, String> cache = cache();

        assertThatThrownBy(() -> call.call.accept(cache)).isInstanceOf(NullPointerException.class);

        assertThat(cache.get(1)).isEqualTo("one");
        assertThat(cache).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(ManagerCall.class)
    void anyOperation_nullArgumentOfTheManager_isRefused(ManagerCall call) {
        cache();

        assertThatThrownBy(() -> call.call.accept(scratch.manager)).isInstanceOf(NullPointerException.class);

        assertThat(scratch.manager.getCacheNames()).containsExactly("nulls");
    }

    @Test
    void invoke_nullArgumentsOfTheProcessor_reachIt() {
        Object argument = null;

        assertThat(cache().<Integer>invoke(1, (entry, arguments) -> arguments.length, argument, argument))
                .isEqualTo(2);
    }

    @Test
    void setValue_null_isRefusedAndTheEntryIsUnchanged() {
        TiercelCache<Integer, String> cache = cache();

        assertThatThrownBy(() -> cache.invoke(1, (entry, arguments) -> {
                    entry.setValue(null);
                    return null;
                }))
                .hasCauseInstanceOf(NullPointerException.class);

        assertThat(cache.get(1)).isEqualTo("one");
    }

    private static Set<Integer> oneAndNull() {
        Set<Integer> keys = new HashSet<>();
        keys.add(1);
        keys.add(null);
        return Collections.unmodifiableSet(keys);
    }

    private static Map<Integer, String> map(Integer key, String value) {
        Map<Integer, String> map = new HashMap<>();
        map.put(1, "changed");
        map.put(key, value);
        return map;
    }
}
