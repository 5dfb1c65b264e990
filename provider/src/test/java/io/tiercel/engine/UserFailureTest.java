package io.tiercel.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiercel.expiry.FixedExpiry;
import io.tiercel.heap.EntryShape;
import io.tiercel.heap.HeapStore;
import io.tiercel.load.Lease;
import io.tiercel.load.LoadRunner;
import io.tiercel.load.LoaderCalls;
import io.tiercel.load.PickyKey;
import io.tiercel.load.Source;
import io.tiercel.statistics.Counter;
import io.tiercel.store.Store;
import io.tiercel.store.StoreInvariants;
import io.tiercel.store.Threads;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheLoaderException;
import javax.cache.integration.CacheWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whatever code of the user throws, nothing stays locked, held or in flight. */
class UserFailureTest {

    private final FailingWriter writer = new FailingWriter();
    private final TestEngine test =
            new TestEngine(FixedExpiry.ETERNAL, Long.MAX_VALUE, store -> store, /* writer= */ writer);
    private final Object key = new Key("a");

    /** All keys have one hash; a comparison with a broken one throws. */
    private record Key(String name) {
        @Override
        public boolean equals(Object other) {
            if (other instanceof Key that && (name.equals("broken") || that.name.equals("broken"))) {
                throw new IllegalStateException("broken equals");
            }
            return other instanceof Key that && name.equals(that.name);
        }

        @Override
        public int hashCode() {
            return 1;
        }
    }

    private static final class FailingWriter implements CacheWriter<Object, Object> {
        private Supplier<Error> failure = () -> new StackOverflowError("of the writer");
        private boolean fails;

        private void call() {
            if (fails) {
                throw failure.get();
            }
        }

        @Override
        public void write(Cache.Entry<?, ?> entry) {
            call();
        }

        @Override
        public void writeAll(Collection<Cache.Entry<?, ?>> entries) {
            call();
        }

        @Override
        public void delete(Object deleted) {
            call();
        }

        @Override
        public void deleteAll(Collection<?> keys) {
            call();
        }
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        writer.fails = false;
        Threads.run(() -> test.writes.put(key, "after")); // would hang if the key were held
        assertThat(test.reads.find(key)).isEqualTo("after");
        Threads.run(test.engine::clear); // would hang if a stripe were locked
        assertThat(test.loads.size()).as("loads in flight").isZero();
        assertThat(test.leases.size()).as("leases out").isZero();
        StoreInvariants.check(test.parts.store());
    }

    @Test
    void invoke_processorThrowsAnError_letsGoOfTheKey() {
        test.writes.put(key, "1");

        assertThatThrownBy(() -> test.processing(null).invoke(key, (entry, arguments) -> {
                    entry.setValue("2");
                    return overflow(1);
                }))
                .isInstanceOf(StackOverflowError.class);

        assertThat(test.reads.find(key)).isEqualTo("1");
    }

    private static int overflow(int depth) {
        return depth < 0 ? depth : overflow(depth + 1) + 1;
    }

    @Test
    void put_writerThrowsAnError_leavesTheEntry() {
        test.writes.put(key, "1");
        writer.fails = true;

        assertThatThrownBy(() -> test.writes.put(key, "2")).isInstanceOf(StackOverflowError.class);
        assertThatThrownBy(() -> test.writes.remove(key)).isInstanceOf(StackOverflowError.class);

        assertThat(test.reads.find(key)).isEqualTo("1");
    }

    @Test
    void replace_equalsOfTheValueThrows_leavesTheEntry() {
        Object value = new Key("broken");
        test.writes.put(key, value);

        assertThatThrownBy(() -> test.writes.replace(key, new Key("1"), "2")).hasMessage("broken equals");

        assertThat(test.reads.find(key)).isSameAs(value);
    }

    @Test
    void put_equalsOfTheKeyThrows_leavesNothingLocked() {
        test.writes.put(key, "1");

        assertThatThrownBy(() -> test.writes.put(new Key("broken"), "2")).hasMessage("broken equals");
        assertThatThrownBy(() -> test.reads.find(new Key("broken"))).hasMessage("broken equals");
    }

    @Test
    void put_equalsThrowsBesideAHeldKey_leavesNothingLocked() {
        assertThatThrownBy(() -> test.processing(null).invoke(key, (entry, arguments) -> {
                    test.writes.put(new Key("broken"), "2"); // compared with the held key, for a call back
                    return null;
                }))
                .hasRootCauseMessage("broken equals");
    }

    @Test
    void get_equalsOfTheKeyThrowsAfterTheClaim_endsTheLoad() {
        test.writes.put(key, "1");

        assertThatThrownBy(() -> test.readThrough(LoadRunner.direct(test.loads))
                        .get(new Key("broken"), Source.of(missing -> "loaded")))
                .hasMessage("broken equals");
    }

    @Test
    void get_loaderThrowsWhatItMayNotDeclare_failsThoseWhoWait() throws Exception {
        assertThoseWhoWaitAreFailed(key);
    }

    /** The text of a key is a part of what those who wait are told. */
    @Test
    void get_loaderThrowsWhatItMayNotDeclareForAKeyWithoutText_failsThoseWhoWait() throws Exception {
        assertThoseWhoWaitAreFailed(new Object() {
            @Override
            public String toString() {
                throw new IllegalStateException("no text");
            }
        });
    }

