package io.tiercel.write.behind;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.CapturedLog;
import io.tiercel.jvm.Textless;
import io.tiercel.load.HashedKey;
import io.tiercel.time.ManualClock;
import io.tiercel.write.DeadLetter;
import io.tiercel.write.QueuedChange;
import io.tiercel.write.QuietLogger;
import io.tiercel.write.behind.BehindSettings.Queue;
import io.tiercel.write.behind.BehindSettings.Retry;
import io.tiercel.write.behind.LineFile.Keeping;
import io.tiercel.write.behind.PendingChanges.Limits;
import io.tiercel.write.log.ChangeLog;
import io.tiercel.write.log.Durability;
import io.tiercel.write.log.FullDisk;
import io.tiercel.write.log.LogPosition;
import io.tiercel.write.log.LogRecord;
import io.tiercel.write.log.LogSettings;
import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The dead letters of a queue, and what of them the next queue of the folder finds. */
class DeadLettersTest {

    @RegisterExtension
    static final QuietLogger QUIET = new QuietLogger(DeadLetters.class.getName());

    private static final int KEY = 1;

    @TempDir
    private Path folder;

    private boolean diskRefuses;
    private boolean noMemory;

    private DeadLetters open() throws IOException {
        LetterDisk disk = new LetterDisk() {
            @Override
            public void force(Path path, FileDescriptor file) throws IOException {
                if (diskRefuses) {
                    throw new IOException("No space left on device");
                }
                if (noMemory) {
                    throw new OutOfMemoryError("of this test");
                }
            }

            @Override
            public void forceNames(Path path) {}
        };
        return new DeadLetters(
                10, new LetterFile(folder.resolve("dead-letters.tsv"), NumberCodec.create(), Keeping.WRITTEN, disk));
    }

    private static Letter letter(int key) {
        DeadLetter text = new DeadLetter("key " + key, /* isDeletion= */ false, 1, Instant.EPOCH, "refused");
        return new Letter(new HashedKey(key), new QueuedChange(7), text, null);
    }

    @Test
    void superseded_letterCannotBeTakenOutOfTheFile_isTakenOutLater() throws IOException {
        for (String when : List.of("when the next comes", "at the close")) {
            try (DeadLetters letters = open()) {
                letters.add(letter(KEY));
                diskRefuses = true;
                letters.superseded(KEY);
                diskRefuses = false;
                if (when.equals("when the next comes")) {
                    letters.add(letter(2));
                    assertThat(open().texts())
                            .as(when)
                            .extracting(DeadLetter::key)
                            .containsExactly("key 2");
                    letters.clear();
                }
            }
            assertThat(open().texts()).as(when).isEmpty();
        }
    }

    @Test
    void catchUp_diskRefusesAgainAndAgain_isToldOnceAndTakesItOutInTheEnd() throws IOException {
        Logger logger = Logger.getLogger(DeadLetters.class.getName());
        logger.setLevel(null);
        try (CapturedLog log = new CapturedLog(logger.getName());
                DeadLetters letters = open()) {
            letters.add(letter(KEY));
            diskRefuses = true;
            letters.superseded(KEY);
            letters.catchUp();
            letters.catchUp();
            assertThat(log.messages()).hasSize(1);

            diskRefuses = false;
            letters.catchUp();
            assertThat(open().texts()).isEmpty();
        } finally {
            logger.setLevel(Level.OFF);
        }
    }

    @Test
    void catchUp_noMemoryForTheFile_holdsNobodyUp() throws IOException {
        try (DeadLetters letters = open()) {
            letters.add(letter(KEY));
            noMemory = true;
            letters.superseded(KEY);
            letters.catchUp();
            noMemory = false;
        }
        assertThat(open().texts()).isEmpty();
    }

    @Test
    void closed_isAskedForMore_leavesTheFileToTheNext() throws IOException {
        DeadLetters former = open();
        former.add(letter(KEY));
        former.close();
        DeadLetters next = open();

        assertThat(former.add(letter(2))).isFalse();
        former.superseded(KEY);
        assertThat(former.clear()).isZero();

        assertThat(open().texts()).isEqualTo(next.texts()).hasSize(1);
    }

    @Test
    void written_threadOfTheLaterChangeIsLate_takesTheLetterAwayBeforeTheChangeIsDone() throws IOException {
        assertThat(lettersInTheFileWhenALaterChangeIsDone(letters -> {})).containsExactly(0);
    }

    @Test
    void written_diskRefusedToTakeTheLetterAway_takesItAwayBeforeTheChangeIsDone() throws IOException {
        assertThat(lettersInTheFileWhenALaterChangeIsDone(letters -> {
                    diskRefuses = true;
                    letters.superseded(KEY);
                    diskRefuses = false;
                }))
                .containsExactly(0);
    }

    private List<Integer> lettersInTheFileWhenALaterChangeIsDone(Consumer<DeadLetters> before) throws IOException {
        FullDisk disk = new FullDisk();
        ManualClock clock = new ManualClock();
        LogSettings settings = new LogSettings(folder, "numbers", "numbers", Durability.PROCESS, 1_000);
        try (ChangeLog log = disk.open(settings)) {
            DeadLetters letters = open();
            letters.add(letter(KEY));
            PendingChanges pending = new PendingChanges(new Limits(5, 5, 0), new BackOff(1, 1, () -> 0), clock);
            LogPosition position =
                    log.append(List.of(LogRecord.delete(0, new byte[] {1}))).get(0);
            pending.restore(KEY, new Pending(new QueuedChange(8), clock.nowMillis(), position));
            before.accept(letters);
            List<Integer> found = new ArrayList<>();
            disk.beforeWriting(() -> found.add(open().size()));

            new Outcomes(behind(), pending, new Places(NumberCodec.create(), log, letters, null), new IdleHost(), clock)
                    .written(pending.take());
            return found;
        }
    }

    @Test
    void described_whatHasNoText_isItsClass() {
        Object returnsNull = new Object() {
            @Override
            @SuppressWarnings({"NullAway", "ToStringReturnsNull"}) // what an application may do wrong
            public String toString() {
                return null;
            }
        };
        assertThat(Letter.described(returnsNull))
                .startsWith(returnsNull.getClass().getName());
        assertThat(Letter.described(new Textless())).startsWith(Textless.class.getName());
    }

    private static BehindSettings behind() {
        return new BehindSettings(
                "numbers",
                5,
                Duration.ZERO,
                new Queue(null, 5, Durability.PROCESS, Duration.ZERO),
                new Retry(1, Duration.ofMillis(1), Duration.ofMillis(1), null),
                Duration.ofMillis(1));
    }
}
