package io.tiercel.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiercel.TiercelCache;
import io.tiercel.TiercelConfiguration;
import io.tiercel.configuration.WriteBehindSettings;
import io.tiercel.load.Lease;
import io.tiercel.write.WriteQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import javax.cache.integration.CacheWriterException;
import javax.cache.integration.CompletionListenerFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a cache tells its writer behind, and what its readers see meanwhile. */
final class WriteBehindTest {

    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final LoadFixture fixture = new LoadFixture();
    private final FakeSource source = new FakeSource();

    @AfterEach
    void close() {
        source.script = call -> {};
        fixture.close();
    }

    private TiercelCache<Integer, String> cache(UnaryOperator<WriteBehindSettings> how) {
        return fixture.cache(LoadFixture.builder().loader(source).writer(source).writeBehind(how));
    }

    /** Returns a cache whose changes wait until they are flushed. */
    private TiercelCache<Integer, String> waiting() {
        return cache(behind -> behind.withDelay(LONG));
    }

    private static WriteQueue queueOf(TiercelCache<?, ?> cache) {
        WriteQueue queue = cache.writeBehind();
        assertThat(queue).isNotNull();
        return queue;
    }

    private static void flush(TiercelCache<?, ?> cache) {
        assertThat(queueOf(cache).flush(TIMEOUT)).isTrue();
    }

    @Test
    void writeBehind_cacheThatIsWrittenThrough_isNull() {
        assertThat(fixture.cache(LoadFixture.builder().writer(source)).writeBehind())
                .isNull();
    }

    @Test
    void put_isWrittenLaterByAnotherThread() {
        Thread caller = Thread.currentThread();
        TiercelCache<Integer, String> cache = cache(behind -> behind.withDelay(Duration.ZERO));
        source.script = call -> assertThat(Thread.currentThread()).isNotSameAs(caller);
        cache.put(1, "a");
        Waits.until("1 is written", () -> "a".equals(source.rows.get(1)));
        cache.remove(1);
        Waits.until("1 is deleted", source.rows::isEmpty);
        assertThat(queueOf(cache).failures()).isZero();
    }

    @Test
    void put_fullBatch_isWrittenWithoutTheDelay() {
        TiercelCache<Integer, String> cache =
                cache(behind -> behind.withDelay(LONG).withBatch(3));
        cache.put(1, "a");
        cache.put(2, "b");
        assertThat(source.calls).isEmpty();
        cache.put(3, "c");
        Waits.until("all are written", () -> source.rows.size() == 3);
        assertThat(source.calls).startsWith("writeAll");
    }

    @Test
    void changesOfOneKey_theLastIsWritten() {
        TiercelCache<Integer, String> cache = waiting();
        cache.put(1, "a");
        cache.put(1, "b");
        cache.remove(1);
        cache.put(1, "c");
        cache.put(2, "d");
        cache.remove(2);
        assertThat(queueOf(cache).pending()).isEqualTo(2);
        flush(cache);
        assertThat(source.calls).containsExactly("write 1=c", "delete 2");
        assertThat(queueOf(cache).written()).isEqualTo(2);
        assertThat(queueOf(cache).oldestAge()).isZero();
    }

    @Test
    void get_entryIsGone_seesTheChangeWithoutALoad() {
        TiercelCache<Integer, String> cache = waiting();
        source.rows.put(1, "old");
        cache.put(1, "new");
        cache.clear();
        assertThat(cache.get(1)).isEqualTo("new");
        assertThat(cache.get(1, key -> "loaded")).isEqualTo("new");
        assertThat(cache.getAll(Set.of(1))).isEqualTo(Map.of(1, "new"));
        assertThat(cache.invoke(1, Processors.get())).isEqualTo("new");
        assertThat(source.calls).isEmpty();
        assertThat(cache).as("not kept").isEmpty();
        flush(cache);
        assertThat(cache.get(1)).isEqualTo("new");
        assertThat(source.calls).containsExactly("write 1=new", "load 1");
    }

