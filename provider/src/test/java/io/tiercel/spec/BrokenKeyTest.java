package io.tiercel.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiercel.TiercelCache;
import io.tiercel.TiercelConfiguration;
import io.tiercel.TiercelConfigurationBuilder;
import java.util.AbstractSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javax.cache.Cache;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Keys that break the contract of equals and hashCode: their errors come out, and harm no other key. */
class BrokenKeyTest {

    private static final long DEADLINE_SECONDS = 30;
    private static final int MANY = 10_000;

    private final ScratchManager scratch = new ScratchManager();

    @AfterEach
    void close() {
        scratch.close();
    }

    /** What a key does wrong from the moment on that it is told to. */
    private static final class Key {
        private final int number;
        private final int hash;
        private boolean failsInEquals;
        private boolean failsInHashCode;
        private boolean equalsNothing;
        private int hashChange;

        Key(int number, int hash) {
            this.number = number;
            this.hash = hash;
        }

        @Override
        public boolean equals(Object other) {
            if (!(other instanceof Key that)) {
                return false;
            }
            if (failsInEquals || that.failsInEquals) {
                throw new UnsupportedOperationException("equals");
            }
            return !equalsNothing && !that.equalsNothing && number == that.number;
        }

        @Override
        public int hashCode() {
            if (failsInHashCode) {
                throw new UnsupportedOperationException("hashCode");
            }
            return hash + hashChange;
        }
    }

    enum Operation {
        GET((cache, key) -> cache.get(key)),
        GET_ALL((cache, key) -> cache.getAll(asSet(key))),
        GET_WITH_SOURCE((cache, key) -> cache.get(key, same -> "source")),
        CONTAINS_KEY((cache, key) -> cache.containsKey(key)),
        PUT((cache, key) -> cache.put(key, "broken")),
        PUT_ALL((cache, key) -> cache.putAll(asMap(key))),
        GET_AND_PUT((cache, key) -> cache.getAndPut(key, "broken")),
        PUT_IF_ABSENT((cache, key) -> cache.putIfAbsent(key, "broken")),
        REPLACE((cache, key) -> cache.replace(key, "broken")),
        REPLACE_OLD((cache, key) -> cache.replace(key, "good", "broken")),
        GET_AND_REPLACE((cache, key) -> cache.getAndReplace(key, "broken")),
        REMOVE((cache, key) -> cache.remove(key)),
        REMOVE_OLD((cache, key) -> cache.remove(key, "good")),
        GET_AND_REMOVE((cache, key) -> cache.getAndRemove(key)),
        REMOVE_ALL((cache, key) -> cache.removeAll(asSet(key))),
        INVOKE((cache, key) -> cache.invoke(key, (entry, arguments) -> entry.getValue()));

        @SuppressWarnings("ImmutableEnumChecker") // the lambdas above capture nothing
        private final BiConsumer<TiercelCache<Key, String>, Key> call;

        Operation(BiConsumer<TiercelCache<Key, String>, Key> call) {
            this.call = call;
        }

        private static Set<Key> asSet(Key key) {
            return new OneElement(key);
        }

        private static Map<Key, String> asMap(Key key) {
            return Map.of(key, "broken");
        }
    }

    /** A set of one key that never calls the key. */
    private static final class OneElement extends AbstractSet<Key> {
        private final Key key;

        OneElement(Key key) {
            this.key = key;
        }

        @Override
        public Iterator<Key> iterator() {
            return List.of(key).iterator();
        }

        @Override
        public int size() {
            return 1;
        }
    }

    private TiercelCache<Key, String> cache() {
        return cache(configuration -> {});
    }

    @SuppressWarnings("unchecked") // unwrap keeps the types of the cache
    private TiercelCache<Key, String> cache(Consumer<TiercelConfigurationBuilder<Key, String>> more) {
        TiercelConfigurationBuilder<Key, String> configuration =
                TiercelConfiguration.builder(Key.class, String.class).byReference();
        more.accept(configuration);
        Cache<Key, String> cache = scratch.create("keys", configuration.build());
        return cache.unwrap(TiercelCache.class);
    }

