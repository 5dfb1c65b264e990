package io.tiercel.engine;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.concurrent.KeyLocks;
import io.tiercel.expiry.FixedExpiry;
import io.tiercel.statistics.Counter;
import io.tiercel.store.Entry;
import io.tiercel.store.EvictionGate;
import io.tiercel.store.Store;
import io.tiercel.store.StoreInvariants;
import io.tiercel.store.Threads;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryExpiredListener;
import javax.cache.event.CacheEntryRemovedListener;
import javax.cache.event.CacheEntryUpdatedListener;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Evictions that come between the look of an operation and its change, and evictions of what has expired. */
class EvictionRaceTest {

    private HookedStore store = new HookedStore(new TestEngine(FixedExpiry.ETERNAL).parts.store());
    private final TestEngine test = new TestEngine(
            FixedExpiry.ETERNAL,
            100,
            made -> {
                store = new HookedStore(made);
                return store;
            },
            null);

    /** Puts an entry that is evicted as soon as the next operation has looked at it. */
    private void putAndEvictAfterTheLook() {
        test.writes.put("a", "old");
        store.afterPeek(() -> {
            Entry entry = store.peek("a", Store.spread("a".hashCode()));
            assertThat(entry != null && store.remove(entry)).isTrue(); // an eviction takes it out the same way
        });
    }

    @AfterEach
    void checkInvariants() {
        StoreInvariants.check(test.parts.store());
    }

    @Test
    void put_evictedAfterTheLook_isKept() {
        putAndEvictAfterTheLook();
        assertThat(test.writes.getAndPut("a", "new")).isEqualTo("old");
        assertThat(test.reads.find("a")).isEqualTo("new");
    }

    @Test
    void replace_evictedAfterTheLook_isKept() {
        putAndEvictAfterTheLook();
        assertThat(test.writes.replace("a", "new")).isTrue();
        assertThat(test.reads.find("a")).isEqualTo("new");
    }

    @Test
    void replaceIfEqual_evictedAfterTheLook_isKept() {
        putAndEvictAfterTheLook();
        assertThat(test.writes.replace("a", "old", "new")).isTrue();
        assertThat(test.reads.find("a")).isEqualTo("new");
    }

    @Test
    void remove_evictedAfterTheLook_isRemoved() {
        putAndEvictAfterTheLook();
        assertThat(test.writes.remove("a")).isTrue();
        assertThat(test.reads.find("a")).isNull();
    }

    @Test
    void putIfAbsent_evictedAfterTheLook_isRefused() {
        putAndEvictAfterTheLook();
        assertThat(test.writes.putIfAbsent("a", "new")).isFalse();
        assertThat(test.reads.find("a")).isNull();
    }

    @Test
    void put_anotherKeyIsPutIntoTheFullCacheAfterTheLook_countsTheTagsOfWhatIsThere() {
        TestEngine full = new TestEngine(
                FixedExpiry.ETERNAL,
                /* capacity= */ 1,
                made -> {
                    store = new HookedStore(made);
                    return store;
                },
                null);
        Terms tagged = new Terms(Terms.UNBOUNDED, Set.of("tag"));
        full.writes.put("a", "old", tagged);
        store.afterPeek(() -> {
            CompletableFuture<@Nullable Object> done = new CompletableFuture<>();
            Background.run(done, () -> full.writes.getAndPut("b", "other"));
            assertThat(done.join()).isNull();
        });

        full.writes.put("a", "new", tagged);

        assertThat(full.tags.count("tag")).isEqualTo(full.reads.contains("a") ? 1 : 0);
    }

    @Test
    void evict_victimIsWithdrawnWhileAnotherKeyOfItsLockIsChanged_doesNotWaitForThat() throws Exception {
        Threads others = new Threads();
        CountDownLatch withdrawn = new CountDownLatch(1);
        AtomicReference<@Nullable TestEngine> made = new AtomicReference<>();
        TestEngine expiring = new TestEngine(
                FixedExpiry.whicheverFirst(null, Duration.ofMillis(20), null, 0),
                Long.MAX_VALUE,
                store -> new HookedStore(store) {
                    @Override
                    public @Nullable Entry evict(EvictionGate gate) {
                        KeyLocks locks = requireNonNull(made.get()).locks;
                        int hash = Store.spread("a".hashCode());
                        assertThat(gate.admits(hash, /* expiresAtMillis= */ 0)).isTrue();
                        changeNextTo(hash, locks, others, withdrawn);
                        gate.withdraw();
                        withdrawn.countDown();
                        return null;
                    }
                },
                null);
        made.set(expiring);
        listen(expiring, new Endings());

        expiring.writes.put("a", "1");

        others.join();
        assertThat(withdrawn.getCount()).as("no victim was withdrawn").isZero();
        expiring.locks.release(requireNonNull(expiring.locks.tryHold("a", Store.spread("a".hashCode())), "still held"));
    }

