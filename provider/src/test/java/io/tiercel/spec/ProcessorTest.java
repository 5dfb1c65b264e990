package io.tiercel.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiercel.TiercelCache;
import io.tiercel.statistics.Counter;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.EntryProcessorException;
import javax.cache.processor.EntryProcessorResult;
import javax.cache.processor.MutableEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Entry processors: the net effect counts, once, and nobody sees anything in between (Javadoc of EntryProcessor). */
final class ProcessorTest {

    private final LoadFixture fixture = new LoadFixture();
    private final FakeSource source = new FakeSource();
    private final RecordedEvents events = new RecordedEvents();
    private final TiercelCache<Integer, String> cache =
            fixture.cache(LoadFixture.builder().loader(source).writer(source).listener(events.configuration()));

    @AfterEach
    void close() {
        fixture.close();
    }

    private Object invoke(int key, EntryProcessor<Integer, String, Object> processor) {
        return cache.invoke(key, processor);
    }

    private void given(int key, String value) {
        cache.put(key, value);
        source.calls.clear();
        events.all.clear();
        cache.statistics().reset();
    }

    @Test
    void exists_absentKey_doesNotLoad() {
        source.rows.put(1, "a");
        assertThat(invoke(1, (entry, arguments) -> entry.exists())).isEqualTo(false);
        assertThat(source.calls).isEmpty();
        assertThat(cache.containsKey(1)).isFalse();
    }

    @Test
    void exists_followsWhatTheProcessorDid() {
        given(1, "a");
        assertThat(invoke(1, (entry, arguments) -> {
                    boolean atFirst = entry.exists();
                    entry.remove();
                    boolean removed = entry.exists();
                    entry.setValue("b");
                    return List.of(atFirst, removed, entry.exists());
                }))
                .isEqualTo(List.of(true, false, true));
    }

    @Test
    void setThenRemove_absentKey_doesNothing() {
        invoke(1, (entry, arguments) -> {
            entry.setValue("a");
            entry.remove();
            return null;
        });
        assertThat(source.calls).isEmpty();
        assertThat(events.all).isEmpty();
        assertThat(cache.statistics().get(Counter.PUTS)).isZero();
        assertThat(cache.statistics().get(Counter.REMOVALS)).isZero();
        assertThat(cache.containsKey(1)).isFalse();
    }

    @Test
    void setThenRemove_presentKey_removesOnce() {
        given(1, "a");
        invoke(1, (entry, arguments) -> {
            entry.setValue("b");
            entry.remove();
            return null;
        });
        assertThat(source.calls).containsExactly("delete 1");
        assertThat(events.all).containsExactly("REMOVED 1=a");
        assertThat(cache.statistics().get(Counter.PUTS)).isZero();
        assertThat(cache.statistics().get(Counter.REMOVALS)).isEqualTo(1);
    }

    @Test
    void removeThenSet_presentKey_updatesOnce() {
        given(1, "a");
        invoke(1, (entry, arguments) -> {
            entry.remove();
            entry.setValue("b");
            return null;
        });
        assertThat(source.calls).containsExactly("write 1=b");
        assertThat(events.all).containsExactly("UPDATED 1=b");
        assertThat(cache.statistics().get(Counter.PUTS)).isEqualTo(1);
        assertThat(cache.statistics().get(Counter.REMOVALS)).isZero();
    }

    @Test
    void removeThenSet_absentKey_createsOnce() {
        invoke(1, (entry, arguments) -> {
            entry.remove();
            entry.setValue("b");
            return null;
        });
        assertThat(source.calls).containsExactly("write 1=b");
        assertThat(events.all).containsExactly("CREATED 1=b");
    }

    @Test
    void setTwice_writesTheLastOnce() {
        assertThat(invoke(1, (entry, arguments) -> {
                    entry.setValue("a");
                    String first = entry.getValue();
                    entry.setValue("b");
                    return first + entry.getValue();
                }))
                .isEqualTo("ab");
        assertThat(source.calls).containsExactly("write 1=b");
        assertThat(events.all).containsExactly("CREATED 1=b");
    }

    @Test
    void getValueAfterRemove_isNullAndDoesNotLoad() {
        source.rows.put(1, "a");
        assertThat(invoke(1, (entry, arguments) -> {
                    entry.remove();
                    return entry.getValue() == null && !entry.exists();
                }))
                .isEqualTo(true);
        assertThat(source.calls).containsExactly("delete 1");
        assertThat(cache.containsKey(1)).isFalse();
    }

    @Test
    void loadRemoveGetSet_loadsAndWritesOnce() {
        source.rows.put(1, "a");
        assertThat(invoke(1, (entry, arguments) -> { // example 2 of the Javadoc
                    String first = entry.getValue();
                    entry.remove();
                    String second = entry.getValue();
                    entry.setValue("b");
                    return first + second;
                }))
                .isEqualTo("anull");
        assertThat(source.calls).containsExactly("load 1", "write 1=b");
        assertThat(events.all).containsExactly("CREATED 1=b");
        assertThat(cache.statistics().get(Counter.PUTS)).isEqualTo(1);
    }

    @Test
    void loadSetGetSetRemove_absentKey_deletesFromTheSource() {
        source.rows.put(1, "a");
        invoke(1, (entry, arguments) -> { // example 3 of the Javadoc
            entry.getValue();
            entry.setValue("b");
            entry.getValue();
            entry.setValue("c");
            entry.remove();
            return null;
        });
        assertThat(source.calls).containsExactly("load 1", "delete 1");
        assertThat(events.all).isEmpty();
        assertThat(cache.containsKey(1)).isFalse();
    }

