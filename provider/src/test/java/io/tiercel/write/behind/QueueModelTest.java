package io.tiercel.write.behind;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.time.ManualClock;
import io.tiercel.write.DeadLetter;
import io.tiercel.write.KeyChange;
import io.tiercel.write.QueuedChange;
import io.tiercel.write.QuietLogger;
import io.tiercel.write.behind.BehindSettings.Queue;
import io.tiercel.write.behind.BehindSettings.Retry;
import io.tiercel.write.behind.WriteBehind.Surroundings;
import io.tiercel.write.log.Durability;
import io.tiercel.write.log.FullDisk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import javax.cache.integration.CacheWriterException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * A queue against a model: random changes, a source that fails at random, a disk that gets full, and processes that are
 * killed between any two steps and in the middle of the writer's calls. After each step, for each key: the change that was
 * acknowledged last is what readers see, or what the source has, or a dead letter. And the source never goes back.
 */
class QueueModelTest {

    private static final int KEYS = 8;
    private static final int SEEDS = Integer.getInteger("tiercel.write.seeds", 20);
    private static final int STEPS = 300;

    @RegisterExtension
    static final QuietLogger QUIET = new QuietLogger("io.tiercel.write");

    @TempDir
    Path folder;

    private final List<WriteBehind<Object, Object>> opened = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        for (WriteBehind<Object, Object> queue : opened) {
            queue.close();
        }
    }

    @Test
    void volatileQueue_losesNothingAndKeepsTheOrder() throws IOException {
        for (int seed = 0; seed < SEEDS; seed++) {
            new Run(seed, /* isDurable= */ false).run();
        }
    }

    @Test
    void durableQueue_losesNothingAndKeepsTheOrderOverCrashes() throws IOException {
        for (int seed = 0; seed < SEEDS; seed++) {
            new Run(seed, /* isDurable= */ true).run();
        }
    }

    private final class Run {
        private final Random random;
        private final boolean isDurable;
        private final String name;
        private final ManualClock clock = new ManualClock();
        private final ModelSource source;
        private final FullDisk disk = new FullDisk();

        /** The last acknowledged change of each key, null for a deletion. */
        private final Map<Object, @Nullable Object> acknowledged = new HashMap<>();

        private WriteBehind<Object, Object> queue;
        private Path place;
        private int crashes;
        private int lastValue;
        private @Nullable Path image;

        Run(int seed, boolean isDurable) {
            this.random = new Random(seed);
            this.isDurable = isDurable;
            this.name = (isDurable ? "durable" : "volatile") + seed;
            this.source = new ModelSource(random);
            this.place = folder.resolve(name).resolve("0");
            this.queue = open();
        }

        private WriteBehind<Object, Object> open() {
            BehindSettings settings = new BehindSettings(
                    "model",
                    1 + random.nextInt(4),
                    Duration.ofMillis(random.nextInt(30)),
                    new Queue(isDurable ? place : null, 5, Durability.PROCESS, Duration.ZERO),
                    new Retry(1 + random.nextInt(4), Duration.ofMillis(5), Duration.ofMillis(40), null),
                    Duration.ofMillis(1));
            WriteBehind<Object, Object> made = WriteBehind.open(
                    settings,
                    source,
                    new Surroundings(new ModelHost(random), clock, Thread::new),
                    isDurable ? NumberCodec.create() : null,
                    disk::open);
            opened.add(made);
            return made;
        }

        void run() throws IOException {
            for (int step = 0; step < STEPS; step++) {
                step();
                check("seed " + name + ", step " + step);
            }
            source.failing = 0;
            disk.setFree(Long.MAX_VALUE);
            writeAll();
            queue.retryDeadLetters();
            writeAll();
            assertThat(queue.pending()).as(name).isZero();
            acknowledged.values().removeIf(value -> value == null);
            assertThat(source.rows).as(name).isEqualTo(acknowledged);
            queue.close();
        }

        private void writeAll() {
            for (int i = 0; i < 100; i++) {
                clock.advance(Duration.ofSeconds(1));
                queue.writeDue();
            }
        }

        private void step() throws IOException {
            switch (random.nextInt(13)) {
                case 0, 1, 2, 3 -> change(random.nextInt(KEYS), random.nextInt(4) != 0);
                case 4 -> changeAll();
                case 5 -> source.failing = random.nextInt(3) * 0.3;
                case 6 -> retry();
                case 7 -> disk.setFree(random.nextBoolean() ? random.nextInt(400) : Long.MAX_VALUE);
                case 8 -> crash();
                default -> {
                    clock.advance(Duration.ofMillis(random.nextInt(20)));
                    queue.writeDue();
                }
            }
        }

        private void retry() {
            try {
                queue.retryDeadLetters();
            } catch (CacheWriterException full) {
                // the letters that were not queued are there still, which is checked
            }
        }

        private void change(int key, boolean isWrite) {
            int value = ++lastValue;
            KeyChange<Object, Object> change =
                    isWrite ? KeyChange.written(key, key, value, value) : KeyChange.deleted(key, key);
            try {
                if (isWrite) {
                    queue.write(change);
                } else {
                    queue.delete(change);
                }
                acknowledged.put(key, isWrite ? value : null);
            } catch (CacheWriterException refused) {
                // and not acknowledged: what was before must be there, which is checked
            }
        }

        private void changeAll() {
            List<KeyChange<Object, Object>> all = new ArrayList<>();
            for (int key = 0; key < KEYS; key++) {
                int value = ++lastValue;
                all.add(KeyChange.written(key, key, value, value));
            }
            List<KeyChange<Object, Object>> left = new ArrayList<>(all);
            try {
                queue.writeAll(left);
            } catch (CacheWriterException refused) {
                assertThat(left).isNotEmpty();
            }
            all.removeAll(left);
            all.forEach(change -> acknowledged.put(change.getKey(), change.getValue()));
        }

        /** Goes on with what is on the disk now, or was in the middle of a call of the writer. */
        private void crash() throws IOException {
            if (!isDurable) {
                return;
            }
            disk.setFree(Long.MAX_VALUE);
            if (random.nextBoolean()) {
                source.meanwhile = () -> image = image == null ? copy() : image;
                clock.advance(Duration.ofMillis(50));
                queue.writeDue();
                source.meanwhile = () -> {};
            }
            Path from = image == null ? copy() : image;
            image = null;
            queue.close();
            place = from;
            queue = open();
        }

        private Path copy() {
            Path to = folder.resolve(name).resolve(String.valueOf(++crashes));
            try (Stream<Path> files = Files.list(place)) {
                Files.createDirectories(to);
                for (Path file : files.toList()) {
                    if (!file.endsWith("lock")) {
                        Files.copy(file, to.resolve(file.getFileName()));
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return to;
        }

        private void check(String when) {
            List<String> dead =
                    queue.deadLetters().stream().map(DeadLetter::key).toList();
            acknowledged.forEach((key, value) -> {
                QueuedChange seen = queue.queued(key);
                if (seen != null) {
                    assertThat(seen.storedValue())
                            .as("%s, key %s is seen", when, key)
                            .isEqualTo(value);
                } else if (!dead.contains(key.toString())) {
                    assertThat(source.rows.get(key))
                            .as("%s, key %s is written", when, key)
                            .isEqualTo(value);
                }
            });
        }
    }

    /** A cache without entries, the keys of which are in use at times. */
    private static final class ModelHost extends IdleHost {
        private final Random random;

        ModelHost(Random random) {
            this.random = random;
        }

        @Override
        public boolean forgetUnlessHeld(Object storedKey) {
            return random.nextInt(4) != 0;
        }
    }
}