    @Test
    void get_keyIsToBeDeleted_isAbsentWithoutALoad() {
        TiercelCache<Integer, String> cache = waiting();
        source.rows.putAll(Map.of(1, "old", 2, "other"));
        cache.remove(1);
        assertThat(cache.get(1)).isNull();
        assertThat(cache.get(1, key -> "loaded")).isNull();
        assertThat(cache.getAll(Set.of(1, 2))).isEqualTo(Map.of(2, "other"));
        assertThat(cache.invoke(1, Processors.get())).isNull();
        assertThat(source.calls).containsExactly("loadAll [2]");
        flush(cache);
        assertThat(source.rows).containsOnlyKeys(2);
    }

    @Test
    void get_cacheWithoutALoader_seesTheChange() {
        TiercelCache<Integer, String> cache =
                fixture.cache(LoadFixture.builder().writer(source).writeBehind(behind -> behind.withDelay(LONG)));
        cache.put(1, "new");
        cache.remove(2);
        cache.clear();
        assertThat(cache.get(1)).isEqualTo("new");
        assertThat(cache.get(2)).isNull();
        assertThat(cache.get(3)).isNull();
        assertThat(cache.getAll(Set.of(1, 2, 3))).isEqualTo(Map.of(1, "new"));
        assertThat(cache.invoke(1, Processors.get())).isEqualTo("new");
        assertThat(cache.invoke(3, Processors.get())).isNull();
        assertThat(cache.get(3, key -> "loaded")).isEqualTo("loaded");
        flush(cache);
        cache.clear();
        assertThat(cache.get(1)).isNull();
    }

    @Test
    void get_changeIsBeingWritten_seesIt() {
        TiercelCache<Integer, String> cache = cache(behind -> behind.withDelay(Duration.ZERO));
        source.rows.put(1, "old");
        CountDownLatch writing = new CountDownLatch(1);
        CountDownLatch mayWrite = new CountDownLatch(1);
        source.script = call -> {
            if (call.equals("write 1=new")) {
                writing.countDown();
                Waits.block(mayWrite);
            }
        };
        cache.put(1, "new");
        Waits.until(writing);
        cache.clear();
        assertThat(cache.get(1)).isEqualTo("new");
        cache.put(1, "newer");
        cache.clear();
        assertThat(cache.get(1)).isEqualTo("newer");
        mayWrite.countDown();
        Waits.until("the last is written", () -> "newer".equals(source.rows.get(1)));
    }

    @Test
    void loadAll_keysWithChanges_areNotLoaded() {
        TiercelCache<Integer, String> cache = waiting();
        source.rows.putAll(Map.of(1, "old", 2, "old"));
        cache.put(1, "new");
        CompletionListenerFuture done = new CompletionListenerFuture();
        cache.loadAll(Set.of(1, 2), /* replaceExistingValues= */ true, done);
        Completion.await(done);
        assertThat(cache.get(1)).isEqualTo("new");
        assertThat(cache.get(2)).isEqualTo("old");
        assertThat(source.calls).containsExactly("loadAll [2]");
    }

    @Test
    void tryPut_leaseWasTakenWhileAChangeWaits_isRefused() {
        TiercelCache<Integer, String> cache = waiting();
        source.rows.put(1, "old");
        cache.put(1, "new");
        cache.clear();
        try (Lease lease = cache.lease(1)) {
            String read = source.rows.get(1);
            flush(cache);
            assertThat(cache.tryPut(1, read, lease)).isFalse();
        }
        try (Lease lease = cache.lease(1)) {
            assertThat(cache.tryPut(1, source.rows.get(1), lease)).isTrue();
        }
    }

    @Test
    void load_thatBeganBeforeAPut_isNotKept() {
        TiercelCache<Integer, String> cache = waiting();
        String loaded = cache.get(1, key -> {
            Waits.Run.start(() -> {
                        cache.put(1, "new");
                        cache.clear();
                        return null;
                    })
                    .result();
            return "old";
        });
        assertThat(loaded).isEqualTo("old");
        assertThat(cache).isEmpty();
        assertThat(cache.get(1)).isEqualTo("new");
    }