    private void assertThoseWhoWaitAreFailed(Object missed) throws Exception {
        ReadThrough<Object, Object> readThrough = test.readThrough(LoadRunner.direct(test.loads));
        AtomicInteger failed = new AtomicInteger();
        Threads waiter = new Threads();
        assertThatThrownBy(() -> readThrough.get(missed, Source.of(missing -> {
                    waiter.start(() -> {
                        assertThatThrownBy(() -> readThrough.get(missed, Source.of(again -> "not called")))
                                .isInstanceOf(CacheLoaderException.class);
                        failed.incrementAndGet();
                    });
                    waiter.awaitParked();
                    throw UserFailureTest.<RuntimeException>sneaky(new InterruptedException("of the loader"));
                })))
                .isInstanceOf(InterruptedException.class);
        waiter.join();
        assertThat(failed).hasValue(1);
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // how a checked exception gets past the compiler
    private static <T extends Throwable> T sneaky(Throwable checked) throws T {
        throw (T) checked;
    }

    @Test
    void get_noThreadCanBeStarted_endsTheLoad() {
        ThreadPoolExecutor executor =
                new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                    throw new OutOfMemoryError("unable to create native thread");
                });
        LoadRunner runner = LoadRunner.withTimeout(test.loads, executor, Duration.ofMinutes(1), () -> {});

        assertThatThrownBy(() -> test.readThrough(runner).get(key, Source.of(missing -> "loaded")))
                .isInstanceOf(OutOfMemoryError.class);

        executor.shutdown();
    }

    /** A load of several keys that nobody ends would be waited for without end. */
    @Test
    void getAll_equalsOfAKeyThrowsAsItsLoadEnds_endsTheOthers() {
        AtomicBoolean fails = new AtomicBoolean();
        HookedStore store = new HookedStore(
                new HeapStore(new EntryShape(/* touchable= */ false, /* weighed= */ false), /* capacity= */ 10));
        TestEngine picky = new TestEngine(FixedExpiry.ETERNAL, (locks, statistics) -> store);
        BulkLoads<Object, Object> loads = bulkLoads(picky, missing -> "loaded");
        Lease besides = picky.leases.take(new PickyKey("z", fails));
        store.beforePut(() -> fails.set(true));

        assertThatThrownBy(() -> loads.loadAbsent(List.of(new PickyKey("a", fails), new PickyKey("b", fails))))
                .hasMessage("equals fails");

        assertThat(picky.loads.size()).isZero();
        fails.set(false);
        besides.close();
    }

    private static BulkLoads<Object, Object> bulkLoads(TestEngine test, UnaryOperator<Object> source) {
        return new BulkLoads<>(
                test.parts,
                test.reads,
                test.readThrough(LoadRunner.direct(test.loads)),
                new LoaderCalls<>(new CacheLoader<>() {
                    @Override
                    public Object load(Object missing) {
                        return source.apply(missing);
                    }

                    @Override
                    public Map<Object, Object> loadAll(Iterable<?> keys) {
                        Map<Object, Object> loaded = new HashMap<>();
                        keys.forEach(missing -> loaded.put(missing, source.apply(missing)));
                        return loaded;
                    }
                }));
    }

    @Test
    void loadAll_equalsOfAKeyThrows_leavesNoLease() {
        BulkLoads<Object, Object> loads = bulkLoads(test, missing -> "loaded");

        assertThatThrownBy(() -> loads.reload(List.of(key, new Key("broken")))).hasMessage("broken equals");

        assertThat(test.leases.size()).isZero();
    }

    @Test
    void getAll_loaderThrowsAnError_countsAFailedLoad() {
        BulkLoads<Object, Object> loads = bulkLoads(test, missing -> {
            throw new StackOverflowError("of the loader");
        });

        assertThatThrownBy(() -> loads.loadAbsent(List.of(key))).isInstanceOf(StackOverflowError.class);

        assertThat(test.parts.statistics().get(Counter.LOAD_FAILURES)).isEqualTo(1);
    }

    @Test
    void invoke_asksAgainAfterItRemovedWhatWasLoaded_loadsOnce() {
        AtomicInteger loads = new AtomicInteger();

        Object result = test.processing(missing -> {
                    loads.incrementAndGet();
                    return "loaded";
                })
                .invoke(key, (entry, arguments) -> {
                    Object first = entry.getValue();
                    entry.remove();
                    return first + " " + entry.getValue();
                });

        assertThat(result).isEqualTo("loaded null");
        assertThat(loads).hasValue(1);
    }

    @Test
    void invoke_asksAgainAfterALoadFailed_failsTheSameWay() {
        Object result = test.processing(missing -> {
                    throw new CacheLoaderException("down");
                })
                .invoke(key, (entry, arguments) -> {
                    assertThatThrownBy(entry::getValue).hasMessage("down");
                    assertThatThrownBy(entry::getValue).hasMessage("down");
                    return "done";
                });

        assertThat(result).isEqualTo("done");
    }

    @Test
    void put_fromTheProcessorOfTheSameKey_isRefused() {
        assertThatThrownBy(() -> test.processing(null).invoke(key, (entry, arguments) -> {
                    test.writes.put(key, "2");
                    return null;
                }))
                .hasRootCauseInstanceOf(CacheException.class);
        assertThat(test.parts.store().peek(key, Store.spread(1))).isNull();
    }
}
