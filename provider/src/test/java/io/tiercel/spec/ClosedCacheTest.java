package io.tiercel.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiercel.PutOptions;
import io.tiercel.TiercelCache;
import io.tiercel.TiercelConfiguration;
import io.tiercel.load.Lease;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClosedCacheTest {

    private static final CacheEntryListenerConfiguration<Integer, String> LISTENER =
            new MutableCacheEntryListenerConfiguration<>(
                    () -> (CacheEntryCreatedListener<Integer, String>) events -> {},
                    null,
                    /* isOldValueRequired= */ false,
                    /* isSynchronous= */ true);

    enum Operation {
        GET((cache, lease) -> cache.get(1)),
        GET_WITH_SOURCE((cache, lease) -> cache.get(1, key -> "source")),
        GET_ALL((cache, lease) -> cache.getAll(Set.of(1))),
        GET_ALL_OF_NONE((cache, lease) -> cache.getAll(Set.of())),
        CONTAINS_KEY((cache, lease) -> cache.containsKey(1)),
        LOAD_ALL((cache, lease) -> cache.loadAll(Set.of(1), true, null)),
        LOAD_ALL_OF_NONE((cache, lease) -> cache.loadAll(Set.of(), true, null)),
        PUT((cache, lease) -> cache.put(1, "one")),
        PUT_WITH_OPTIONS((cache, lease) -> cache.put(1, "one", PutOptions.NONE)),
        GET_AND_PUT((cache, lease) -> cache.getAndPut(1, "one")),
        PUT_ALL((cache, lease) -> cache.putAll(Map.of(1, "one"))),
        PUT_ALL_OF_NONE((cache, lease) -> cache.putAll(Map.of())),
        PUT_IF_ABSENT((cache, lease) -> cache.putIfAbsent(1, "one")),
        REMOVE((cache, lease) -> cache.remove(1)),
        REMOVE_VALUE((cache, lease) -> cache.remove(1, "one")),
        GET_AND_REMOVE((cache, lease) -> cache.getAndRemove(1)),
        REPLACE_OLD((cache, lease) -> cache.replace(1, "one", "two")),
        REPLACE((cache, lease) -> cache.replace(1, "two")),
        GET_AND_REPLACE((cache, lease) -> cache.getAndReplace(1, "two")),
        REMOVE_ALL_OF((cache, lease) -> cache.removeAll(Set.of(1))),
        REMOVE_ALL_OF_NONE((cache, lease) -> cache.removeAll(Set.of())),
        REMOVE_ALL((cache, lease) -> cache.removeAll()),
        CLEAR((cache, lease) -> cache.clear()),
        INVOKE((cache, lease) -> cache.invoke(1, (entry, arguments) -> null)),
        INVOKE_ALL((cache, lease) -> cache.invokeAll(Set.of(1), (entry, arguments) -> null)),
        INVOKE_ALL_OF_NONE((cache, lease) -> cache.invokeAll(Set.of(), (entry, arguments) -> null)),
        ITERATOR((cache, lease) -> cache.iterator().forEachRemaining(entry -> {})),
        SPLITERATOR((cache, lease) -> cache.spliterator().tryAdvance(entry -> {})),
        FOR_EACH((cache, lease) -> cache.forEach(entry -> {})),
        REGISTER((cache, lease) -> cache.registerCacheEntryListener(LISTENER)),
        DEREGISTER((cache, lease) -> cache.deregisterCacheEntryListener(LISTENER)),
        LEASE((cache, lease) -> cache.lease(1)),
        TRY_PUT((cache, lease) -> cache.tryPut(1, "one", lease)),
        TRY_PUT_WITH_OPTIONS((cache, lease) -> cache.tryPut(1, "one", lease, PutOptions.NONE)),
        PUT_TAGGED((cache, lease) -> cache.put(1, "one", Set.of("tag"))),
        INVALIDATE((cache, lease) -> cache.invalidate(1)),
        INVALIDATE_TAG((cache, lease) -> cache.invalidateTag("tag")),
        INVALIDATE_TAGS((cache, lease) -> cache.invalidateTags(Set.of())),
        INVALIDATE_GLOB((cache, lease) -> cache.invalidateMatching("*")),
        INVALIDATE_PREDICATE((cache, lease) -> cache.invalidateMatching((key, value) -> true)),
        COUNT_MATCHING((cache, lease) -> cache.countMatching("*")),
        COUNT_BY_TAG((cache, lease) -> cache.countByTag("tag")),
        TAG_COUNTS((cache, lease) -> cache.tagCounts(1)),
        LIST_KEYS((cache, lease) -> cache.listKeys("tag", 1, Duration.ofSeconds(1))),
        TIERS((cache, lease) -> cache.tiers());

        @SuppressWarnings("ImmutableEnumChecker") // the lambdas above capture nothing
        final BiConsumer<TiercelCache<Integer, String>, Lease> call;

        Operation(BiConsumer<TiercelCache<Integer, String>, Lease> call) {
            this.call = call;
        }
    }

    private final ScratchManager scratch = new ScratchManager();
    private TiercelCache<Integer, String> cache;

    @BeforeEach
    @SuppressWarnings("unchecked") // unwrap keeps the types of the cache
    void open() {
        Cache<Integer, String> created = scratch.create(
                "closed",
                TiercelConfiguration.builder(Integer.class, String.class).build());
        cache = created.unwrap(TiercelCache.class);
    }

    @AfterEach
    void close() {
        scratch.close();
    }

    @ParameterizedTest
    @EnumSource(Operation.class)
    void anyOperation_cacheIsClosed_throwsIllegalState(Operation operation) {
        Lease lease = cache.lease(1);
        operation.call.accept(cache, lease);

        cache.close();

        assertThatThrownBy(() -> operation.call.accept(cache, lease))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("'closed'");
    }

    @ParameterizedTest
    @EnumSource(Operation.class)
    void anyOperation_managerIsClosed_throwsIllegalState(Operation operation) {
        Lease lease = cache.lease(1);
        scratch.manager.close();

        assertThatThrownBy(() -> operation.call.accept(cache, lease)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    @SuppressWarnings("unchecked") // getConfiguration keeps the types of the cache
    void whatACacheIs_cacheIsClosed_canStillBeAsked() {
        cache.close();

        assertThat(cache.getName()).isEqualTo("closed");
        assertThat(cache.getCacheManager()).isSameAs(scratch.manager);
        assertThat(cache.isClosed()).isTrue();
        assertThat((Object) cache.unwrap(TiercelCache.class)).isSameAs(cache);
        assertThat(cache.getConfiguration(TiercelConfiguration.class).getKeyType())
                .isEqualTo(Integer.class);
        assertThat(cache.statistics()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "createCache",
                "getCache",
                "getCacheTyped",
                "getCacheNames",
                "destroyCache",
                "enableManagement",
                "enableStatistics"
            })
    void anyOperation_ofAClosedManager_throwsIllegalState(String operation) {
        scratch.manager.close();
        scratch.manager.close();

        assertThat(scratch.manager.isClosed()).isTrue();
        assertThatThrownBy(() -> call(scratch.manager, operation)).isInstanceOf(IllegalStateException.class);
    }

    private static void call(CacheManager manager, String operation) {
        switch (operation) {
            case "createCache" -> manager.createCache("other", new MutableConfiguration<>());
            case "getCache" -> manager.getCache("closed");
            case "getCacheTyped" -> manager.getCache("closed", Integer.class, String.class);
            case "getCacheNames" -> manager.getCacheNames();
            case "destroyCache" -> manager.destroyCache("closed");
            case "enableManagement" -> manager.enableManagement("closed", true);
            default -> manager.enableStatistics("closed", true);
        }
    }
}
