package io.tiercel.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.TiercelCache;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.cache.CacheException;
import javax.cache.integration.CacheLoaderException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many threads that miss one key at a time. */
final class StampedeTest {

    private final LoadFixture fixture = new LoadFixture();
    private final FakeSource source = new FakeSource();
    private final TiercelCache<Integer, String> cache =
            fixture.cache(LoadFixture.builder().loader(source));
    private final CountDownLatch gate = new CountDownLatch(1);

    @AfterEach
    void close() {
        gate.countDown();
        fixture.close();
    }

    private static <T> List<Waits.Run<T>> start(int threads, Callable<T> work) {
        return IntStream.range(0, threads).mapToObj(i -> Waits.Run.start(work)).toList();
    }

    private Waits.Run<String> startLoading(int key) {
        Waits.Run<String> run = Waits.Run.start(() -> cache.get(key));
        Waits.until("the loader is asked", () -> source.calls.contains("load " + key));
        return run;
    }

    @Test
    void get_manyThreadsMissOneKey_loadsOnce() {
        source.rows.put(1, "a");
        source.script = call -> Waits.block(gate);
        List<Waits.Run<String>> runs = start(64, () -> cache.get(1));
        runs.forEach(Waits::untilBlocked);
        gate.countDown();
        assertThat(runs).extracting(Waits.Run::result).containsOnly("a");
        assertThat(source.calls).containsExactly("load 1");
        assertThat(LoadFixture.leasesOut(cache)).isZero();
    }

    @Test
    void getWithFunction_manyThreadsMissOneKey_callsOneFunction() {
        AtomicInteger called = new AtomicInteger();
        List<Waits.Run<String>> runs = start(
                64,
                () -> cache.get(1, key -> {
                    called.incrementAndGet();
                    Waits.block(gate);
                    return "a";
                }));
        runs.forEach(Waits::untilBlocked);
        gate.countDown();
        assertThat(runs).extracting(Waits.Run::result).containsOnly("a");
        assertThat(called).hasValue(1);
    }

    @Test
    void get_differentKeys_loadInParallel() {
        CountDownLatch all = new CountDownLatch(16);
        source.script = call -> {
            all.countDown();
            Waits.block(all);
        };
        List<Waits.Run<String>> runs = IntStream.range(0, 16)
                .mapToObj(key -> Waits.Run.start(() -> cache.get(key)))
                .toList();
        assertThat(runs).extracting(Waits.Run::result).containsOnlyNulls();
    }

    @Test
    void get_loaderThrows_failsAllWithItsCauseAndIsNotKept() {
        IllegalStateException down = new IllegalStateException("down");
        source.script = call -> {
            Waits.block(gate);
            throw down;
        };
        List<Waits.Run<String>> runs = start(8, () -> cache.get(1));
        runs.forEach(Waits::untilBlocked);
        gate.countDown();
        List<Throwable> failures = runs.stream().map(Waits.Run::failure).toList();
        assertThat(failures)
                .allSatisfy(failure -> assertThat(failure)
                        .isInstanceOf(CacheLoaderException.class)
                        .hasCause(down))
                .doesNotHaveDuplicates();
        assertThat(source.calls).containsExactly("load 1");

        source.script = call -> {};
        source.rows.put(1, "a");
        assertThat(cache.get(1)).isEqualTo("a");
    }

    @Test
    void get_loaderThrowsError_failsWaitersWithItAsCause() {
        StackOverflowError error = new StackOverflowError("deep");
        source.script = call -> {
            Waits.block(gate);
            throw error;
        };
        Waits.Run<String> loading = startLoading(1);
        Waits.Run<String> waiting = Waits.Run.start(() -> cache.get(1));
        Waits.untilBlocked(waiting);
        gate.countDown();
        assertThat(loading.failure()).isSameAs(error);
        assertThat(waiting.failure()).isInstanceOf(CacheLoaderException.class).hasCause(error);
    }

