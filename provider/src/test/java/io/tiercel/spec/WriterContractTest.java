package io.tiercel.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiercel.TiercelCache;
import io.tiercel.statistics.Counter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.integration.CacheWriterException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a writer is told, what it is not told, and in which order. */
final class WriterContractTest {

    private final LoadFixture fixture = new LoadFixture();
    private final FakeSource source = new FakeSource();
    private final RecordedEvents events = new RecordedEvents();

    @AfterEach
    void close() {
        fixture.close();
    }

    private TiercelCache<Integer, String> cache() {
        return fixture.cache(LoadFixture.builder().writer(source).listener(events.configuration()));
    }

    @Test
    void putAll_writerFailsPartly_appliesWhatTheWriterTookOut() {
        TiercelCache<Integer, String> cache = cache();
        cache.put(3, "old");
        events.all.clear();
        long putsBefore = cache.statistics().get(Counter.PUTS);
        failOn("write 2=b");

        assertThatThrownBy(() -> cache.putAll(Map.of(1, "a", 2, "b", 3, "c"))).isInstanceOf(CacheWriterException.class);

        Map<Integer, String> written = Map.copyOf(source.rows);
        assertThat(written).doesNotContainEntry(2, "b");
        assertThat(cache.getAll(Set.of(1, 2, 3))).isEqualTo(written);
        assertThat(events.all).hasSize((int) (cache.statistics().get(Counter.PUTS) - putsBefore));
    }

    @Test
    void removeAllKeys_writerFailsPartly_removesWhatTheWriterTookOut() {
        TiercelCache<Integer, String> cache = cache();
        cache.putAll(Map.of(1, "a", 2, "b", 3, "c"));
        failOn("delete 2");

        assertThatThrownBy(() -> cache.removeAll(Set.of(1, 2, 3))).isInstanceOf(CacheWriterException.class);

        assertThat(cache.containsKey(2)).isTrue();
        assertThat(cache.getAll(Set.of(1, 2, 3))).isEqualTo(source.rows);
    }

    @Test
    void removeAll_writerFailsPartly_removesWhatTheWriterTookOut() {
        TiercelCache<Integer, String> cache = cache();
        cache.putAll(Map.of(1, "a", 2, "b", 3, "c"));
        failOn("delete 2");

        assertThatThrownBy(cache::removeAll).isInstanceOf(CacheWriterException.class);

        assertThat(cache.containsKey(2)).isTrue();
        assertThat(cache.getAll(Set.of(1, 2, 3))).isEqualTo(source.rows);
    }

    @Test
    void putAll_writerFailsPartlyWithAnError_appliesWhatTheWriterTookOut() {
        TiercelCache<Integer, String> cache = cache();
        cache.putAll(Map.of(1, "old", 2, "old", 3, "old"));
        source.script = call -> {
            if (call.equals("write 2=b")) {
                throw new StackOverflowError("no");
            }
        };

        assertThatThrownBy(() -> cache.putAll(Map.of(1, "a", 2, "b", 3, "c"))).isInstanceOf(StackOverflowError.class);

        assertThat(cache.getAll(Set.of(1, 2, 3))).isEqualTo(source.rows);
    }

    /** Makes one row fail, after which the source has taken out of its collection what came before. */
    private void failOn(String failing) {
        source.script = call -> {
            if (call.equals(failing)) {
                throw new CacheWriterException("no");
            }
        };
    }

    @Test
    void removal_absentKey_isToldAllTheSame() {
        TiercelCache<Integer, String> cache = cache();
        cache.remove(1);
        cache.getAndRemove(2);
        cache.removeAll(Set.of(3));
        cache.invoke(4, Processors.remove());
        assertThat(source.calls).containsExactly("delete 1", "delete 2", "deleteAll", "delete 3", "delete 4");
        assertThat(events.all).isEmpty();
    }

    @Test
    void conditionThatDoesNotHold_isNotTold() {
        TiercelCache<Integer, String> cache = cache();
        cache.put(1, "a");
        source.calls.clear();
        cache.putIfAbsent(1, "b");
        cache.replace(2, "b");
        cache.replace(1, "other", "b");
        cache.replace(2, "other", "b");
        cache.getAndReplace(2, "b");
        cache.remove(1, "other");
        cache.remove(2, "other");
        cache.invoke(1, Processors.get());
        cache.removeAll(Set.of());
        cache.putAll(Map.of());
        assertThat(source.calls).isEmpty();
    }