    @Test
    void putAll_andRemoveAll_areQueued() {
        TiercelCache<Integer, String> cache =
                cache(behind -> behind.withDelay(LONG).withBatch(7));
        Map<Integer, String> all = new HashMap<>();
        for (int i = 0; i < 100; i++) {
            all.put(i, "value" + i);
        }
        cache.putAll(all);
        flush(cache);
        assertThat(source.rows).isEqualTo(all);
        cache.removeAll(Set.of(1, 2, 3));
        cache.removeAll();
        flush(cache);
        assertThat(source.rows).isEmpty();
    }

    @Test
    void put_queueIsFull_failsAndChangesNothing() {
        CountDownLatch mayWrite = new CountDownLatch(1);
        source.script = call -> Waits.block(mayWrite);
        TiercelCache<Integer, String> cache = cache(
                behind -> behind.withDelay(LONG).withEntries(2).withBatch(10).withWaitWhenFull(Duration.ofMillis(5)));
        cache.put(1, "a");
        cache.put(2, "b");
        assertThatThrownBy(() -> cache.put(3, "c"))
                .isInstanceOf(CacheWriterException.class)
                .hasMessageContaining("is full: 2 of 2 keys");
        assertThatThrownBy(() -> cache.putAll(Map.of(3, "c", 4, "d"))).isInstanceOf(CacheWriterException.class);
        assertThatThrownBy(() -> cache.remove(4)).isInstanceOf(CacheWriterException.class);
        assertThat(cache.containsKey(3)).isFalse();
        cache.put(1, "a key that waits already has a place");
        mayWrite.countDown();
        flush(cache);
        cache.put(3, "c");
        flush(cache);
        assertThat(source.rows).containsOnlyKeys(1, 2, 3);
    }

    @Test
    void put_queueIsFull_waitsForRoom() {
        TiercelCache<Integer, String> cache = cache(
                behind -> behind.withDelay(LONG).withEntries(1).withBatch(5).withWaitWhenFull(TIMEOUT));
        cache.put(1, "a");
        Waits.Run<Void> put = Waits.Run.start(() -> {
            cache.put(2, "b");
            return null;
        });
        Waits.untilBlocked(put);
        flush(cache);
        put.result();
        assertThat(cache.get(2)).isEqualTo("b");
    }

