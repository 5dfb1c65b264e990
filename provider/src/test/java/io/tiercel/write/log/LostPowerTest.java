package io.tiercel.write.log;

import static io.tiercel.write.log.LogFixture.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.write.QuietLogger;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What a log that survives a loss of power has after one. */
class LostPowerTest {

    @RegisterExtension
    static final QuietLogger QUIET = new QuietLogger(ChangeLog.class.getName());

    @TempDir
    private Path folder;

    private final LosingDisk disk = new LosingDisk();

    private LogFixture logs(String name) {
        return new LogFixture(folder.resolve(name), Durability.POWER, 400);
    }

    private Map<String, String> foundAfterLossOfPower() throws IOException {
        disk.losePower(folder.resolve("log"), folder.resolve("left"));
        return logs("left").reopened();
    }

    private static void writeOther(ChangeLog log, int i) throws IOException {
        log.done(List.of(write(log, "key" + i % 7, "value" + i)));
    }

    /** Moves an old value behind the new one that it gives way to; returns that. */
    private static LogPosition giveWayOnceMoved(ChangeLog log, LogPosition old) throws IOException {
        Segment first = old.segment;
        log.done(List.of(write(log, "b", "x".repeat(400))));
        LogPosition next = write(log, "a", "new");
        for (int i = 0; old.segment == first; i++) {
            assertThat(i).as("writes without a move").isLessThan(1_000);
            writeOther(log, i);
        }
        log.superseded(List.of(old), () -> {});
        return next;
    }

    @Test
    void done_movedOldValueGaveWay_isNotFoundWithoutTheNew() throws IOException {
        try (ChangeLog log = logs("log").open(disk)) {
            LogPosition next = giveWayOnceMoved(log, write(log, "a", "old"));
            log.done(List.of(next));
            assertThat(foundAfterLossOfPower()).doesNotContainEntry("a", "old");
        }
    }

    /** At one of the numbers of changes before, that is when the first file is moved. */
    @Test
    void done_diskDoesNotConfirmWhatIsMoved_keepsItWhereItWas() throws IOException {
        for (int before = 0; before < 60; before++) {
            try (ChangeLog log = logs("log" + before).open(disk)) {
                write(log, "stuck", "value");
                for (int i = 0; i < before; i++) {
                    writeOther(log, i);
                }
                LogPosition one = write(log, "one", "value");
                LogPosition two = write(log, "two", "value");
                disk.forces = false;
                log.done(List.of(one));
                disk.forces = true;
                log.done(List.of(two));
                disk.losePower(folder.resolve("log" + before), folder.resolve("left" + before));
            }
            assertThat(logs("left" + before).reopened()).as("after %s", before).containsEntry("stuck", "value");
        }
    }
}
