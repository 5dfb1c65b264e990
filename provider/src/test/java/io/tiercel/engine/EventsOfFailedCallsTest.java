package io.tiercel.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiercel.event.RecordingListener;
import io.tiercel.event.RecordingListener.Recorded;
import io.tiercel.expiry.FixedExpiry;
import io.tiercel.freshness.FreshnessPolicy;
import io.tiercel.heap.EntryShape;
import io.tiercel.heap.HeapStore;
import io.tiercel.load.BackgroundLoads;
import io.tiercel.load.LoadRunner;
import io.tiercel.load.LoaderCalls;
import io.tiercel.load.Source;
import io.tiercel.store.Entry;
import io.tiercel.store.EvictionGate;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import javax.cache.event.CacheEntryListenerException;
import javax.cache.event.EventType;
import javax.cache.integration.CacheLoader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A call that fails after it has changed an entry: the listeners are told of that change, and of those that come later. */
class EventsOfFailedCallsTest {

    private static final Duration TTL = Duration.ofMinutes(1);

    private final Failing store = new Failing();
    private final TestEngine test = new TestEngine(
            FixedExpiry.whicheverFirst(null, TTL, null, /* jitter= */ 0),
            (locks, statistics) -> store,
            new FreshnessPolicy(
                    0.8,
                    /* early= */ false,
                    /* whileRevalidateMillis= */ 0,
                    /* ifErrorMillis= */ 0,
                    /* absentForMillis= */ 0));
    private final RecordingListener<Object, Object> listener = new RecordingListener<>();

    /** Runs out of memory where it is told to. */
    private static final class Failing extends HookedStore {
        private boolean failsToEvict;
        private boolean failsToTell;

        Failing() {
            super(new HeapStore(new EntryShape(/* touchable= */ false, /* weighed= */ false), /* capacity= */ 10));
        }

        private static void failIf(boolean fails) {
            if (fails) {
                throw new OutOfMemoryError("of this test");
            }
        }

        @Override
        public @Nullable Entry evict(EvictionGate gate) {
            failIf(failsToEvict);
            return super.evict(gate);
        }

        @Override
        public @Nullable Entry takeExpired(Object key, int hash) {
            failIf(failsToTell);
            return super.takeExpired(key, hash);
        }
    }

    private void listen(boolean synchronous) {
        test.parts.events().register(synchronous ? listener.synchronous() : listener.asynchronous());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void put_noRoomCanBeMade_isTold(boolean synchronous) {
        listen(synchronous);
        store.failsToEvict = true;

        assertThatThrownBy(() -> test.writes.put("a", "1")).isInstanceOf(OutOfMemoryError.class);

        assertThat(listener.recorded()).extracting(Recorded::key).containsExactly("a");
        store.failsToEvict = false;
        test.writes.put("b", "2");
        assertThat(listener.recorded()).extracting(Recorded::key).containsExactly("a", "b");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void find_failsAfterAnEntryHasExpired_isTold(boolean synchronous) {
        listen(synchronous);
        test.writes.put("a", "1");
        test.clock.advance(TTL);
        store.failsToTell = true;

        assertThatThrownBy(() -> test.reads.find("a")).isInstanceOf(OutOfMemoryError.class);

        assertExpiredIsTold();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void refresh_failsAfterAnEntryHasExpired_isTold(boolean synchronous) {
        listen(synchronous);
        Deque<Runnable> queue = new ArrayDeque<>();
        ReadThrough<Object, Object> readThrough = test.readThrough(LoadRunner.direct(test.loads));
        LoaderCalls<Object, Object> calls = new LoaderCalls<>(new Emptied());
        BulkLoads<Object, Object> bulkLoads = new BulkLoads<>(test.parts, test.reads, readThrough, calls);
        test.reads.attach(new Refreshes<>(test.parts, readThrough, bulkLoads, new BackgroundLoads(queue::add)));
        test.writes.put("a", "1");
        test.clock.advance(TTL.minusSeconds(1));
        assertThat(test.reads.find("a")).isEqualTo("1");

        assertThatThrownBy(() -> queue.remove().run()).isInstanceOf(OutOfMemoryError.class);

        assertExpiredIsTold();
    }

    @Test
    void load_failsAfterAnEntryHasExpired_isToldOfThatAndNotOfItsListener() {
        test.writes.put("a", "1");
        test.clock.advance(TTL);
        RecordingListener<Object, Object> failing = new RecordingListener<>(event -> {
            throw new IllegalStateException("of a listener");
        });
        test.parts.events().register(failing.synchronous());
        store.beforePut(() -> {
            throw new OutOfMemoryError("of this test");
        });

        assertThatThrownBy(
                        () -> test.readThrough(LoadRunner.direct(test.loads)).get("a", Source.of(missing -> "loaded")))
                .isInstanceOf(OutOfMemoryError.class)
                .satisfies(thrown -> assertThat(thrown.getSuppressed())
                        .singleElement()
                        .isInstanceOf(CacheEntryListenerException.class));

        assertThat(failing.recorded()).extracting(Recorded::type).containsExactly(EventType.EXPIRED);
    }

    /** A source that has no value, and takes so long to say it that the entry expires. */
    private final class Emptied implements CacheLoader<Object, Object> {

        @Override
        public @Nullable Object load(Object key) {
            test.clock.advance(TTL);
            store.failsToTell = true;
            return null;
        }

        @Override
        public Map<Object, Object> loadAll(Iterable<?> keys) {
            throw new UnsupportedOperationException();
        }
    }

    private void assertExpiredIsTold() {
        store.failsToTell = false;
        assertThat(listener.recorded())
                .extracting(Recorded::type)
                .containsExactly(EventType.CREATED, EventType.EXPIRED);
        test.writes.put("b", "2");
        assertThat(listener.recorded()).hasSize(3);
    }
}
