package io.tiercel.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.TiercelCache;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** Many more virtual threads than carriers wait in a cache, and others go on. */
@EnabledForJreRange(min = JRE.JAVA_21)
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class VirtualThreadTest {

    private static final int MANY = 2_000;

    private final LoadFixture fixture = new LoadFixture();
    private final FakeSource source = new FakeSource();
    private final CountDownLatch gate = new CountDownLatch(1);
    private final AtomicInteger begun = new AtomicInteger();
    private final CountDownLatch ended = new CountDownLatch(MANY);

    @AfterEach
    void close() {
        gate.countDown();
        fixture.close();
    }

    /** Starts a virtual thread, which the API that this is compiled with does not know. */
    private static void start(Runnable work) {
        try {
            Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, work);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("No virtual threads", e);
        }
    }

    private void startMany(Runnable work) {
        for (int i = 0; i < MANY; i++) {
            start(() -> {
                begun.incrementAndGet();
                work.run();
                ended.countDown();
            });
        }
        Waits.until("all have begun", () -> begun.get() == MANY);
    }

    private void requireProgressThenEnd(TiercelCache<Integer, String> cache) throws Exception {
        for (int n = 0; n < 8; n++) {
            FutureTask<String> progress = new FutureTask<>(() -> {
                cache.put(-2, "on");
                return cache.invoke(-2, Processors.get());
            });
            start(progress);
            assertThat(progress.get(20, TimeUnit.SECONDS)).isEqualTo("on");
        }
        gate.countDown();
        Waits.until(ended);
    }

    @Test
    void manyInLoaders_doNotHoldCarriers() throws Exception {
        source.script = call -> Waits.block(gate);
        TiercelCache<Integer, String> cache =
                fixture.cache(LoadFixture.builder().loader(source));
        AtomicInteger key = new AtomicInteger();
        startMany(() -> cache.get(key.incrementAndGet()));
        Waits.until("all are loading", () -> source.calls.size() == MANY);
        requireProgressThenEnd(cache);
    }

    @Test
    void manyThatWaitForOneLoad_doNotHoldCarriers() throws Exception {
        source.rows.put(1, "one"); // whoever has begun, but not asked yet, finds it after the load
        source.script = call -> Waits.block(gate);
        TiercelCache<Integer, String> cache =
                fixture.cache(LoadFixture.builder().loader(source));
        startMany(() -> cache.get(1));
        requireProgressThenEnd(cache);
        assertThat(source.calls).containsExactly("load 1");
    }

    @Test
    void manyThatWaitForOneKey_doNotHoldCarriers() throws Exception {
        TiercelCache<Integer, String> cache = fixture.cache(LoadFixture.builder());
        AtomicInteger held = new AtomicInteger();
        startMany(() -> cache.invoke(1, (entry, arguments) -> {
            held.incrementAndGet();
            Waits.block(gate);
            entry.setValue("x");
            return null;
        }));
        Waits.until("one holds the key", () -> held.get() == 1);
        requireProgressThenEnd(cache);
        assertThat(held).hasValue(MANY);
    }

    @Test
    void manyInWriters_doNotHoldCarriers() throws Exception {
        source.script = call -> {
            if (!call.startsWith("write -2")) {
                Waits.block(gate);
            }
        };
        TiercelCache<Integer, String> cache =
                fixture.cache(LoadFixture.builder().writer(source));
        AtomicInteger key = new AtomicInteger();
        startMany(() -> cache.put(key.incrementAndGet(), "x"));
        Waits.until("all are writing", () -> source.calls.size() == MANY);
        requireProgressThenEnd(cache);
    }
}
