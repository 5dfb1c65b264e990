package io.tiercel.write.behind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiercel.time.ManualClock;
import io.tiercel.write.DeadLetter;
import io.tiercel.write.KeyChange;
import io.tiercel.write.QueuedChange;
import io.tiercel.write.behind.BehindSettings.Queue;
import io.tiercel.write.behind.BehindSettings.Retry;
import io.tiercel.write.behind.WriteBehind.Surroundings;
import io.tiercel.write.log.ChangeLog;
import io.tiercel.write.log.Durability;
import io.tiercel.write.log.FullDisk;
import io.tiercel.write.log.LogRecord;
import io.tiercel.write.log.LogSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.cache.CacheException;
import javax.cache.integration.CacheWriterException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the next queue of a folder finds there. */
class ReopenedQueueTest {

    @TempDir
    private Path folder;

    private final FullDisk disk = new FullDisk();
    private final List<String> calls = new ArrayList<>();

    private final class TellingHost extends IdleHost {

        @Override
        public void forget(Object storedKey) {
            calls.add("forget " + storedKey + " with " + letters() + " letters");
        }
    }

    private long letters() {
        try {
            Path file = folder.resolve("dead-letters.tsv");
            return Files.exists(file)
                    ? Files.readAllLines(file).stream()
                            .filter(line -> !line.startsWith("#"))
                            .count()
                    : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private WriteBehind<Object, Object> open() {
        return open(/* deadLetters= */ null);
    }

    private WriteBehind<Object, Object> open(@Nullable Path deadLetters) {
        BehindSettings settings = new BehindSettings(
                "numbers",
                10,
                Duration.ZERO,
                new Queue(folder, 1, Durability.POWER, Duration.ZERO),
                new Retry(1, Duration.ofMillis(5), Duration.ofMillis(5), deadLetters),
                Duration.ofMillis(1));
        return WriteBehind.open(
                settings,
                new ModelSource(new Random(1)),
                new Surroundings(new TellingHost(), new ManualClock(), Thread::new),
                NumberCodec.create(),
                disk::open);
    }

    @Test
    void queued_laterChangeWasRefusedByTheDisk_isTheEarlierOne() throws IOException {
        try (WriteBehind<Object, Object> queue = open()) {
            queue.write(KeyChange.written(1, 1, 7, 7));
            disk.setForces(false);
            assertThatThrownBy(() -> queue.write(KeyChange.written(1, 1, 8, 8)))
                    .isInstanceOf(CacheWriterException.class);
            disk.setForces(true);
            assertThat(queue.queued(1)).extracting("storedValue").isEqualTo(7);
        }
        try (WriteBehind<Object, Object> next = open()) {
            assertThat(next.queued(1)).extracting("storedValue").isEqualTo(7);
        }
    }

    @Test
    void flush_forEver_waitsForAsLongAsItTakes() throws IOException {
        try (WriteBehind<Object, Object> queue = open()) {
            assertThat(queue.flush(ChronoUnit.FOREVER.getDuration())).isTrue();
        }
    }

    @Test
    void open_deadLettersHaveNoFolderAndTheLogFailsToClose_tellsOfTheFolder() throws IOException {
        Path taken = Files.createFile(folder.resolve("taken"));
        disk.setCloses(false);
        assertThatThrownBy(() -> open(taken))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining("dead letters of the cache 'numbers' cannot be used");
        disk.setCloses(true);
        open().close();
    }

    @Test
    void start_onlyTheKeyOfAChangeCanBeRead_forgetsTheEntryBeforeTheChange() throws IOException {
        byte[] key = NumberCodec.create().encode(1, new QueuedChange(7)).key();
        LogSettings log = new LogSettings(folder, "numbers", "numbers", Durability.PROCESS, LogSettings.SEGMENT_BYTES);
        try (ChangeLog former = ChangeLog.open(log)) {
            former.append(List.of(LogRecord.write(0, key, (byte) 0x7F, new byte[] {1})));
        }
        open().close();
        assertThat(letters()).as("of a queue that was never started").isZero();

        try (WriteBehind<Object, Object> queue = open()) {
            queue.start();
            assertThat(calls).containsExactly("forget 1 with 0 letters");
            assertThat(queue.deadLetters())
                    .singleElement()
                    .extracting(DeadLetter::key)
                    .isEqualTo("unreadable");
            assertThat(queue.triableDeadLetters()).isZero();
        }
        assertThat(letters()).isEqualTo(1);
        try (ChangeLog next = ChangeLog.open(log)) {
            assertThat(next.takeFound()).isEmpty();
        }
    }

    @Test
    void open_changesCanBeNeitherReadNorKept_leavesTheFolderFree() throws IOException {
        LogSettings log = new LogSettings(folder, "numbers", "numbers", Durability.PROCESS, LogSettings.SEGMENT_BYTES);
        try (ChangeLog former = ChangeLog.open(log)) {
            former.append(List.of(
                    LogRecord.delete(0, new byte[] {(byte) 0xFF, 1}),
                    LogRecord.delete(0, new byte[] {(byte) 0xFF, 2})));
        }
        assertThatThrownBy(this::open)
                .isInstanceOf(CacheException.class)
                .hasMessageContaining("can be neither read nor kept as a dead letter");
        try (ChangeLog next = ChangeLog.open(log)) {
            assertThat(next.takeFound()).hasSize(1);
        }
    }
}
