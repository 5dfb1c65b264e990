package io.tiercel.engine;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiercel.expiry.FixedExpiry;
import io.tiercel.store.Entry;
import io.tiercel.store.EntryTooLargeException;
import io.tiercel.store.Lifetime;
import io.tiercel.store.Store;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.cache.Cache;
import javax.cache.integration.CacheWriter;
import javax.cache.integration.CacheWriterException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BulkWritesTest {

    private static final List<String> KEYS = List.of("a", "b", "c");

    /** One object for all who throw it, as the JVM has some. */
    private final Error missing = new NoClassDefFoundError("of this test");

    private final Map<Object, Object> rows = new HashMap<>();
    private final TestEngine test = new TestEngine(FixedExpiry.ETERNAL, Long.MAX_VALUE, NarrowStore::new, new Writer());

    /** Takes no value that is said to be large. */
    private final class NarrowStore extends HookedStore {

        NarrowStore(Store store) {
            super(store);
        }

        @Override
        public Entry put(Object key, int hash, Object value, Lifetime lifetime, long weight) {
            if (value.equals("large")) {
                throw new EntryTooLargeException("key=" + key);
            }
            if (value.equals("missing")) {
                throw missing;
            }
            return super.put(key, hash, value, lifetime, weight);
        }
    }

    private boolean fails;
    private @Nullable Collection<?> given;

    private final class Writer implements CacheWriter<Object, Object> {

        @Override
        public void write(Cache.Entry<?, ?> entry) {
            rows.put(entry.getKey(), entry.getValue());
        }

        @Override
        public void writeAll(Collection<Cache.Entry<?, ?>> entries) {
            given = entries;
            entries.forEach(this::write);
            entries.clear();
            if (fails) {
                throw new IllegalStateException("after all");
            }
            if (rows.containsValue("missing")) {
                throw missing;
            }
        }

        @Override
        public void delete(Object key) {
            rows.remove(key);
        }

        @Override
        public void deleteAll(Collection<?> keys) {
            given = keys;
            keys.forEach(this::delete);
            keys.clear();
        }
    }

    @Test
    void putAll_anEntryIsTooLarge_noneOfTheOthersStaysOld() {
        BulkWrites<Object, Object> bulk =
                new BulkWrites<>(test.parts, test.engine, requireNonNull(test.parts.writer()));
        for (String large : KEYS) {
            KEYS.forEach(key -> test.writes.put(key, "old"));
            Map<Object, Object> written = new HashMap<>();
            KEYS.forEach(key -> written.put(key, key.equals(large) ? "large" : "new"));

            assertThatThrownBy(() -> bulk.putAll(written)).isInstanceOf(EntryTooLargeException.class);

            assertThat(rows).isEqualTo(written);
            assertThat(KEYS)
                    .allSatisfy(key -> assertThat(test.reads.find(key)).isEqualTo(key.equals(large) ? null : "new"));
        }
    }

    @Test
    void putAll_writerTakesOutOneByOne_noneOfTheOthersMoves() {
        new BulkWrites<>(test.parts, test.engine, requireNonNull(test.parts.writer())).putAll(Map.of("a", "new"));
        assertThat(given)
                .as("what a list moves for each that leaves its head, while all keys are held")
                .isInstanceOf(Deque.class);
    }

    @Test
    void removeAll_writerTakesOutOneByOne_noneOfTheOthersMoves() {
        new BulkWrites<>(test.parts, test.engine, requireNonNull(test.parts.writer())).removeAll(List.of("a"));

        assertThat(given)
                .as("what a list moves for each that leaves its head, while all keys are held")
                .isInstanceOf(Deque.class);
    }

    @Test
    void putAll_writerFailsAndAnEntryIsTooLarge_theFailureOfTheWriterIsTold() {
        BulkWrites<Object, Object> bulk =
                new BulkWrites<>(test.parts, test.engine, requireNonNull(test.parts.writer()));
        fails = true;
        assertThatThrownBy(() -> bulk.putAll(Map.of("a", "new", "b", "large")))
                .isInstanceOf(CacheWriterException.class)
                .hasCauseInstanceOf(IllegalStateException.class)
                .satisfies(thrown ->
                        assertThat(thrown.getSuppressed()).singleElement().isInstanceOf(EntryTooLargeException.class));
        assertThat(test.reads.find("a")).isEqualTo("new");
    }

    @Test
    void putAll_writerAndStoreThrowTheSame_thatIsTold() {
        BulkWrites<Object, Object> bulk =
                new BulkWrites<>(test.parts, test.engine, requireNonNull(test.parts.writer()));
        assertThatThrownBy(() -> bulk.putAll(Map.of("a", "missing"))).isSameAs(missing);
    }
}
