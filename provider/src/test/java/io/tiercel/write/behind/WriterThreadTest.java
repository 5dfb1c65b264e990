package io.tiercel.write.behind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiercel.time.ManualClock;
import io.tiercel.write.KeyChange;
import io.tiercel.write.behind.BehindSettings.Queue;
import io.tiercel.write.behind.BehindSettings.Retry;
import io.tiercel.write.behind.WriteBehind.Surroundings;
import io.tiercel.write.log.Durability;
import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WriterThreadTest {

    private final ModelSource source = new ModelSource(new Random(1));
    private boolean hasThreads;

    private Thread newThread(Runnable task) {
        return new Thread(task) {
            @Override
            public synchronized void start() {
                if (!hasThreads) {
                    throw new OutOfMemoryError("unable to create native thread");
                }
                super.start();
            }
        };
    }

    private WriteBehind<Object, Object> open(Duration closeTimeout) {
        BehindSettings settings = new BehindSettings(
                "numbers",
                10,
                Duration.ofHours(1),
                new Queue(null, 10, Durability.PROCESS, Duration.ZERO),
                new Retry(1, Duration.ofMillis(5), Duration.ofMillis(5), null),
                closeTimeout);
        return WriteBehind.open(
                settings,
                source,
                new Surroundings(new IdleHost(), new ManualClock(), this::newThread),
                /* codec= */ null);
    }

    @Test
    void close_noThreadCouldBeStarted_doesNotWaitForOne() throws IOException {
        WriteBehind<Object, Object> queue = open(Duration.ofMillis(1));
        assertThatThrownBy(queue::start).isInstanceOf(OutOfMemoryError.class);
        queue.write(KeyChange.written(1, 1, 7, 7));

        queue.close();

        assertThat(queue.writeDue()).as("due, as a flush makes it").isFalse();
    }

    @Test
    void start_noThreadAtFirst_startsTheNextTime() throws IOException {
        WriteBehind<Object, Object> queue = open(Duration.ofMinutes(1));
        assertThatThrownBy(queue::start).isInstanceOf(OutOfMemoryError.class);
        hasThreads = true;
        queue.start();
        queue.write(KeyChange.written(1, 1, 7, 7));

        queue.close();

        assertThat(source.rows).containsEntry(1, 7);
    }
}
