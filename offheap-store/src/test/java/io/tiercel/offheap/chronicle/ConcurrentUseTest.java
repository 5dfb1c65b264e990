package io.tiercel.offheap.chronicle;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.event.Eventually;
import io.tiercel.offheap.map.ByteEntry;
import io.tiercel.offheap.map.ByteMap;
import io.tiercel.offheap.map.ByteMap.Use;
import io.tiercel.offheap.map.ByteMaps.SharedMap;
import io.tiercel.store.Copies;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.junit.jupiter.api.Test;

/**
 * Threads at work on one map. Each key has one writer; a value tells its key and its number in the sequence of the key's
 * values, all through, so that a reader sees if it is torn, of another key, or older than the last one that was written.
 */
final class ConcurrentUseTest {

    private static final int KEYS = 20_000;
    private static final int WRITERS = 3;
    private static final int READERS = 3;
    private static final int OPERATIONS = 30_000;
    private static final int PUTS_BETWEEN_CLEARS = 200;
    private static final int PUTS_OF_A_ROUND = 2_000;
    private static final int USES_OF_PARTS = 400;

    private final AtomicLongArray written = new AtomicLongArray(KEYS);
    private final AtomicLong puts = new AtomicLong();
    private final AtomicBoolean done = new AtomicBoolean();

    @Test
    void putGetRemoveEvict_byManyThreads_yieldWhatWasWritten() throws Exception {
        try (ByteMap map = new ChronicleMaps().openMemory("test", 4 << 20, Copies.NONE, () -> 0)) {
            List<Callable<Void>> tasks = tasks(map);
            tasks.add(() -> {
                while (!done.get()) {
                    map.scan(0, new ArrayList<>());
                    assertThat(map.bytes()).isLessThanOrEqualTo(4 << 20);
                }
                return null;
            });
            run(tasks);

            List<Object> seen = new ArrayList<>();
            for (long cursor = map.scan(0, seen); cursor != 0; cursor = map.scan(cursor, seen)) {
                assertThat(cursor).isPositive();
            }
            assertThat(map.size()).isEqualTo(seen.size()).isPositive();
        }
    }

    @Test
    void clear_meanwhile_losesNothingThatComesLater() throws Exception {
        try (ByteMap map = new ChronicleMaps().openMemory("test", 4 << 20, Copies.NONE, () -> 0)) {
            List<Callable<Void>> tasks = tasks(map);
            tasks.add(() -> {
                while (!done.get()) {
                    map.clear();
                    awaitPuts(puts.get() + PUTS_BETWEEN_CLEARS);
                }
                return null;
            });
            run(tasks);

            map.clear();
            assertThat(map.size()).isZero();
            map.put(key(1), 1, (byte) 0, value(1, 1, 100), ByteMap.NEVER, ByteMap.NEVER);
            assertThat(map.size()).isOne();
        }
    }

    @Test
    void close_meanwhile_onlyThrows() throws Exception {
        for (int round = 0; round < 10; round++) {
            done.set(false);
            puts.set(0);
            ByteMap map = new ChronicleMaps().openMemory("test", 4 << 20, Copies.NONE, () -> 0);
            List<Callable<Void>> tasks = new ArrayList<>();
            for (Callable<Void> task : tasks(map)) {
                tasks.add(() -> {
                    try {
                        task.call();
                    } catch (IllegalStateException e) {
                        assertThat(e).hasMessageContaining("closed");
                    }
                    return null;
                });
            }
            long before = (long) round * PUTS_OF_A_ROUND;
            tasks.add(() -> {
                try (map) {
                    awaitPuts(before);
                }
                return null;
            });
            run(tasks);
        }
    }