    @Test
    void getWithFunction_throwsCheckedException_failsWaiters() {
        CountDownLatch called = new CountDownLatch(1);
        Waits.Run<String> loading = Waits.Run.start(() -> cache.get(1, key -> {
            called.countDown();
            Waits.block(gate);
            throw Sneaky.hide(new IOException("down"));
        }));
        Waits.until(called);
        Waits.Run<String> waiting = Waits.Run.start(() -> cache.get(1));
        Waits.untilBlocked(waiting);
        gate.countDown();
        assertThat(loading.failure()).isInstanceOf(IOException.class);
        assertThat(waiting.failure()).isInstanceOf(CacheLoaderException.class);
    }

    @Test
    void getAll_oneKeyIsBeingLoaded_loadsTheOthersOnly() {
        source.rows.putAll(Map.of(1, "a", 2, "b"));
        source.script = call -> {
            if (call.equals("load 1")) {
                Waits.block(gate);
            }
        };
        Waits.Run<String> loading = startLoading(1);
        Waits.Run<Map<Integer, String>> bulk = Waits.Run.start(() -> cache.getAll(Set.of(1, 2)));
        Waits.until("2 is loaded", () -> cache.containsKey(2));
        gate.countDown();
        assertThat(bulk.result()).isEqualTo(Map.of(1, "a", 2, "b"));
        assertThat(loading.result()).isEqualTo("a");
        assertThat(source.calls).containsExactly("load 1", "loadAll [2]");
    }

    @Test
    void getAll_loadsOfOthersFail_givesAllLeasesBack() {
        source.script = call -> {
            Waits.block(gate);
            throw new IllegalStateException("down");
        };
        List<Waits.Run<String>> loading = List.of(startLoading(1), startLoading(2), startLoading(3));
        Waits.Run<Map<Integer, String>> bulk = Waits.Run.start(() -> cache.getAll(Set.of(1, 2, 3)));
        Waits.untilBlocked(bulk);
        gate.countDown();
        assertThat(bulk.failure()).isInstanceOf(CacheLoaderException.class);
        loading.forEach(Waits.Run::failure);
        assertThat(LoadFixture.leasesOut(cache)).isZero();
    }

    @Test
    void invoke_keyIsBeingLoaded_waitsForThatLoad() {
        source.rows.put(1, "a");
        source.script = call -> Waits.block(gate);
        Waits.Run<String> loading = startLoading(1);
        Waits.Run<String> invoking = Waits.Run.start(() -> cache.invoke(1, Processors.get()));
        Waits.untilBlocked(invoking);
        gate.countDown();
        assertThat(loading.result()).isEqualTo("a");
        assertThat(invoking.result()).isEqualTo("a");
        assertThat(source.calls).containsExactly("load 1");
    }

    @Test
    void get_processorIsLoadingTheKey_waitsForThatLoad() {
        source.rows.put(1, "a");
        source.script = call -> Waits.block(gate);
        Waits.Run<String> invoking = Waits.Run.start(() -> cache.invoke(1, Processors.get()));
        Waits.until("the loader is asked", () -> !source.calls.isEmpty());
        Waits.Run<String> waiting = Waits.Run.start(() -> cache.get(1));
        Waits.untilBlocked(waiting);
        gate.countDown();
        assertThat(invoking.result()).isEqualTo("a");
        assertThat(waiting.result()).isEqualTo("a");
        assertThat(source.calls).containsExactly("load 1");
    }

    @Test
    void interruptedWaiter_failsAndLeavesTheLoadAlone() {
        source.rows.put(1, "a");
        source.script = call -> Waits.block(gate);
        Waits.Run<String> loading = startLoading(1);
        boolean[] flag = new boolean[1];
        Waits.Run<String> waiting = Waits.Run.start(() -> {
            try {
                return cache.get(1);
            } finally {
                flag[0] = Thread.currentThread().isInterrupted();
            }
        });
        Waits.untilBlocked(waiting);
        waiting.thread.interrupt();
        assertThat(waiting.failure()).isInstanceOf(CacheException.class);
        assertThat(flag[0]).as("still interrupted").isTrue();
        gate.countDown();
        assertThat(loading.result()).isEqualTo("a");
        assertThat(cache.containsKey(1)).isTrue();
        assertThat(LoadFixture.leasesOut(cache)).isZero();
    }
}