    /** Has another thread be in a section that shares its lock with a hash, until the victim was withdrawn. */
    private static void changeNextTo(int hash, KeyLocks locks, Threads others, CountDownLatch withdrawn) {
        CountDownLatch entered = new CountDownLatch(1);
        others.start(() -> {
            KeyLocks.Stripe section = locks.enter("neighbour", hash ^ (1 << 20));
            try {
                entered.countDown();
                assertThat(withdrawn.await(10, TimeUnit.SECONDS)).isTrue();
            } finally {
                section.exit();
            }
        });
        Background.await(entered);
    }

    private static void listen(TestEngine test, Endings endings) {
        test.parts
                .events()
                .register(new MutableCacheEntryListenerConfiguration<>(
                        () -> endings, null, /* isOldValueRequired= */ true, /* isSynchronous= */ true));
    }

    @Test
    void expired_whoeverFindsIt_isToldOnce() throws Exception {
        TestEngine expiring = new TestEngine(
                FixedExpiry.whicheverFirst(null, Duration.ofMillis(20), Duration.ofMillis(5), 0), /* capacity= */ 8);
        Endings endings = new Endings();
        listen(expiring, endings);
        AtomicInteger running = new AtomicInteger(3);
        AtomicLong values = new AtomicLong();
        Threads.Task user = () -> {
            try {
                SplittableRandom random = new SplittableRandom(running.get());
                for (int turn = 0; turn < 15_000; turn++) {
                    use(expiring, random, values);
                }
            } finally {
                running.decrementAndGet();
            }
        };
        Threads.run(user, user, user, () -> {
            while (running.get() > 0) {
                expiring.clock.advance(Duration.ofMillis(1));
                LockSupport.parkNanos(50_000);
            }
        });

        assertThat(endings.ofValues)
                .allSatisfy((value, count) ->
                        assertThat(count).as("endings of %s", value).hasValue(1));
        assertThat(endings.expired).hasPositiveValue();
        assertThat(expiring.parts.statistics().get(Counter.EXPIRATIONS)).isEqualTo(endings.expired.get());
        StoreInvariants.check(expiring.parts.store());
    }

    private static void use(TestEngine test, SplittableRandom random, AtomicLong values) {
        Object key = random.nextInt(14);
        switch (random.nextInt(6)) {
            case 0 -> test.writes.putIfAbsent(key, values.incrementAndGet());
            case 1 -> test.writes.replace(key, values.incrementAndGet());
            case 2 -> test.writes.remove(key);
            case 3 ->
                test.processing(null).invoke(key, (entry, arguments) -> {
                    entry.setValue(values.incrementAndGet());
                    return null;
                });
            case 4 -> test.writes.put(key, values.incrementAndGet());
            default -> test.reads.find(key);
        }
    }

    /** Counts how often each value was said to have come to its end. */
    private static final class Endings
            implements CacheEntryExpiredListener<Object, Object>,
                    CacheEntryRemovedListener<Object, Object>,
                    CacheEntryUpdatedListener<Object, Object> {

        private final Map<Object, AtomicInteger> ofValues = new ConcurrentHashMap<>();
        private final AtomicLong expired = new AtomicLong();

        private void ended(Iterable<CacheEntryEvent<?, ?>> events) {
            events.forEach(event -> ofValues.computeIfAbsent(event.getOldValue(), value -> new AtomicInteger())
                    .incrementAndGet());
        }

        @Override
        public void onExpired(Iterable<CacheEntryEvent<?, ?>> events) {
            events.forEach(event -> expired.incrementAndGet());
            ended(events);
        }

        @Override
        public void onRemoved(Iterable<CacheEntryEvent<?, ?>> events) {
            ended(events);
        }

        @Override
        public void onUpdated(Iterable<CacheEntryEvent<?, ?>> events) {
            ended(events);
        }
    }
}