    @Test
    void close_ofSharedMapAndParts_meanwhile_onlyThrows() throws Exception {
        SharedMap shared = new ChronicleMaps().openShared("test", 4 << 20, () -> 0);
        AtomicInteger uses = new AtomicInteger();
        List<Callable<Void>> tasks = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            int part = i;
            tasks.add(() -> {
                try {
                    while (true) {
                        try (ByteMap map = shared.part("cache" + part, Copies.NONE)) {
                            for (int key = 0; key < 200; key++) {
                                map.put(key(key), key, (byte) 0, value(key, part, 500), ByteMap.NEVER, ByteMap.NEVER);
                                ByteEntry entry = map.get(key(key), key, Use.COUNTED);
                                if (entry != null) {
                                    assertThat(sequence(key, entry.payload())).isEqualTo(part);
                                }
                            }
                        }
                        uses.incrementAndGet();
                    }
                } catch (IllegalStateException e) {
                    assertThat(e).hasMessageContaining("closed");
                }
                return null;
            });
        }
        tasks.add(() -> {
            try (shared) {
                Eventually.await("parts are used", () -> uses.get() >= USES_OF_PARTS);
            }
            return null;
        });
        run(tasks);
    }

    /** Waits until so many values were put, or one of the writers has ended. */
    private void awaitPuts(long least) {
        Eventually.await("writers put", () -> done.get() || puts.get() >= least);
    }

    private List<Callable<Void>> tasks(ByteMap map) {
        List<Callable<Void>> tasks = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            int writer = i;
            tasks.add(() -> {
                write(map, writer);
                return null;
            });
        }
        for (int i = 0; i < READERS; i++) {
            int reader = i;
            tasks.add(() -> {
                read(map, reader);
                return null;
            });
        }
        return tasks;
    }

    private void write(ByteMap map, int writer) {
        SplittableRandom random = new SplittableRandom(writer);
        try {
            for (int i = 0; i < OPERATIONS; i++) {
                int key = random.nextInt(KEYS / WRITERS) * WRITERS + writer;
                if (key >= KEYS) {
                    continue;
                }
                long next = written.get(key) + 1;
                int length = random.nextInt(100) == 0 ? 16 + random.nextInt(30_000) : 16 + random.nextInt(600);
                int version = map.put(key(key), key, (byte) 0, value(key, next, length), ByteMap.NEVER, ByteMap.NEVER);
                written.set(key, next);
                puts.incrementAndGet();
                while (map.evict(VictimGateOf.ALL) != null) {
                    // one at a time
                }
                if (random.nextInt(8) == 0) {
                    map.remove(key(key), key, version);
                    assertThat(map.get(key(key), key, Use.UNCOUNTED)).isNull();
                }
            }
        } finally {
            done.set(true);
        }
    }

    private void read(ByteMap map, int reader) {
        SplittableRandom random = new SplittableRandom(100 + reader);
        while (!done.get()) {
            int key = random.nextInt(KEYS);
            long least = written.get(key);
            ByteEntry entry = map.get(key(key), key, Use.COUNTED);
            if (entry != null) {
                assertThat(sequence(key, entry.payload())).isGreaterThanOrEqualTo(least);
            }
        }
    }

    private static void run(List<Callable<Void>> tasks) throws InterruptedException, ExecutionException {
        ExecutorService executor = Executors.newFixedThreadPool(tasks.size());
        try {
            for (Future<Void> result : executor.invokeAll(tasks)) {
                result.get();
            }
        } finally {
            executor.shutdownNow();
        }
    }

    private static byte[] key(int key) {
        return ByteBuffer.allocate(4).putInt(key).array();
    }

    private static byte[] value(int key, long sequence, int length) {
        ByteBuffer value = ByteBuffer.allocate(Math.max(16, length & -8));
        while (value.hasRemaining()) {
            value.putLong(((long) key << 40) | sequence);
        }
        return value.array();
    }

    private static long sequence(int key, byte[] payload) {
        ByteBuffer value = ByteBuffer.wrap(payload);
        long first = value.getLong();
        if (first >>> 40 != key) {
            throw new AssertionError("key=" + key + " has a value of key=" + (first >>> 40));
        }
        while (value.hasRemaining()) {
            if (value.getLong() != first) {
                throw new AssertionError("key=" + key + " has a torn value");
            }
        }
        return first & 0xFF_FFFF_FFFFL;
    }
}