    @Test
    void loadRemove_deletesFromTheSource() {
        source.rows.put(1, "a");
        invoke(1, (entry, arguments) -> {
            entry.getValue();
            entry.remove();
            return null;
        });
        assertThat(source.calls).containsExactly("load 1", "delete 1");
        assertThat(cache.get(1)).isNull();
    }

    @Test
    void processorThrows_changesNothing() {
        given(1, "a");
        assertThatThrownBy(() -> invoke(1, (entry, arguments) -> {
                    entry.setValue("b");
                    throw new IllegalStateException("no");
                }))
                .isInstanceOf(EntryProcessorException.class)
                .hasCauseInstanceOf(IllegalStateException.class);
        assertThat(cache.get(1)).isEqualTo("a");
        assertThat(source.calls).isEmpty();
        assertThat(events.all).isEmpty();
    }

    @Test
    void processorThrowsCheckedException_isWrapped() {
        assertThatThrownBy(() -> invoke(1, (entry, arguments) -> {
                    throw Sneaky.hide(new IOException("no"));
                }))
                .isInstanceOf(EntryProcessorException.class)
                .hasCauseInstanceOf(IOException.class);
        Map<Integer, EntryProcessorResult<Object>> results = cache.invokeAll(Set.of(1), (entry, arguments) -> {
            throw Sneaky.hide(new IOException("no"));
        });
        assertThatThrownBy(() -> results.get(1).get()).isInstanceOf(EntryProcessorException.class);
    }

    @Test
    void others_seeTheOldValueUntilTheProcessorEnds() {
        given(1, "old");
        CountDownLatch set = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Waits.Run<Object> run = Waits.Run.start(() -> invoke(1, (entry, arguments) -> {
            entry.setValue("new");
            set.countDown();
            Waits.block(end);
            return null;
        }));
        Waits.until(set);
        assertThat(cache.get(1)).isEqualTo("old");
        assertThat(cache.getAll(Set.of(1))).containsEntry(1, "old");
        assertThat(cache.iterator().next().getValue()).isEqualTo("old");
        assertThat(events.all).isEmpty();
        end.countDown();
        run.result();
        assertThat(cache.get(1)).isEqualTo("new");
    }

    @Test
    void manyThreads_eachProcessorRunsOnceAndNoneIsLost() {
        given(1, "0");
        AtomicInteger ran = new AtomicInteger();
        List<Waits.Run<Void>> runs = java.util.stream.IntStream.range(0, 8)
                .mapToObj(i -> Waits.Run.<Void>start(() -> {
                    for (int n = 0; n < 500; n++) {
                        invoke(1, (entry, arguments) -> {
                            ran.incrementAndGet();
                            entry.setValue(Integer.toString(Integer.parseInt(entry.getValue()) + 1));
                            return null;
                        });
                    }
                    return null;
                }))
                .toList();
        runs.forEach(Waits.Run::result);
        assertThat(ran).hasValue(4_000);
        assertThat(cache.get(1)).isEqualTo("4000");
    }

    @Test
    void invokeAll_mixedOutcomes_eachKeyHasItsOwn() {
        given(1, "a");
        source.script = call -> {
            if (call.equals("write 3=x")) {
                throw new IllegalStateException("writer");
            }
        };
        Map<Integer, EntryProcessorResult<String>> results = cache.invokeAll(Set.of(1, 2, 3, 4), (entry, arguments) -> {
            if (entry.getKey() == 2) {
                entry.setValue("lost");
                throw new IllegalStateException("processor");
            }
            if (entry.getKey() == 4) {
                return null;
            }
            entry.setValue("x");
            return "ok" + entry.getKey();
        });
        assertThat(results).containsOnlyKeys(1, 2, 3);
        assertThat(results.get(1).get()).isEqualTo("ok1");
        assertThatThrownBy(() -> results.get(2).get()).isInstanceOf(EntryProcessorException.class);
        assertThatThrownBy(() -> results.get(3).get()).isInstanceOf(EntryProcessorException.class);
        assertThat(cache.containsKey(2) || cache.containsKey(3) || cache.containsKey(4))
                .isFalse();
        assertThat(cache.get(1)).isEqualTo("x");
    }

    @Test
    void entryThatEscapes_isRefused() {
        given(1, "a");
        AtomicReference<MutableEntry<Integer, String>> escaped = new AtomicReference<>();
        invoke(1, (entry, arguments) -> {
            escaped.set(entry);
            return null;
        });
        MutableEntry<Integer, String> entry = escaped.get();
        assertThatThrownBy(() -> entry.setValue("b")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(entry::getValue).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(entry::remove).isInstanceOf(IllegalStateException.class);
        assertThat(cache.get(1)).isEqualTo("a");
    }

    @Test
    void processorAndArguments_needNotBeSerializable() {
        Object argument = new Object();
        EntryProcessor<Integer, String, Object> processor = (entry, arguments) -> arguments[0];
        assertThat(cache.invoke(1, processor, argument)).isSameAs(argument);
        assertThat(cache.invokeAll(Set.of(1), processor, argument).get(1).get()).isSameAs(argument);
    }

    @Test
    void loaderFailsInProcessor_failsTheInvocationAndKeepsNothing() {
        source.script = call -> {
            throw new IllegalStateException("down");
        };
        assertThatThrownBy(() -> cache.invoke(1, Processors.get())).isInstanceOf(EntryProcessorException.class);
        assertThat(cache.containsKey(1)).isFalse();
        assertThat(LoadFixture.leasesOut(cache)).isZero();
    }

    @Test
    void setNull_isRefused() {
        given(1, "a");
        assertThatThrownBy(() -> invoke(1, (entry, arguments) -> {
                    entry.setValue(null);
                    return null;
                }))
                .isInstanceOf(EntryProcessorException.class)
                .hasCauseInstanceOf(NullPointerException.class);
        assertThat(cache.get(1)).isEqualTo("a");
    }
}
