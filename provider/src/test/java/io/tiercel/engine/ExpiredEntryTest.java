package io.tiercel.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.expiry.Expiry;
import io.tiercel.expiry.FixedExpiry;
import io.tiercel.heap.EntryShape;
import io.tiercel.heap.HeapStore;
import io.tiercel.statistics.Counter;
import io.tiercel.store.DetachedEntry;
import io.tiercel.store.Entry;
import io.tiercel.store.EvictionGate;
import io.tiercel.store.Lifetime;
import io.tiercel.store.Store;
import io.tiercel.store.Threads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryExpiredListener;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** What a read does with an entry that another thread has found expired, and is about to remove. */
@Timeout(value = 30, threadMode = ThreadMode.SEPARATE_THREAD)
class ExpiredEntryTest {

    private static final Expiry WRITTEN = FixedExpiry.whicheverFirst(null, Duration.ofMinutes(1), null, 0);
    private static final Expiry TOUCHED =
            FixedExpiry.whicheverFirst(null, Duration.ofHours(1), Duration.ofMinutes(1), 0);

    private static TestEngine withSettledEntry(Expiry expiry) {
        TestEngine test = new TestEngine(expiry);
        Entry entry = test.parts
                .store()
                .put("a", Store.spread("a".hashCode()), "1", Lifetime.until(test.clock.nowMillis()), 1);
        assertThat(test.parts.store().expire(entry, entry.expiresAtMillis())).isTrue();
        return test;
    }

    @Test
    void find_expiryIsSettled_isAbsent() {
        assertThat(withSettledEntry(WRITTEN).reads.find("a")).isNull();
    }

    @Test
    void find_expiryIsSettledAndUsesTouch_isAbsent() {
        assertThat(withSettledEntry(TOUCHED).reads.find("a")).isNull();
    }

    @Test
    void contains_expiryIsSettled_isFalse() {
        assertThat(withSettledEntry(WRITTEN).reads.contains("a")).isFalse();
    }

    @Test
    void forEachKey_expiryIsSettled_leavesItOut() {
        List<Object> keys = new ArrayList<>();
        withSettledEntry(WRITTEN).reads.forEachKey(keys::add);
        assertThat(keys).isEmpty();
    }

    @Test
    void put_afterAnExpiredEntryHadToLeave_tellsOfThatFirst() {
        HookedStore store = new HookedStore(
                new HeapStore(new EntryShape(/* touchable= */ false, /* weighed= */ false), /* capacity= */ 10));
        TestEngine test = new TestEngine(WRITTEN, (locks, statistics) -> store);
        List<String> told = new ArrayList<>();
        test.parts
                .events()
                .register(new MutableCacheEntryListenerConfiguration<>(
                        () -> new Telling(told), null, /* isOldValueRequired= */ true, /* isSynchronous= */ true));
        store.hasLeft(new DetachedEntry("a", Store.spread("a".hashCode()), "1", Lifetime.until(0), 0));

        test.writes.put("a", "2");

        assertThat(told).containsExactly("EXPIRED a", "CREATED a");
        assertThat(test.parts.statistics().get(Counter.EXPIRATIONS)).isOne();
    }

    @Test
    void put_evictsAnExpiredEntryThatCannotBeRead_countsIt() {
        HookedStore store =
                new HookedStore(new HeapStore(
                        new EntryShape(/* touchable= */ false, /* weighed= */ false), /* capacity= */ 10)) {
                    private boolean evicted;

                    @Override
                    public @Nullable Entry evict(EvictionGate gate) {
                        if (evicted || !gate.admits(/* hash= */ 7, /* expiresAtMillis= */ 0)) {
                            return null;
                        }
                        evicted = true;
                        return new DetachedEntry(DetachedEntry.UNTOLD, 7, DetachedEntry.UNTOLD, Lifetime.until(0), 0);
                    }
                };
        TestEngine test = new TestEngine(WRITTEN, (locks, statistics) -> store);
        List<String> told = new ArrayList<>();
        test.parts
                .events()
                .register(new MutableCacheEntryListenerConfiguration<>(
                        () -> new Telling(told), null, /* isOldValueRequired= */ true, /* isSynchronous= */ true));

        test.writes.put("a", "1");

        assertThat(told).containsExactly("CREATED a");
        assertThat(test.parts.statistics().get(Counter.EXPIRATIONS)).isOne();
    }

    private record Telling(List<String> told)
            implements CacheEntryExpiredListener<Object, Object>, CacheEntryCreatedListener<Object, Object> {

        @Override
        public void onExpired(Iterable<CacheEntryEvent<?, ?>> events) {
            onCreated(events);
        }

        @Override
        public void onCreated(Iterable<CacheEntryEvent<?, ?>> events) {
            events.forEach(event -> told.add(event.getEventType() + " " + event.getKey()));
        }
    }

    @Test
    void find_expiredWhileAProcessorHoldsTheKey_isAbsentAtOnce() throws Exception {
        TestEngine test = new TestEngine(WRITTEN);
        test.writes.put("a", "1");

        Object seen = test.processing(null).invoke("a", (entry, arguments) -> {
            test.clock.advance(Duration.ofMinutes(1));
            List<Object> found = new ArrayList<>();
            Threads reader = new Threads();
            reader.start(() -> found.add(String.valueOf(test.reads.find("a"))));
            try {
                reader.join();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
            return found.get(0) + " " + test.reads.find("a");
        });

        assertThat(seen).isEqualTo("null null");
    }
}
