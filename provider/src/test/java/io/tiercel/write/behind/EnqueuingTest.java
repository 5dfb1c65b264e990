package io.tiercel.write.behind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiercel.write.KeyChange;
import io.tiercel.write.behind.BehindSettings.Queue;
import io.tiercel.write.behind.BehindSettings.Retry;
import io.tiercel.write.behind.WriteBehind.Surroundings;
import io.tiercel.write.log.Durability;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.cache.integration.CacheWriterException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Changes that fail on their way into the queue. */
class EnqueuingTest {

    private static final int ENTRIES = 3;

    @TempDir
    private Path folder;

    /** How many readings of the clock are left before one finds no memory; none does if there are none. */
    private int readingsLeft;

    /** What happens while a change that has got room is on its way. */
    private Runnable meanwhile = () -> {};

    private long nowMillis() {
        meanwhile.run();
        if (readingsLeft > 0 && --readingsLeft == 0) {
            throw new OutOfMemoryError("of this test");
        }
        return 0;
    }

    private WriteBehind<Object, Object> open(boolean isDurable) {
        @Nullable Path place = isDurable ? folder : null;
        BehindSettings settings = new BehindSettings(
                "numbers",
                ENTRIES,
                Duration.ofHours(1),
                new Queue(place, ENTRIES, Durability.PROCESS, Duration.ZERO),
                new Retry(1, Duration.ofMillis(5), Duration.ofMillis(5), null),
                Duration.ofMillis(1));
        return WriteBehind.open(
                settings,
                new ModelSource(new Random(1)),
                new Surroundings(new IdleHost(), this::nowMillis, Thread::new),
                isDurable ? NumberCodec.create() : null);
    }

    @ParameterizedTest
    @CsvSource({"1, false", "2, false", "3, false", "4, false", "1, true", "2, true", "3, true", "4, true"})
    void writeAll_outOfMemoryOnTheWay_leavesRoomAndNothingOfTheRest(int reading, boolean isDurable) throws IOException {
        int queued = Math.max(0, reading - 2); // the first reading is of all, and each of the others of one
        try (WriteBehind<Object, Object> queue = open(isDurable)) {
            List<KeyChange<Object, Object>> changes = new ArrayList<>();
            for (int key = 1; key <= ENTRIES; key++) {
                changes.add(KeyChange.written(key, key, 7, 7));
            }
            readingsLeft = reading;
            assertThatThrownBy(() -> queue.writeAll(changes)).isInstanceOf(OutOfMemoryError.class);
            assertThat(queue.pending()).isEqualTo(queued);
            assertThat(changes).as("those that were not told").hasSize(ENTRIES - queued);
            changes.forEach(left -> assertThat(queue.queued(left.getKey())).isNull());

            for (int key = ENTRIES + 1; key <= 2 * ENTRIES - queued; key++) {
                queue.write(KeyChange.written(key, key, 8, 8));
            }
            assertThat(queue.pending()).isEqualTo(ENTRIES);
        }
        if (isDurable) {
            try (WriteBehind<Object, Object> next = open(/* isDurable= */ true)) {
                assertThat(next.pending()).isEqualTo(ENTRIES);
                assertThat(next.queuedKeys()).doesNotContain(queued + 1);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void write_queueIsClosedWhileTheChangeIsOnItsWay_failsAndLeavesNothing(boolean isDurable) throws IOException {
        try (WriteBehind<Object, Object> queue = open(isDurable)) {
            meanwhile = () -> close(queue);
            assertThatThrownBy(() -> queue.write(KeyChange.written(1, 1, 7, 7)))
                    .isInstanceOf(CacheWriterException.class)
                    .hasMessageContaining("closed");
            assertThat(queue.pending()).isZero();
        }
        meanwhile = () -> {};
        if (isDurable) {
            try (WriteBehind<Object, Object> next = open(/* isDurable= */ true)) {
                assertThat(next.pending()).isZero();
            }
        }
    }

    private static void close(WriteBehind<?, ?> queue) {
        try {
            queue.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void open_outOfMemoryInTheMiddle_leavesAllToTheNext() throws IOException {
        try (WriteBehind<Object, Object> queue = open(/* isDurable= */ true)) {
            for (int key = 1; key <= ENTRIES; key++) {
                queue.write(KeyChange.written(key, key, 7, 7));
            }
        }
        readingsLeft = 2;
        assertThatThrownBy(() -> open(/* isDurable= */ true)).isInstanceOf(OutOfMemoryError.class);
        try (WriteBehind<Object, Object> next = open(/* isDurable= */ true)) {
            assertThat(next.pending()).isEqualTo(ENTRIES);
        }
    }
}
