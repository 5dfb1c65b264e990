package io.tiercel.write.behind;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.time.ManualClock;
import io.tiercel.write.KeyChange;
import io.tiercel.write.QuietLogger;
import io.tiercel.write.behind.BehindSettings.Queue;
import io.tiercel.write.behind.BehindSettings.Retry;
import io.tiercel.write.behind.WriteBehind.Surroundings;
import io.tiercel.write.log.ChangeLog;
import io.tiercel.write.log.Durability;
import io.tiercel.write.log.FullDisk;
import io.tiercel.write.log.LogRecord;
import io.tiercel.write.log.LogSettings;
import io.tiercel.write.log.Meanwhile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed at the worst moment: what the next one tells the source. */
class KilledQueueTest {

    private static final int KEY = 1;

    @RegisterExtension
    static final QuietLogger QUIET = new QuietLogger(ChangeLog.class.getName());

    @RegisterExtension
    static final QuietLogger QUIET_QUEUE = new QuietLogger(Enqueuing.class.getName());

    @TempDir
    private Path folder;

    private final FullDisk disk = new FullDisk();
    private final ModelSource source = new ModelSource(new Random(1));
    private final Deque<ChangeLog> logs = new ArrayDeque<>();

    private WriteBehind<Object, Object> open(Path place) {
        BehindSettings settings = new BehindSettings(
                "numbers",
                1,
                Duration.ZERO,
                new Queue(place, 5, Durability.POWER, Duration.ZERO),
                new Retry(1, Duration.ofMillis(5), Duration.ofMillis(5), null),
                Duration.ofMillis(1));
        return WriteBehind.open(
                settings,
                source,
                new Surroundings(new IdleHost(), new ManualClock(), task -> new Thread(() -> {})),
                NumberCodec.create(),
                this::openLog);
    }

    private ChangeLog openLog(LogSettings settings) {
        logs.add(disk.open(new LogSettings(
                settings.folder(), settings.cacheName(), settings.description(), settings.durability(), 400)));
        return logs.getLast();
    }

    /** Queues a change, and has it moved while a later one is on its way into the queue: then comes what is given. */
    private void moveAChangeOnTheWayOfALaterOne(
            WriteBehind<Object, Object> queue, Path place, Meanwhile asItsEndIsNoted) throws IOException {
        queue.write(KeyChange.written(KEY, KEY, 7, 7));
        changeAnother();
        disk.whileForcing(() -> {
            moveFirstSegment(place);
            disk.beforeWriting(asItsEndIsNoted);
        });
    }

    /** Has others change their keys until the log has moved what its first segment still has. */
    private void moveFirstSegment(Path place) throws IOException {
        Path first = logs(place).get(0);
        for (int i = 0; Files.exists(first); i++) {
            assertThat(i).as("changes without a move").isLessThan(1_000);
            changeAnother();
        }
    }

    private void changeAnother() throws IOException {
        ChangeLog log = logs.getLast();
        log.done(log.append(List.of(LogRecord.write(0, new byte[] {1}, (byte) 0, new byte[300]))));
    }

    private static List<Path> logs(Path place) throws IOException {
        try (Stream<Path> files = Files.list(place)) {
            return files.filter(file -> file.toString().endsWith(".log"))
                    .sorted()
                    .toList();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.filter(each -> !each.endsWith("lock")).toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    @Test
    void laterChangeIsWritten_movedOneIsNotNotedAsOver_isNotToldAfterIt() throws IOException {
        Path killed = folder.resolve("killed");
        Path atTheKill = folder.resolve("next");
        try (WriteBehind<Object, Object> queue = open(killed)) {
            moveAChangeOnTheWayOfALaterOne(queue, killed, () -> {
                queue.writeDue();
                copy(killed, atTheKill);
                throw new IOException("killed");
            });
            queue.write(KeyChange.written(KEY, KEY, 8, 8));
            assertThat(logs(atTheKill)).isNotEmpty();
        }
        try (WriteBehind<Object, Object> next = open(atTheKill)) {
            next.writeDue();
            assertThat(source.rows).containsEntry(KEY, 8);
        }
    }

    @Test
    void laterChangeIsQueued_noMemoryToForgetTheMovedOne_isToldAsThePutSaid() throws IOException {
        Path killed = folder.resolve("killed");
        Path atTheKill = folder.resolve("next");
        try (WriteBehind<Object, Object> queue = open(killed)) {
            moveAChangeOnTheWayOfALaterOne(queue, killed, () -> {
                throw new OutOfMemoryError("of this test");
            });
            int put = put(queue, 8) ? 8 : 7;
            assertThat(queue.queued(KEY)).extracting("storedValue").isEqualTo(put);
            changeAnother();
            copy(killed, atTheKill);

            try (WriteBehind<Object, Object> next = open(atTheKill)) {
                next.writeDue();
                assertThat(source.rows).containsEntry(KEY, put);
            }
        }
    }

    private static boolean put(WriteBehind<Object, Object> queue, int value) {
        try {
            queue.write(KeyChange.written(KEY, KEY, value, value));
            return true;
        } catch (OutOfMemoryError e) {
            return false;
        }
    }
}
