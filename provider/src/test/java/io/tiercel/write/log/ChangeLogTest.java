package io.tiercel.write.log;

import static io.tiercel.write.log.LogFixture.append;
import static io.tiercel.write.log.LogFixture.delete;
import static io.tiercel.write.log.LogFixture.found;
import static io.tiercel.write.log.LogFixture.write;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.cache.CacheException;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a log keeps, from one opening to the next. */
class ChangeLogTest {

    @TempDir
    Path folder;

    private LogFixture logs() {
        return LogFixture.in(folder);
    }

    @Test
    void open_emptyFolder_findsNothing() throws IOException {
        assertThat(logs().reopened()).isEmpty();
        assertThat(logs().reopened()).isEmpty();
        assertThat(logs().files(".log")).hasSize(1);
    }

    @Test
    void open_afterChanges_findsTheLatestOfEachKeyInOrder() throws IOException {
        try (ChangeLog log = logs().open()) {
            write(log, "a", "1");
            write(log, "b", "1");
            write(log, "a", "2");
            delete(log, "c");
        }
        assertThat(logs().reopened()).containsExactly(Map.entry("b", "1"), Map.entry("a", "2"), Map.entry("c", "-"));
        assertThat(logs().reopened()).as("again").hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"9223372036854775807.log", "9999999999999999999.log.damaged"})
    void open_besideAFileOfANumberThatNoSegmentHas_findsTheChangesAndLeavesIt(String foreign) throws IOException {
        Files.writeString(folder.resolve(foreign), "of somebody else");
        try (ChangeLog log = logs().open()) {
            write(log, "a", "1");
        }
        assertThat(logs().reopened()).containsExactly(Map.entry("a", "1"));
        assertThat(folder.resolve(foreign)).hasContent("of somebody else");
    }

    @Test
    void done_change_isNotFoundAgain() throws IOException {
        try (ChangeLog log = logs().open()) {
            LogPosition first = write(log, "a", "1");
            write(log, "b", "1");
            log.done(List.of(first));
        }
        assertThat(logs().reopened()).containsOnlyKeys("b");
    }

    @Test
    void done_earlierChangeOfAKey_keepsTheLaterOne() throws IOException {
        try (ChangeLog log = logs().open()) {
            LogPosition first = write(log, "a", "1");
            write(log, "a", "2");
            log.done(List.of(first));
        }
        assertThat(logs().reopened()).containsExactly(Map.entry("a", "2"));
    }

    @Test
    void done_laterChangeOfAKey_endsTheEarlierOnesToo() throws IOException {
        try (ChangeLog log = logs().open()) {
            write(log, "a", "1");
            LogPosition second = write(log, "a", "2");
            log.done(List.of(second));
        }
        assertThat(logs().reopened()).isEmpty();
    }

    @Test
    void sequence_afterReopening_goesOn() throws IOException {
        long last;
        try (ChangeLog log = logs().open()) {
            LogPosition position = write(log, "a", "1");
            log.done(List.of(position));
            last = position.sequence();
        }
        try (ChangeLog log = logs().open()) {
            assertThat(write(log, "a", "2").sequence()).isGreaterThan(last);
        }
    }

    @Test
    void segments_allDone_areDeleted() throws IOException {
        LogFixture small = new LogFixture(folder, Durability.PROCESS, 200);
        try (ChangeLog log = small.open()) {
            for (int i = 0; i < 100; i++) {
                LogPosition position = write(log, "key" + i, "value");
                log.done(List.of(position));
                assertThat(log.segments()).isLessThanOrEqualTo(2);
            }
        }
        assertThat(small.reopened()).isEmpty();
    }

    /** Moves the folder of an open log, as somebody may. */
    private static void move(Path folder) throws IOException {
        Files.move(folder, folder.resolveSibling("moved"));
    }

    @Test
    void segments_folderWasReplacedByAnotherLog_leavesItsFiles() throws IOException {
        LogFixture small = new LogFixture(folder.resolve("queue"), Durability.PROCESS, 200);
        try (ChangeLog replaced = small.open()) {
            List<LogPosition> positions = new ArrayList<>();
            while (replaced.segments() < 3) {
                positions.add(write(replaced, "key", "value"));
            }
            move(small.folder());
            try (ChangeLog other = small.open()) {
                write(other, "other", "value");
                List<Path> files = small.files(".log");
                replaced.done(positions);

                assertThatThrownBy(() -> fill(replaced))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining(small.folder().toString())
                        .hasMessageContaining("create it anew");

                assertThat(small.files(".log")).isEqualTo(files);
            }
        }
        assertThat(small.reopened()).containsOnlyKeys("other");
    }

    private static void fill(ChangeLog log) throws IOException {
        for (int i = 0; i < 100; i++) {
            write(log, "key" + i, "value");
        }
    }

    @Test
    void append_folderWasMoved_saysSoWhenItNeedsAnotherFile() throws IOException {
        LogFixture small = new LogFixture(folder.resolve("queue"), Durability.PROCESS, 200);
        try (ChangeLog moved = small.open()) {
            move(small.folder());

            assertThatThrownBy(() -> fill(moved))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("somebody moved, deleted or replaced the folder " + small.folder());

            assertThat(small.folder()).doesNotExist();
        }
    }

    @Test
    void segments_oneChangeIsNeverDone_doNotPileUp() throws IOException {
        LogFixture small = new LogFixture(folder, Durability.PROCESS, 400);
        try (ChangeLog log = small.open()) {
            write(log, "stuck", "value");
            for (int i = 0; i < 1_000; i++) {
                LogPosition position = write(log, "key" + i % 7, "value" + i);
                log.done(List.of(position));
            }
            assertThat(log.segments()).isLessThanOrEqualTo(9);
        }
        assertThat(small.reopened()).containsExactly(Map.entry("stuck", "value"));
    }

    @Test
    void segments_allOfTheOldestIsNeverDone_doNotPileUp() throws IOException {
        LogFixture small = new LogFixture(folder, Durability.PROCESS, 400);
        try (ChangeLog log = small.open()) {
            write(log, "stuck", "value".repeat(100));
            write(log, "stuck too", "value".repeat(100));
            for (int i = 0; i < 1_000; i++) {
                LogPosition position = write(log, "key" + i % 7, "value" + i);
                log.done(List.of(position));
            }
            assertThat(log.segments()).isLessThanOrEqualTo(9);
        }
        assertThat(small.reopened()).containsOnlyKeys("stuck", "stuck too");
    }

    @Test
    void segments_nothingIsDone_nothingIsMoved() throws IOException {
        LogFixture small = new LogFixture(folder, Durability.PROCESS, 400);
        try (ChangeLog log = small.open()) {
            for (int i = 0; i < 100; i++) {
                LogPosition position = write(log, "key" + i, "value".repeat(60));
                if (i % 10 == 9) {
                    log.done(List.of(position));
                }
            }
            assertThat(small.files(".log").get(0)).hasFileName("0000000000000000001.log");
        }
        assertThat(small.reopened()).hasSize(90);
    }

    @Test
    void segments_oldValueOfAKeyIsInOneThatStays_isNotFoundAfterItsEnd() throws IOException {
        LogFixture small = new LogFixture(folder, Durability.PROCESS, 150);
        try (ChangeLog log = small.open()) {
            write(log, "stuck", "value");
            LogPosition old = write(log, "a", "old");
            log.done(List.of(old));
            for (int i = 0; i < 5; i++) {
                LogPosition position = write(log, "a", "new" + i);
                log.done(List.of(position));
            }
        }
        assertThat(small.reopened()).containsOnlyKeys("stuck");
    }

    @Test
    void superseded_oldValueWasMovedBehindTheNew_isNotFoundWhenThatIsGone() throws IOException {
        LogFixture small = new LogFixture(folder, Durability.PROCESS, 400);
        try (ChangeLog log = small.open()) {
            LogPosition old = write(log, "a", "old");
            Segment first = old.segment;
            log.done(List.of(write(log, "b", "x".repeat(400))));
            LogPosition next = write(log, "a", "new"); // its thread waits for the disk
            for (int i = 0; old.segment == first; i++) {
                assertThat(i).as("writes without a move").isLessThan(1_000);
                log.done(List.of(write(log, "key" + i % 7, "value" + i)));
            }
            log.superseded(List.of(old), () -> {});
            log.done(List.of(next));
        }
        assertThat(small.reopened()).isEmpty();
    }

    @Test
    void superseded_endOfAMovedValueCannotBeWritten_isWrittenBeforeTheNewOneGoes() throws IOException {
        SmallDisk disk = new SmallDisk(Long.MAX_VALUE);
        LogFixture small = new LogFixture(folder, Durability.PROCESS, 400);
        try (ChangeLog log = small.open(disk)) {
            LogPosition old = write(log, "a", "old");
            Segment first = old.segment;
            log.done(List.of(write(log, "b", "x".repeat(400))));
            LogPosition next = write(log, "a", "new");
            for (int i = 0; old.segment == first; i++) {
                assertThat(i).as("writes without a move").isLessThan(1_000);
                log.done(List.of(write(log, "key" + i % 7, "value" + i)));
            }
            disk.freeBytes = 0;
            log.superseded(List.of(old), () -> {});
            disk.freeBytes = Long.MAX_VALUE;
            log.done(List.of(next));
        }
        assertThat(small.reopened()).isEmpty();
    }

    @Test
    void superseded_laterOneCannotBeQueued_keepsTheEarlierOne() throws IOException {
        LogFixture small = new LogFixture(folder, Durability.PROCESS, 400);
        try (ChangeLog log = small.open()) {
            LogPosition old = write(log, "a", "old");
            LogPosition next = write(log, "a", "new");
            assertThatThrownBy(() -> log.superseded(List.of(old), () -> {
                        throw new OutOfMemoryError("of this test");
                    }))
                    .isInstanceOf(OutOfMemoryError.class);
            log.takeBack(List.of(next));
            Path first = small.files(".log").get(0);
            for (int i = 0; Files.exists(first); i++) {
                assertThat(i).as("writes without a move").isLessThan(1_000);
                log.done(List.of(write(log, "key" + i % 7, "value" + i)));
            }
        }
        assertThat(small.reopened()).containsExactly(Map.entry("a", "old"));
    }

    @Test
    void open_laterSegmentCannotBeSetAside_leavesNoOldValueWithoutItsEnd() throws IOException {
        LogFixture small = new LogFixture(folder, Durability.PROCESS, 150);
        try (ChangeLog log = small.open()) {
            write(log, "stuck", "x".repeat(100));
            log.superseded(List.of(write(log, "a", "x".repeat(100))), () -> {});
            log.done(List.of(write(log, "a", "2")));
            write(log, "b", "x".repeat(100));
            write(log, "c", "1");
        }
        List<Path> segments = small.files(".log");
        assertThat(segments).hasSize(4);
        for (Path damaged : segments.subList(2, 4)) {
            Files.write(damaged, new byte[] {1}, StandardOpenOption.APPEND);
        }
        Path obstacle = Files.createDirectories(Path.of(segments.get(3) + ".damaged", "in-the-way"));
        assertThatThrownBy(small::open).isInstanceOf(CacheException.class);

        Files.delete(obstacle);
        assertThat(small.reopened()).containsOnlyKeys("stuck", "b", "c");
    }

    @Test
    void open_whileOpen_isRefusedAndSaysWhoHasIt() throws IOException {
        try (ChangeLog log = logs().open()) {
            write(log, "a", "1");
            assertThatThrownBy(() -> logs().open())
                    .isInstanceOf(CacheException.class)
                    .hasMessageContaining(folder.toString())
                    .hasMessageContaining("is in use by this process")
                    .hasMessageContaining("'words'");
            write(log, "b", "1");
        }
        assertThat(logs().reopened()).containsOnlyKeys("a", "b");
    }

    @Test
    void open_pathIsAFile_saysSo() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> LogFixture.in(file).open())
                .isInstanceOf(CacheException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("write-behind queue of the cache 'words' cannot be used");
    }

    @Test
    void open_changesOfOtherTypes_isRefusedAndTheyStay() throws IOException {
        try (ChangeLog log = logs().open()) {
            write(log, "a", "1");
        }
        LogSettings others = new LogSettings(folder, "words", "numbers", Durability.PROCESS, LogSettings.SEGMENT_BYTES);
        assertThatThrownBy(() -> ChangeLog.open(others))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining("has 1 changes of words to words, which a cache of numbers cannot read");
        assertThat(logs().reopened()).containsOnlyKeys("a");
    }

    @Test
    void open_nothingLeftOfOtherTypes_beginsAnew() throws IOException {
        try (ChangeLog log = logs().open()) {
            LogPosition position = write(log, "a", "1");
            log.done(List.of(position));
        }
        try (ChangeLog log = ChangeLog.open(
                new LogSettings(folder, "words", "numbers", Durability.PROCESS, LogSettings.SEGMENT_BYTES))) {
            assertThat(log.takeFound()).isEmpty();
        }
    }

    @Test
    void open_formatOfALaterVersion_isRefused() throws IOException {
        byte[] preamble = LogLayout.preamble();
        preamble[LogLayout.VERSION_OFFSET + 3] = 9;
        java.util.zip.CRC32C checksum = new java.util.zip.CRC32C();
        checksum.update(preamble, 0, LogLayout.PREAMBLE_CHECKSUM_OFFSET);
        java.nio.ByteBuffer.wrap(preamble).putInt(LogLayout.PREAMBLE_CHECKSUM_OFFSET, (int) checksum.getValue());
        Files.write(folder.resolve("%019d.log".formatted(1)), preamble);
        assertThatThrownBy(() -> logs().open())
                .isInstanceOf(CacheException.class)
                .hasMessageContaining("has the format version 9")
                .hasMessageContaining("reads version 1");
        assertThat(logs().files(".log")).hasSize(1);
    }

    @Test
    void append_several_isAllOrNothing() throws IOException {
        SmallDisk disk = new SmallDisk(300);
        List<LogRecord> several = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            several.add(LogRecord.delete(0, new byte[] {(byte) ('a' + i)}));
        }
        try (ChangeLog log = logs().open(disk)) {
            assertThatThrownBy(() -> log.append(several)).hasMessageContaining("No space left");
            disk.freeBytes = 3_000;
            write(log, "z", "1");
            assertThat(log.append(several))
                    .extracting(LogPosition::sequence)
                    .isSorted()
                    .hasSize(20);
        }
        assertThat(logs().reopened()).hasSize(21);
    }

    @Test
    void append_diskIsFull_failsAndKeepsWhatWasThere() throws IOException {
        SmallDisk disk = new SmallDisk(300);
        try (ChangeLog log = logs().open(disk)) {
            write(log, "a", "1");
            assertThatThrownBy(() -> write(log, "b", "x".repeat(1_000))).hasMessageContaining("No space left");
            disk.freeBytes = 300;
            write(log, "c", "1");
        }
        assertThat(logs().reopened()).containsOnlyKeys("a", "c");
        assertThat(logs().files(".damaged")).isEmpty();
    }

    @Test
    void append_diskIsFullAndCannotCutBack_goesOnInAnotherSegment() throws IOException {
        SmallDisk disk = new SmallDisk(300);
        disk.truncates = false;
        try (ChangeLog log = logs().open(disk)) {
            write(log, "a", "1");
            assertThatThrownBy(() -> write(log, "b", "x".repeat(1_000))).hasMessageContaining("No space left");
            disk.freeBytes = 300;
            write(log, "c", "1");
            assertThat(log.segments()).isEqualTo(2);
        }
        assertThat(logs().reopened()).containsOnlyKeys("a", "c");
        assertThat(logs().files(".damaged")).as("the torn record is kept").hasSize(1);
    }

    @Test
    void append_severalAreTornAndCannotBeCutBack_areTakenBack() throws IOException {
        SmallDisk disk = new SmallDisk(300);
        disk.truncates = false;
        try (ChangeLog log = logs().open(disk)) {
            List<LogRecord> several = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                several.add(LogRecord.delete(0, new byte[] {(byte) ('a' + i)}));
            }
            assertThatThrownBy(() -> log.append(several)).hasMessageContaining("No space left");
            disk.freeBytes = 3_000;
            write(log, "z", "1");
        }
        assertThat(logs().reopened()).containsOnlyKeys("z");
    }

    @Test
    void append_severalAreTornAndTakenBack_keepsWhatTheirKeysHad() throws IOException {
        SmallDisk disk = new SmallDisk(400);
        disk.truncates = false;
        try (ChangeLog log = logs().open(disk)) {
            write(log, "a", "1");
            List<LogRecord> several = List.of(
                    LogRecord.write(0, "a".getBytes(UTF_8), (byte) 7, "2".getBytes(UTF_8)),
                    LogRecord.write(0, "b".getBytes(UTF_8), (byte) 7, new byte[1_000]));
            assertThatThrownBy(() -> log.append(several)).hasMessageContaining("No space left");
            disk.freeBytes = 3_000;
            write(log, "z", "1");
        }
        assertThat(logs().reopened()).containsExactly(Map.entry("a", "1"), Map.entry("z", "1"));
    }

    @Test
    void open_diskIsFull_failsAndKeepsWhatWasThere() throws IOException {
        try (ChangeLog log = logs().open()) {
            write(log, "a", "x".repeat(1_000));
        }
        assertThatThrownBy(() -> logs().open(new SmallDisk(500)))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining("No space left");
        assertThat(logs().reopened()).containsOnlyKeys("a");
    }

    @Test
    void append_hugeChange_isRefused() throws IOException {
        try (ChangeLog log = logs().open()) {
            byte[] huge = new byte[LogLayout.MAX_BODY_LENGTH];
            assertThatThrownBy(() -> append(log, LogRecord.write(0, "a".getBytes(UTF_8), (byte) 0, huge)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("is too large");
        }
        assertThat(logs().reopened()).isEmpty();
    }

    @Test
    void await_power_forcesEachAndSharesForces() throws Exception {
        SmallDisk disk = new SmallDisk(Long.MAX_VALUE);
        LogFixture forced = new LogFixture(folder, Durability.POWER, LogSettings.SEGMENT_BYTES);
        try (ChangeLog log = forced.open(disk)) {
            int before = disk.forced;
            inParallel(8, thread -> {
                for (int i = 0; i < 20; i++) {
                    write(log, thread + "-" + i, "value");
                }
            });
            assertThat(disk.forced - before).isPositive().isLessThanOrEqualTo(160);
        }
        assertThat(forced.reopened()).hasSize(160);
    }

    @Test
    void await_diskFailsToForce_failsAndTheNextGoesToAnotherSegment() throws IOException {
        SmallDisk disk = new SmallDisk(Long.MAX_VALUE);
        LogFixture forced = new LogFixture(folder, Durability.POWER, LogSettings.SEGMENT_BYTES);
        try (ChangeLog log = forced.open(disk)) {
            write(log, "a", "1");
            disk.forces = false;
            LogPosition failed = append(log, LogRecord.delete(0, "b".getBytes(UTF_8)));
            assertThatThrownBy(() -> log.await(failed)).hasMessageContaining("Input/output error");
            log.done(List.of(failed));
            disk.forces = true;
            write(log, "c", "1");
            assertThat(log.segments()).isEqualTo(2);
        }
        assertThat(forced.reopened()).containsOnlyKeys("a", "c");
    }

    @Test
    void await_forceFailedBeforeTheThreadCameToWait_failsToo() throws IOException {
        SmallDisk disk = new SmallDisk(Long.MAX_VALUE);
        try (ChangeLog log = forced().open(disk)) {
            LogPosition first = append(log, LogRecord.delete(0, "a".getBytes(UTF_8)));
            LogPosition second = append(log, LogRecord.delete(0, "b".getBytes(UTF_8)));
            disk.forces = false;
            assertThatThrownBy(() -> log.await(first)).hasMessageContaining("Input/output error");
            disk.forces = true;
            assertThatThrownBy(() -> log.await(second)).hasMessageContaining("Input/output error");
        }
    }

    @Test
    void await_appendedDuringAForceThatFails_failsToo() throws IOException {
        SmallDisk disk = new SmallDisk(Long.MAX_VALUE);
        try (ChangeLog log = forced().open(disk)) {
            LogPosition first = append(log, LogRecord.delete(0, "a".getBytes(UTF_8)));
            List<LogPosition> during = new ArrayList<>();
            disk.forces = false;
            disk.whileForcing = () -> during.add(append(log, LogRecord.delete(0, "b".getBytes(UTF_8))));
            assertThatThrownBy(() -> log.await(first)).hasMessageContaining("Input/output error");
            disk.forces = true;
            disk.whileForcing = () -> {};
            write(log, "c", "1");
            assertThatThrownBy(() -> log.await(during.get(0))).hasMessageContaining("Input/output error");
        }
    }

    @Test
    void await_segmentWasLeftUnforced_fails() throws IOException {
        SmallDisk disk = new SmallDisk(1_000);
        disk.truncates = false;
        try (ChangeLog log = forced().open(disk)) {
            LogPosition unforced = append(log, LogRecord.delete(0, "a".getBytes(UTF_8)));
            assertThatThrownBy(() -> write(log, "b", "x".repeat(1_000))).hasMessageContaining("No space left");
            disk.freeBytes = 1_000;
            write(log, "c", "1");
            assertThatThrownBy(() -> log.await(unforced)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void await_lastForceOfASegmentFails_fails() throws IOException {
        SmallDisk disk = new SmallDisk(Long.MAX_VALUE);
        try (ChangeLog log = new LogFixture(folder, Durability.POWER, 100).open(disk)) {
            LogPosition unforced = append(log, LogRecord.write(0, "a".getBytes(UTF_8), (byte) 7, new byte[100]));
            disk.forces = false;
            assertThatThrownBy(() -> write(log, "b", "1")).hasMessageContaining("Input/output error");
            disk.forces = true;
            assertThatThrownBy(() -> log.await(unforced)).hasMessageContaining("Input/output error");
            write(log, "c", "1");
        }
    }

    private LogFixture forced() {
        return new LogFixture(folder, Durability.POWER, LogSettings.SEGMENT_BYTES);
    }

    @Test
    void append_ofAnInterruptedThread_works() throws IOException {
        try (ChangeLog log = new LogFixture(folder, Durability.POWER, LogSettings.SEGMENT_BYTES).open()) {
            Thread.currentThread().interrupt();
            write(log, "a", "1");
            assertThat(Thread.interrupted()).isTrue();
            write(log, "b", "1");
        }
        assertThat(logs().reopened()).containsOnlyKeys("a", "b");
    }

    @Test
    void append_afterClose_fails() throws IOException {
        ChangeLog log = logs().open();
        log.close();
        assertThatThrownBy(() -> write(log, "a", "1")).hasMessageContaining("closed");
        log.close();
    }

    @Test
    void close_filesThatFailToClose_closesTheRest() throws IOException {
        SmallDisk disk = new SmallDisk(Long.MAX_VALUE);
        ChangeLog log = new LogFixture(folder, Durability.PROCESS, 60).open(disk);
        write(log, "a", "1");
        write(log, "b", "1");
        write(log, "c", "1");
        int files = log.segments();
        assertThat(files).isGreaterThan(2);
        assertThat(disk.open).isEqualTo(files);

        disk.closes = false;
        assertThatThrownBy(log::close)
                .isInstanceOf(IOException.class)
                .extracting(Throwable::getSuppressed, as(InstanceOfAssertFactories.ARRAY))
                .hasSize(files - 1);

        assertThat(disk.open).isZero();
        assertThat(logs().reopened()).containsOnlyKeys("a", "b", "c");
    }

    @Test
    void open_formerSegmentCannotBeSetAside_closesTheFilesAndKeepsTheChanges() throws IOException {
        try (ChangeLog log = logs().open()) {
            write(log, "a", "1");
        }
        Path former = logs().files(".log").get(0);
        Files.writeString(former, "damage", StandardOpenOption.APPEND);
        Path inTheWay = Files.createDirectories(folder.resolve(former.getFileName() + ".damaged/full"));

        SmallDisk disk = new SmallDisk(Long.MAX_VALUE);
        assertThatThrownBy(() -> logs().open(disk)).isInstanceOf(CacheException.class);
        assertThat(disk.open).isZero();

        Files.delete(inTheWay);
        assertThat(logs().reopened()).containsOnlyKeys("a");
    }

    @Test
    void open_descriptionAndChangeShareANumber_movesTheChange() throws IOException {
        LogFixture small = new LogFixture(folder, Durability.PROCESS, 60);
        try (ChangeLog log = small.open()) {
            write(log, "stuck", "value");
            for (int i = 0; i < 50; i++) {
                log.done(List.of(write(log, "a", "1")));
            }
            assertThat(found(log)).isEmpty();
        }
        assertThat(small.reopened()).containsExactly(Map.entry("stuck", "value"));
    }

    /** What one of several threads does. */
    interface Work {
        void run(int thread) throws Exception;
    }

    private static void inParallel(int threads, Work work) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Callable<Void>> tasks = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int thread = i;
                tasks.add(() -> {
                    work.run(thread);
                    return null;
                });
            }
            for (Future<Void> future : executor.invokeAll(tasks)) {
                future.get();
            }
        } finally {
            executor.shutdownNow();
        }
    }
}
