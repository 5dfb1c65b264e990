package io.tiercel.offheap.chronicle;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.offheap.map.ByteEntry;
import io.tiercel.offheap.map.ByteMap;
import io.tiercel.offheap.map.ByteMap.Use;
import io.tiercel.offheap.map.ByteMaps.SharedMap;
import io.tiercel.store.Copies;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** Far more threads than processors, each at its own keys. */
final class ManyThreadsTest {

    private static final long CAPACITY_BYTES = 8 << 20;

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void virtualThreads_hundredThousandShortOnes_findWhatTheyPut() throws Exception {
        ExecutorService executor = (ExecutorService)
                Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        try (ByteMap map = open()) {
            run(executor, 100_000, thread -> use(map, thread, 1));
        }
    }

    @Test
    void poolOfThousandThreads_findsWhatItPut() throws Exception {
        try (ByteMap map = open()) {
            run(Executors.newFixedThreadPool(1_000), 1_000, thread -> use(map, thread, 30));

            assertThat(map.bytes()).isLessThanOrEqualTo(CAPACITY_BYTES);
        }
    }

    @Test
    void interruptedThreads_findWhatTheyPut_andStayInterrupted() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        List<Thread> workers = new ArrayList<>();
        List<Throwable> failures = new ArrayList<>();
        try (ByteMap map = open()) {
            for (int i = 0; i < 20; i++) {
                int number = i;
                Thread worker = new Thread(() -> {
                    boolean wasInterrupted = false;
                    for (int round = 0; round < 100 || !wasInterrupted; round++) {
                        use(map, number, 30);
                        wasInterrupted |= Thread.currentThread().isInterrupted();
                    }
                });
                worker.setUncaughtExceptionHandler((thread, failure) -> {
                    synchronized (failures) {
                        failures.add(failure);
                    }
                });
                workers.add(worker);
            }
            workers.forEach(Thread::start);
            Thread interrupter = new Thread(() -> {
                while (!done.get()) {
                    workers.forEach(Thread::interrupt);
                    LockSupport.parkNanos(10_000);
                }
            });
            interrupter.start();
            for (Thread worker : workers) {
                worker.join();
            }
            done.set(true);
            interrupter.join();

            assertThat(failures).isEmpty();
        }
    }

    @Test
    void sharedMap_of200Parts_touchedBy200Threads_keepsAllThatFits() throws Exception {
        int parts = 200;
        int entries = 100;
        try (SharedMap shared = new ChronicleMaps().openShared("shared", 16 << 20, () -> 0)) {
            List<ByteMap> maps = new ArrayList<>();
            for (int i = 0; i < parts; i++) {
                maps.add(shared.part("cache" + i, Copies.NONE));
            }
            run(Executors.newFixedThreadPool(200), 200, thread -> {
                for (int i = 0; i < parts * entries; i += 200) {
                    int at = (i + thread) % (parts * entries);
                    put(maps.get(at % parts), at, 200);
                }
            });

            for (int i = 0; i < parts; i++) {
                assertThat(maps.get(i).size()).isEqualTo(entries);
                assertThat(maps.get(i).bytes()).isBetween(entries * 200L, entries * 300L);
            }
            for (int at = 0; at < parts * entries; at++) {
                assertIsOf(at, maps.get(at % parts).get(key(at), at, Use.COUNTED));
            }
        }
    }

    private interface Work {
        void run(int thread) throws Exception;
    }

    private static void run(ExecutorService executor, int threads, Work work) throws Exception {
        try {
            List<Future<?>> results = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int thread = i;
                results.add(executor.submit(() -> {
                    work.run(thread);
                    return null;
                }));
            }
            for (Future<?> result : results) {
                result.get();
            }
        } finally {
            executor.shutdownNow();
        }
    }

    /** Each thread has keys of its own; one that is there has what was put. */
    private static void use(ByteMap map, int thread, int rounds) {
        for (int i = 0; i < rounds; i++) {
            int number = thread * rounds + i;
            put(map, number, 16 + number % 500);
            ByteEntry entry = map.get(key(number), number, Use.COUNTED);
            if (entry != null) {
                assertIsOf(number, entry);
            }
        }
    }

    private static void assertIsOf(int number, @Nullable ByteEntry found) {
        ByteEntry entry = Objects.requireNonNull(found);
        assertThat(ByteBuffer.wrap(entry.payload()).getInt(entry.payload().length - 4))
                .isEqualTo(number);
    }

    private static void put(ByteMap map, int number, int length) {
        byte[] payload = new byte[length];
        ByteBuffer.wrap(payload).putInt(length - 4, number);
        map.put(key(number), number, (byte) 0, payload, ByteMap.NEVER, ByteMap.NEVER);
        while (map.evict(VictimGateOf.ALL) != null) {
            // one at a time
        }
    }

    private static ByteMap open() {
        return new ChronicleMaps().openMemory("test", CAPACITY_BYTES, Copies.NONE, () -> 0);
    }

    private static byte[] key(int number) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
    }
}