    /** Fails if any lock of the cache is still held: another thread writes keys of all locks. */
    private static void assertGoesOn(Cache<Key, String> cache) throws Exception {
        CompletableFuture.runAsync(() -> {
                    for (int i = 0; i < 1_000; i++) {
                        Key key = new Key(1_000_000 + i, i);
                        cache.put(key, "fine");
                        assertThat(cache.get(key)).isEqualTo("fine");
                        cache.invoke(key, (entry, arguments) -> {
                            entry.remove();
                            return null;
                        });
                    }
                    cache.putAll(Map.of(new Key(2_000_000, 7), "a", new Key(2_000_001, 7), "b"));
                    cache.removeAll(Set.of(new Key(2_000_000, 7), new Key(2_000_001, 7)));
                })
                .get(DEADLINE_SECONDS, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @EnumSource(Operation.class)
    void anyOperation_hashCodeThrows_errorComesOutAndOtherKeysGoOn(Operation operation) throws Exception {
        TiercelCache<Key, String> cache = cache();
        cache.put(new Key(1, 7), "good");
        Key broken = new Key(2, 7);
        boolean hashedByTheTest = operation == Operation.PUT_ALL;
        broken.failsInHashCode = true;

        assertThatThrownBy(() -> operation.call.accept(cache, broken))
                .hasStackTraceContaining(hashedByTheTest ? "hashCode" : "UnsupportedOperationException: hashCode");

        assertThat(cache.get(new Key(1, 7))).isEqualTo("good");
        assertGoesOn(cache);
    }

    @ParameterizedTest
    @EnumSource(Operation.class)
    void anyOperation_equalsThrows_errorComesOutAndOtherKeysGoOn(Operation operation) throws Exception {
        TiercelCache<Key, String> cache = cache();
        cache.put(new Key(1, 7), "good");
        Key broken = new Key(1, 7);
        broken.failsInEquals = true;

        assertThatThrownBy(() -> operation.call.accept(cache, broken))
                .hasStackTraceContaining("UnsupportedOperationException: equals");

        assertThat(cache.get(new Key(1, 7))).isEqualTo("good");
        assertGoesOn(cache);
    }

    @Test
    void anyOperation_keyInTheCacheFailsLater_otherKeysGoOnAndClearHelps() throws Exception {
        TiercelCache<Key, String> cache = cache();
        Key broken = new Key(1, 7);
        cache.put(broken, "broken");
        broken.failsInEquals = true;
        broken.failsInHashCode = true;

        assertThatThrownBy(() -> cache.put(new Key(2, 7), "same hash"))
                .isInstanceOf(UnsupportedOperationException.class);
        cache.put(new Key(3, 8), "other hash");

        assertThat(cache.get(new Key(3, 8))).isEqualTo("other hash");
        cache.clear();
        cache.put(new Key(2, 7), "same hash");
        assertThat(cache.get(new Key(2, 7))).isEqualTo("same hash");
        assertGoesOn(cache);
    }

    @Test
    void put_hashOfAllKeysIsTheSame_isSlowButCorrect() {
        TiercelCache<Key, String> cache = cache(configuration -> configuration.heapEntries(2 * MANY));
        for (int i = 0; i < MANY; i++) {
            cache.put(new Key(i, 42), "value " + i);
        }

        for (int i = 0; i < MANY; i += 97) {
            assertThat(cache.get(new Key(i, 42))).isEqualTo("value " + i);
        }
        assertThat(cache).hasSize(MANY);
        for (int i = 0; i < MANY; i += 2) {
            cache.remove(new Key(i, 42));
        }
        assertThat(cache).hasSize(MANY / 2);
        assertThat(cache.get(new Key(1, 42))).isEqualTo("value 1");
    }

    @Test
    void putAll_hashOfAllKeysIsTheSame_withAWriter_writesAll() {
        TiercelCache<Key, String> cache = cache(configuration -> configuration.writer(new SilentWriter()));
        Map<Key, String> entries = new LinkedHashMap<>();
        for (int i = 0; i < 100; i++) {
            entries.put(new Key(i, 42), "value " + i);
        }

        cache.putAll(entries);

        assertThat(cache.getAll(entries.keySet())).isEqualTo(entries);
        cache.removeAll(entries.keySet());
        assertThat(cache).isEmpty();
    }

    @Test
    void put_keysThatEqualNothing_isBounded() throws Exception {
        TiercelCache<Key, String> cache = cache(configuration -> configuration.heapEntries(100));
        for (int i = 0; i < 1_000; i++) {
            Key key = new Key(i % 10, i % 10);
            key.equalsNothing = true;
            cache.put(key, "value");
        }

        assertThat(cache.tiers().get(0).entries()).isLessThanOrEqualTo(100);
        cache.removeAll();
        cache.clear();
        assertThat(cache).isEmpty();
        assertGoesOn(cache);
    }

    @Test
    void get_hashOfTheKeyChangesWhileItIsKept_isFoundByItsFirstHash() {
        TiercelCache<Key, String> cache = cache();
        Key key = new Key(1, 7);
        cache.put(key, "value");
        key.hashChange = 1;

        assertThat(cache.get(new Key(1, 7))).isEqualTo("value");
        assertThat(cache.remove(new Key(1, 7))).isTrue();
        assertThat(cache).isEmpty();
    }

    @Test
    void get_hashOfTheKeyChangesWhileItIsLoaded_laterGetsAreUnharmed() throws Exception {
        Map<Integer, Integer> loads = new HashMap<>();
        TiercelCache<Key, String> cache = cache(
                configuration -> configuration.loader(new ChangingLoader(loads)).readThrough(true));

        for (int round = 0; round < 3; round++) {
            assertThat(cache.get(new Key(1, 7))).isEqualTo("loaded");
            cache.remove(new Key(1, 7));
            cache.clear();
        }

        assertThat(loads).containsEntry(1, 3);
        assertGoesOn(cache);
    }

    private static final class ChangingLoader implements CacheLoader<Key, String> {
        private final Map<Integer, Integer> loads;

        ChangingLoader(Map<Integer, Integer> loads) {
            this.loads = loads;
        }

        @Override
        public String load(Key key) {
            loads.merge(key.number, 1, Integer::sum);
            key.hashChange++;
            return "loaded";
        }

        @Override
        public Map<Key, String> loadAll(Iterable<? extends Key> keys) {
            return Map.of();
        }
    }

    private static final class SilentWriter implements CacheWriter<Key, String> {
        @Override
        public void write(Cache.Entry<? extends Key, ? extends String> entry) {}

        @Override
        public void writeAll(Collection<Cache.Entry<? extends Key, ? extends String>> entries) {
            entries.clear();
        }

        @Override
        public void delete(Object key) {}

        @Override
        public void deleteAll(Collection<?> keys) {
            keys.clear();
        }
    }
}