    @Test
    void writer_failsForOneKey_writesTheOthersAndGivesThatOneUp() {
        source.script = call -> {
            if (call.equals("write 2=poison")) {
                throw new IllegalStateException("poison");
            }
        };
        TiercelCache<Integer, String> cache = cache(behind ->
                behind.withDelay(LONG).withAttempts(3).withBackOff(Duration.ofMillis(1), Duration.ofMillis(2)));
        source.rows.put(2, "old");
        cache.putAll(Map.of(1, "a", 2, "poison", 3, "c"));
        queueOf(cache).flush(TIMEOUT);
        Waits.until("2 is given up", () -> queueOf(cache).deadLetters().size() == 1);
        assertThat(source.rows).isEqualTo(Map.of(1, "a", 2, "old", 3, "c"));
        Waits.until("nothing is pending", () -> queueOf(cache).pending() == 0);
        assertThat(queueOf(cache).failures()).isGreaterThanOrEqualTo(3);
        assertThat(queueOf(cache).lastError()).contains("poison");
        assertThat(queueOf(cache).deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.key()).isEqualTo("2");
            assertThat(letter.attempts()).isEqualTo(3);
            assertThat(letter.error()).contains("poison");
            assertThat(letter.isDeletion()).isFalse();
        });
        Waits.until("the entry is forgotten", () -> !cache.containsKey(2));
        assertThat(cache.get(2)).as("what the source has").isEqualTo("old");
    }

    @Test
    void writer_givesUpAKeyWhoseHolderWaitsForRoom_makesRoom() {
        TiercelCache<Integer, String> cache = cache(behind -> behind.withDelay(Duration.ZERO)
                .withEntries(2)
                .withBatch(2)
                .withAttempts(1)
                .withBackOff(Duration.ofMillis(1), Duration.ofMillis(1))
                .withWaitWhenFull(LONG));
        CountDownLatch writing = new CountDownLatch(1);
        CountDownLatch mayFail = new CountDownLatch(1);
        source.script = call -> {
            if (call.equals("write 1=poison")) {
                writing.countDown();
                Waits.block(mayFail);
                throw new IllegalStateException("poison");
            }
        };
        cache.put(1, "poison");
        Waits.until(writing);
        cache.put(3, "c");
        Waits.Run<Void> put = Waits.Run.start(() -> {
            cache.putAll(Map.of(1, "a", 2, "b")); // holds both, and there is room for one
            return null;
        });
        Waits.untilBlocked(put);
        mayFail.countDown();
        put.result();
        Waits.until("all are written", () -> source.rows.equals(Map.of(1, "a", 2, "b", 3, "c")));
        assertThat(cache.get(1)).isEqualTo("a");
    }

    @Test
    void deadLetter_triedAgain_isWritten() {
        TiercelCache<Integer, String> cache = withDeadLetter();
        source.script = call -> {};
        assertThat(queueOf(cache).retryDeadLetters()).isEqualTo(1);
        assertThat(queueOf(cache).deadLetters()).isEmpty();
        flush(cache);
        assertThat(source.rows).isEqualTo(Map.of(1, "poison"));
    }

    @Test
    void deadLetter_triedAgain_hidesWhatWasReadMeanwhile() {
        TiercelCache<Integer, String> cache = withDeadLetter();
        source.script = call -> {};
        source.rows.put(1, "old");
        Waits.until("the entry is forgotten", () -> "old".equals(cache.get(1)));
        Lease lease = cache.lease(1);

        assertThat(queueOf(cache).retryDeadLetters()).isEqualTo(1);

        assertThat(cache.tryPut(1, "old", lease)).isFalse();
        assertThat(cache.get(1)).isEqualTo("poison");
        flush(cache);
        assertThat(cache.get(1)).isEqualTo("poison");
    }

    @Test
    void deadLetter_laterChangeOfItsKey_takesItAway() {
        TiercelCache<Integer, String> cache = withDeadLetter();
        source.script = call -> {};
        cache.put(1, "later");
        assertThat(queueOf(cache).deadLetters()).isEmpty();
        assertThat(queueOf(cache).retryDeadLetters()).isZero();
        flush(cache);
        assertThat(source.rows).isEqualTo(Map.of(1, "later"));
    }

    @Test
    void deadLetter_discarded_isForgotten() {
        TiercelCache<Integer, String> cache = withDeadLetter();
        assertThat(queueOf(cache).discardDeadLetters()).isEqualTo(1);
        assertThat(queueOf(cache).retryDeadLetters()).isZero();
        assertThat(source.rows).isEmpty();
    }

    private TiercelCache<Integer, String> withDeadLetter() {
        source.script = call -> {
            throw new IllegalStateException("poison");
        };
        TiercelCache<Integer, String> cache =
                cache(behind -> behind.withDelay(LONG).withAttempts(1));
        cache.put(1, "poison");
        queueOf(cache).flush(TIMEOUT);
        assertThat(queueOf(cache).deadLetters()).hasSize(1);
        Waits.until("nothing is pending", () -> queueOf(cache).pending() == 0);
        return cache;
    }

    @Test
    void writer_alwaysFails_keepsAllAndRefusesMore() {
        source.script = call -> {
            throw new IllegalStateException("away");
        };
        TiercelCache<Integer, String> cache = cache(behind -> behind.withDelay(Duration.ZERO)
                .withEntries(20)
                .withAttempts(Integer.MAX_VALUE)
                .withBackOff(Duration.ofMillis(1), Duration.ofMillis(5))
                .withWaitWhenFull(Duration.ofMillis(1)));
        for (int i = 0; i < 20; i++) {
            cache.put(i, "value" + i);
        }
        assertThatThrownBy(() -> cache.put(20, "more")).isInstanceOf(CacheWriterException.class);
        assertThat(queueOf(cache).flush(TIMEOUT)).isFalse();
        assertThat(queueOf(cache).pending()).isEqualTo(20);
        cache.clear();
        assertThat(cache.get(7)).isEqualTo("value7");
        source.script = call -> {};
        Waits.until("all are written", () -> source.rows.size() == 20);
        Waits.until("all are settled", () -> queueOf(cache).pending() == 0);
    }

    @Test
    void writer_throwsAnError_isCalledAgain() {
        source.script = call -> {
            source.script = next -> {};
            throw new StackOverflowError("no");
        };
        TiercelCache<Integer, String> cache = cache(
                behind -> behind.withDelay(Duration.ZERO).withBackOff(Duration.ofMillis(1), Duration.ofMillis(1)));
        cache.put(1, "a");
        Waits.until("1 is written", () -> "a".equals(source.rows.get(1)));
        assertThat(queueOf(cache).failures()).as("those of the writer").isOne();
    }

    @Test
    void close_writesWhatWaits() {
        TiercelCache<Integer, String> cache = waiting();
        cache.put(1, "a");
        cache.remove(2);
        cache.close();
        assertThat(source.calls).containsExactly("write 1=a", "delete 2");
    }

    @Test
    void close_threadWasInterruptedBefore_writesWhatWaits() {
        CountDownLatch mayWrite = new CountDownLatch(1);
        source.script = call -> Waits.block(mayWrite);
        TiercelCache<Integer, String> cache = cache(behind -> behind.withBatch(1));
        cache.put(1, "a");
        cache.put(2, "b");
        Waits.Run<Boolean> closing = Waits.Run.start(() -> {
            Thread.currentThread().interrupt();
            cache.close();
            return Thread.interrupted();
        });
        Waits.untilBlocked(closing);
        mayWrite.countDown();
        assertThat(closing.result()).as("is still interrupted").isTrue();
        assertThat(source.rows).isEqualTo(Map.of(1, "a", 2, "b"));
    }

    @Test
    void close_writerHangs_endsAtItsDeadline() {
        CountDownLatch mayWrite = new CountDownLatch(1);
        source.script = call -> Waits.block(mayWrite);
        TiercelCache<Integer, String> cache =
                cache(behind -> behind.withDelay(LONG).withCloseTimeout(Duration.ofMillis(50)));
        cache.put(1, "a");
        Waits.Run.start(() -> {
                    cache.close();
                    return null;
                })
                .result();
        assertThat(cache.isClosed()).isTrue();
        mayWrite.countDown();
    }

    @Test
    void writer_putsOnItsOwnCacheThatIsFull_isRefusedAtOnce() {
        TiercelCache<Integer, String> cache = cache(behind -> behind.withDelay(LONG)
                .withBackOff(LONG, LONG)
                .withEntries(1)
                .withBatch(5)
                .withWaitWhenFull(LONG));
        source.script = call -> {
            source.script = next -> {};
            cache.put(2, "from the writer");
        };
        cache.put(1, "a");
        assertThat(queueOf(cache).flush(TIMEOUT)).isFalse();
        assertThat(queueOf(cache).lastError()).contains("is full");
        flush(cache);
        assertThat(source.rows).isEqualTo(Map.of(1, "a"));
    }

    @Test
    @SuppressWarnings("unchecked") // the class of a generic type
    void put_mutableValueByValue_isWrittenAsItWas() {
        List<Object> told = new CopyOnWriteArrayList<>();
        Class<ArrayList<String>> type = (Class<ArrayList<String>>) (Class<?>) ArrayList.class;
        TiercelCache<Integer, ArrayList<String>> cache = fixture.cache(TiercelConfiguration.builder(Integer.class, type)
                .writer(new TellingWriter(told))
                .writeBehind(behind -> behind.withDelay(LONG))
                .build());
        ArrayList<String> value = new ArrayList<>(List.of("a"));
        cache.put(1, value);
        value.add("b");
        flush(cache);
        assertThat(told).singleElement().isEqualTo(List.of("a"));
    }
}