    @Test
    void clear_isNotTold() {
        TiercelCache<Integer, String> cache = cache();
        cache.put(1, "a");
        source.calls.clear();
        cache.clear();
        assertThat(source.calls).isEmpty();
        assertThat(cache.containsKey(1)).isFalse();
    }

    @Test
    void expiry_isNotTold() {
        TiercelCache<Integer, String> cache = fixture.cache(LoadFixture.builder()
                .writer(source)
                .expireAfterWrite(Duration.ofMillis(5))
                .listener(events.configuration()));
        cache.put(1, "a");
        Waits.until("1 expires", () -> !cache.containsKey(1));
        assertThat(cache.get(1)).isNull();
        assertThat(cache.putIfAbsent(1, "b")).isTrue();
        Waits.until("1 expires again", () -> !cache.containsKey(1));
        assertThat(cache.get(1)).isNull();
        Waits.until( // a sweep may have come first, which tells of it afterwards
                "both expiries are told", () -> events.all.containsAll(List.of("EXPIRED 1=a", "EXPIRED 1=b")));
        assertThat(source.calls).containsExactly("write 1=a", "write 1=b");
    }

    @Test
    void loads_areNotTold() {
        TiercelCache<Integer, String> cache =
                fixture.cache(LoadFixture.builder().loader(source).writer(source));
        source.rows.putAll(Map.of(1, "a", 2, "b"));
        assertThat(cache.get(1)).isEqualTo("a");
        assertThat(cache.getAll(Set.of(2))).containsEntry(2, "b");
        assertThat(source.calls).containsExactly("load 1", "loadAll [2]");
    }

    @Test
    @SuppressWarnings("serial") // the factory is not serialized here
    void writeThroughOff_writerIsNeverTold() {
        TiercelCache<Integer, String> cache = fixture.cache(new MutableConfiguration<Integer, String>()
                .setTypes(Integer.class, String.class)
                .setWriteThrough(false)
                .setCacheWriterFactory(new FactoryBuilder.SingletonFactory<>(source)));
        cache.put(1, "a");
        cache.putAll(Map.of(2, "b"));
        cache.invoke(3, Processors.set("c"));
        cache.remove(1);
        cache.removeAll();
        assertThat(source.calls).isEmpty();
    }

    @Test
    void write_mutableValueByValue_getsTheValueOfTheApplication() {
        List<Object> told = new ArrayList<>();
        TiercelCache<Integer, ArrayList<String>> cache = fixture.cache(TellingWriter.configuration(told));
        ArrayList<String> value = new ArrayList<>(List.of("a"));
        cache.put(1, value);
        cache.putAll(Map.of(2, value));
        assertThat(told).hasSize(2).allSatisfy(object -> assertThat(object).isSameAs(value));
        assertThat(cache.get(1)).isEqualTo(value).isNotSameAs(value);
    }

    @Test
    void changesOfManyThreads_writerIsToldInTheOrderOfTheChanges() {
        TiercelCache<Integer, String> cache = cache();
        List<Waits.Run<Void>> runs = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            String name = "t" + i + "-";
            runs.add(Waits.Run.start(() -> changeAtRandom(cache, name)));
        }
        runs.forEach(Waits.Run::result);
        for (int key = 1; key <= 3; key++) {
            assertThat(toldOf(key)).as("key %s", key).isEqualTo(eventsOf(key));
        }
    }

    private static Void changeAtRandom(TiercelCache<Integer, String> cache, String name) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        for (int n = 0; n < 1_000; n++) {
            String value = name + n;
            int key = 1 + random.nextInt(3);
            switch (random.nextInt(6)) {
                case 0 -> cache.put(key, value);
                case 1 -> cache.putAll(Map.of(1, value, 2, value, 3, value));
                case 2 -> cache.invoke(key, Processors.set(value));
                case 3 -> cache.replace(key, value);
                case 4 -> cache.getAndPut(key, value);
                default -> cache.putIfAbsent(key, value);
            }
        }
        return null;
    }

    private List<String> toldOf(int key) {
        String prefix = "write " + key + "=";
        return source.calls.stream()
                .filter(call -> call.startsWith(prefix))
                .map(call -> call.substring(prefix.length()))
                .toList();
    }

    private List<String> eventsOf(int key) {
        String part = " " + key + "=";
        return events.all.stream()
                .filter(event -> event.contains(part))
                .map(event -> event.substring(event.indexOf('=') + 1))
                .toList();
    }
}
