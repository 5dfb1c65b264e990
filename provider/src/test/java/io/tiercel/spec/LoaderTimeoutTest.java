package io.tiercel.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiercel.TiercelCache;
import io.tiercel.TiercelConfiguration;
import io.tiercel.statistics.Counter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.configuration.Factory;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheLoaderException;
import javax.cache.integration.CompletionListenerFuture;
import javax.cache.processor.EntryProcessorException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Loads with a time limit. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class LoaderTimeoutTest {

    private static final int LOADER_THREADS = 32;
    private static final Duration SHORT = Duration.ofMillis(50);
    private static final Duration LONG = Duration.ofMinutes(10);

    private final LoadFixture fixture = new LoadFixture();
    private final FakeSource source = new FakeSource();
    private final CountDownLatch gate = new CountDownLatch(1);

    @AfterEach
    void close() {
        gate.countDown();
        fixture.close();
    }

    private TiercelCache<Integer, String> hanging(Duration timeout) {
        source.rows.putAll(Map.of(1, "a", 2, "b"));
        source.script = call -> Waits.block(gate);
        return fixture.cache(LoadFixture.builder().loader(source).loaderTimeout(timeout));
    }

    @Test
    void get_hangingLoader_fails() {
        TiercelCache<Integer, String> cache = hanging(SHORT);
        assertThatThrownBy(() -> cache.get(1)).isInstanceOf(CacheLoaderException.class);
        assertThat(cache.statistics().get(Counter.LOAD_TIMEOUTS)).isEqualTo(1);
    }

    @Test
    void get_hangingLoaderOfAKeyWithoutText_fails() {
        try (ScratchManager scratch = new ScratchManager()) {
            Cache<TextlessKey, String> cache = scratch.create(
                    "textless",
                    TiercelConfiguration.builder(TextlessKey.class, String.class)
                            .byReference()
                            .loader(new HangingLoader(gate))
                            .loaderTimeout(SHORT)
                            .build());
            assertThatThrownBy(() -> cache.get(new TextlessKey(1)))
                    .isInstanceOf(CacheLoaderException.class)
                    .hasMessageContaining(TextlessKey.class.getName());
            gate.countDown();
        }
    }

    private record TextlessKey(int number) {
        @Override
        public String toString() {
            throw new UnsupportedOperationException("on purpose");
        }
    }

    private record HangingLoader(CountDownLatch gate) implements CacheLoader<TextlessKey, String> {
        @Override
        public String load(TextlessKey key) {
            Waits.block(gate);
            return "late";
        }

        @Override
        public Map<TextlessKey, String> loadAll(Iterable<? extends TextlessKey> keys) {
            return Map.of();
        }
    }

    @Test
    void getWithFunction_hangingFunction_failsAndRanOnAnotherThread() {
        TiercelCache<Integer, String> cache =
                fixture.cache(LoadFixture.builder().loaderTimeout(SHORT));
        AtomicReference<Thread> loading = new AtomicReference<>();
        assertThatThrownBy(() -> cache.get(1, key -> {
                    loading.set(Thread.currentThread());
                    Waits.block(gate);
                    return "late";
                }))
                .isInstanceOf(CacheLoaderException.class);
        assertThat(loading.get()).isNotSameAs(Thread.currentThread());
    }

    @Test
    void close_loadThatWaitsForAThread_isNotBegun() {
        TiercelCache<Integer, String> cache = hanging(LONG);
        List<Waits.Run<String>> running = IntStream.range(0, LOADER_THREADS)
                .mapToObj(key -> Waits.Run.start(() -> cache.get(1_000 + key)))
                .toList();
        Waits.until("all threads load", () -> source.calls.size() == LOADER_THREADS);
        Waits.Run<String> waiting = Waits.Run.start(() -> cache.get(1));
        Waits.untilBlocked(waiting);

        cache.close();
        gate.countDown();

        assertThat(waiting.failure()).isInstanceOf(CacheLoaderException.class).hasMessageContaining("closed");
        running.forEach(Waits.Run::result);
        assertThat(source.calls).hasSize(LOADER_THREADS).doesNotContain("load 1");
    }

    @Test
    void getAll_hangingLoader_fails() {
        TiercelCache<Integer, String> cache = hanging(SHORT);
        assertThatThrownBy(() -> cache.getAll(Set.of(1, 2))).isInstanceOf(CacheLoaderException.class);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void loadAll_hangingLoader_completesWithFailure(boolean replaceExisting) {
        TiercelCache<Integer, String> cache = hanging(SHORT);
        CompletionListenerFuture completion = new CompletionListenerFuture();
        cache.loadAll(Set.of(1, 2), replaceExisting, completion);
        assertThatThrownBy(() -> completion.get(20, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(CacheLoaderException.class);
    }

    @Test
    void invoke_hangingLoader_failsAndFreesTheKey() {
        TiercelCache<Integer, String> cache = hanging(SHORT);
        assertThatThrownBy(() -> cache.invoke(1, Processors.get()))
                .isInstanceOf(EntryProcessorException.class)
                .hasCauseInstanceOf(CacheLoaderException.class);
        cache.put(1, "mine");
        assertThat(cache.get(1)).isEqualTo("mine");
    }

    @Test
    void waiter_hangingLoaderOfAnother_failsToo() {
        TiercelCache<Integer, String> cache = hanging(SHORT);
        List<Waits.Run<String>> runs = IntStream.range(0, 8)
                .mapToObj(i -> Waits.Run.start(() -> cache.get(1)))
                .toList();
        assertThat(runs).extracting(Waits.Run::failure).hasOnlyElementsOfType(CacheLoaderException.class);
    }

    @Test
    void lateResult_isKeptIfNothingCameBetween() {
        TiercelCache<Integer, String> cache = hanging(SHORT);
        Waits.until(
                "a load has begun in its time",
                () -> { // or it asks nobody, and brings nothing
                    assertThatThrownBy(() -> cache.get(1)).isInstanceOf(CacheLoaderException.class);
                    return !source.calls.isEmpty();
                });
        gate.countDown();
        Waits.until("1 is there", () -> cache.containsKey(1));
        assertThat(cache.get(1)).isEqualTo("a");
        Waits.until("the lease is given back", () -> LoadFixture.leasesOut(cache) == 0);
    }

    @Test
    void lateResult_isDroppedAfterAnInvalidation() {
        TiercelCache<Integer, String> cache = hanging(SHORT);
        CountDownLatch returned = new CountDownLatch(1);
        AtomicReference<Thread> loading = new AtomicReference<>();
        Waits.until("a load has begun in its time", () -> {
            assertThatThrownBy(() -> cache.get(1, key -> {
                        loading.set(Thread.currentThread());
                        Waits.block(gate);
                        returned.countDown();
                        return "late";
                    }))
                    .isInstanceOf(CacheLoaderException.class);
            return loading.get() != null;
        });
        cache.remove(1);
        gate.countDown();
        Waits.until(returned);
        Waits.until("the loader's thread is idle", () -> loading.get().getState() != Thread.State.RUNNABLE);
        assertThat(cache.containsKey(1)).isFalse();
    }

    @Test
    void loader_runsInTheCallersThreadWithoutALimitOnly() {
        AtomicReference<Thread> ran = new AtomicReference<>();
        source.script = call -> ran.set(Thread.currentThread());
        fixture.cache(LoadFixture.builder().loader(source)).get(1);
        assertThat(ran).hasValue(Thread.currentThread());
        fixture.cache(LoadFixture.builder().loader(source).loaderTimeout(LONG)).get(1);
        assertThat(ran).doesNotHaveValue(Thread.currentThread());
    }

    @Test
    void getAll_returnsWhenTheEntriesAreThere() {
        source.rows.putAll(Map.of(1, "a", 2, "b"));
        CountDownLatch asked = new CountDownLatch(1);
        TiercelCache<Integer, String> cache = fixture.cache(
                LoadFixture.builder().loader(source).loaderTimeout(LONG).expiry((Factory<ExpiryPolicy>)
                        () -> new SlowPolicy(asked, gate)));
        Waits.Run<Map<Integer, String>> run = Waits.Run.start(() -> cache.getAll(Set.of(1, 2)));
        Waits.until(asked);
        Waits.untilBlocked(run);
        gate.countDown();
        assertThat(run.result()).hasSize(2);
        assertThat(cache.containsKey(1) && cache.containsKey(2)).isTrue();
    }

    /** Takes its time to say how long an entry lives, so that a load stays between its outcome and its end. */
    private record SlowPolicy(CountDownLatch asked, CountDownLatch gate) implements ExpiryPolicy {
        @Override
        public javax.cache.expiry.Duration getExpiryForCreation() {
            asked.countDown();
            Waits.block(gate);
            return javax.cache.expiry.Duration.ETERNAL;
        }

        @Override
        public javax.cache.expiry.Duration getExpiryForAccess() {
            return null;
        }

        @Override
        public javax.cache.expiry.Duration getExpiryForUpdate() {
            return null;
        }
    }

    @Test
    void allLoaderThreadsBusy_furtherLoadsAreRefusedAtOnce() {
        TiercelCache<Integer, String> cache = hanging(LONG);
        int most = LOADER_THREADS + 1_000;
        List<Waits.Run<String>> runs = IntStream.range(0, most)
                .mapToObj(key -> Waits.Run.start(() -> cache.get(key)))
                .toList();
        runs.forEach(Waits::untilBlocked);
        assertThatThrownBy(() -> cache.get(most))
                .isInstanceOf(CacheLoaderException.class)
                .hasMessageContaining("busy");
        assertThatThrownBy(() -> cache.getAll(Set.of(most, most + 1))).isInstanceOf(CacheLoaderException.class);
        gate.countDown();
        runs.forEach(Waits.Run::result);
        assertThat(cache.get(1)).isEqualTo("a");
        Waits.until("all leases are given back", () -> LoadFixture.leasesOut(cache) == 0);
    }

    @Test
    void loadGivenUpBeforeItBegan_doesNotAskTheLoader() {
        TiercelCache<Integer, String> cache = hanging(SHORT);
        for (int key = 100; source.calls.size() < LOADER_THREADS; key++) { // until all threads are busy
            int absent = key;
            assertThatThrownBy(() -> cache.get(absent)).isInstanceOf(CacheLoaderException.class);
        }
        assertThatThrownBy(() -> cache.getAll(Set.of(1, 2))).isInstanceOf(CacheLoaderException.class);
        assertThatThrownBy(() -> cache.get(3)).isInstanceOf(CacheLoaderException.class);
        gate.countDown();
        Waits.until("all leases are given back", () -> LoadFixture.leasesOut(cache) == 0);
        assertThat(source.calls).hasSize(LOADER_THREADS).noneMatch(call -> call.startsWith("loadAll"));
    }

    @Test
    void interruptedProcessor_whoeverWaitsForItsLoadFailsClearly() {
        TiercelCache<Integer, String> cache = hanging(LONG);
        Waits.Run<String> invoking = Waits.Run.start(() -> cache.invoke(1, Processors.get()));
        Waits.until("the loader is asked", () -> !source.calls.isEmpty());
        Waits.Run<String> waiting = Waits.Run.start(() -> cache.get(1));
        Waits.untilBlocked(waiting);
        Waits.untilBlocked(invoking);
        invoking.thread.interrupt();
        assertThat(invoking.failure()).isInstanceOf(EntryProcessorException.class);
        assertThat(waiting.failure()).isInstanceOf(CacheLoaderException.class);
        cache.put(1, "mine");
        gate.countDown();
        assertThat(cache.get(1)).isEqualTo("mine");
    }

    @Test
    void interruptedCaller_failsAndTheLoadGoesOn() {
        TiercelCache<Integer, String> cache = hanging(LONG);
        Waits.Run<String> loading = Waits.Run.start(() -> cache.get(1));
        Waits.until("the loader is asked", () -> !source.calls.isEmpty());
        Waits.Run<String> waiting = Waits.Run.start(() -> cache.get(1));
        Waits.untilBlocked(loading);
        Waits.untilBlocked(waiting);
        loading.thread.interrupt();
        assertThat(loading.failure()).isInstanceOf(CacheException.class);
        gate.countDown();
        assertThat(waiting.result()).isEqualTo("a");
    }
}
