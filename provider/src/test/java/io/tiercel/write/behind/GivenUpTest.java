package io.tiercel.write.behind;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.time.ManualClock;
import io.tiercel.write.KeyChange;
import io.tiercel.write.behind.BehindSettings.Queue;
import io.tiercel.write.behind.BehindSettings.Retry;
import io.tiercel.write.behind.WriteBehind.Surroundings;
import io.tiercel.write.log.Durability;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the cached entry of a change that its writer has refused for good. */
class GivenUpTest {

    private static final int KEY = 1;

    @TempDir
    private Path folder;

    private final ManualClock clock = new ManualClock();
    private final ModelSource source = new ModelSource(new Random(1));
    private final RecordingHost host = new RecordingHost();

    @AutoClose
    private WriteBehind<Object, Object> queue;

    private static final class RecordingHost extends IdleHost {
        private final List<Object> forgotten = new ArrayList<>();
        private Runnable before = () -> {};
        private boolean isInUse;

        @Override
        public void forget(Object storedKey) {
            forgotten.add(storedKey);
        }

        @Override
        public boolean forgetUnlessHeld(Object storedKey) {
            before.run();
            if (!isInUse) {
                forgotten.add(storedKey);
            }
            return !isInUse;
        }
    }

    @BeforeEach
    void open() {
        queue = open(folder.resolve("first"), host);
        source.failing = 1;
        queue.write(KeyChange.written(KEY, KEY, 7, 7));
    }

    private WriteBehind<Object, Object> open(Path place, Host of) {
        BehindSettings settings = new BehindSettings(
                "numbers",
                1,
                Duration.ZERO,
                new Queue(place, 5, Durability.PROCESS, Duration.ZERO),
                new Retry(1, Duration.ofMillis(5), Duration.ofMillis(5), null),
                Duration.ofMillis(1));
        return WriteBehind.open(
                settings, source, new Surroundings(of, clock, task -> new Thread(() -> {})), NumberCodec.create());
    }

    private void copy(Path to) {
        try (Stream<Path> files = Files.list(folder.resolve("first"))) {
            Files.createDirectories(to);
            for (Path file : files.filter(each -> !each.endsWith("lock")).toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void giveUp_processIsKilledBeforeTheEntryIsForgotten_theNextForgetsIt() throws IOException {
        Path atTheKill = folder.resolve("second");
        host.before = () -> copy(atTheKill);
        queue.writeDue();
        assertThat(queue.deadLetters()).hasSize(1);
        assertThat(host.forgotten).containsExactly(KEY);

        RecordingHost next = new RecordingHost();
        try (WriteBehind<Object, Object> restarted = open(atTheKill, next)) {
            restarted.start();
            assertThat(next.forgotten).containsExactly(KEY);
            assertThat(restarted.queued(KEY)).isNotNull();
        }
    }

    @Test
    void giveUp_keyIsInUse_waitsAndIsGivenUpLater() {
        host.isInUse = true;
        queue.writeDue();
        assertThat(queue.deadLetters()).isEmpty();
        assertThat(queue.queued(KEY)).isNotNull();

        host.isInUse = false;
        clock.advance(Duration.ofMillis(5));
        queue.writeDue();
        assertThat(host.forgotten).containsExactly(KEY);
        assertThat(queue.queued(KEY)).isNull();
        assertThat(queue.deadLetters())
                .singleElement()
                .satisfies(letter -> assertThat(letter.attempts()).isEqualTo(2));
    }

    @Test
    void discardDeadLetters_ofAClosedQueue_leavesThemToTheNext() throws IOException {
        queue.writeDue();
        queue.close();
        try (WriteBehind<Object, Object> next = open(folder.resolve("first"), host)) {
            assertThat(queue.discardDeadLetters()).isZero();
            assertThat(next.deadLetters()).hasSize(1);
        }
        try (WriteBehind<Object, Object> last = open(folder.resolve("first"), host)) {
            assertThat(last.deadLetters()).hasSize(1);
        }
    }
}
