package io.tiercel.write.behind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiercel.time.ManualClock;
import io.tiercel.write.KeyChange;
import io.tiercel.write.QuietLogger;
import io.tiercel.write.behind.BehindSettings.Queue;
import io.tiercel.write.behind.BehindSettings.Retry;
import io.tiercel.write.behind.WriteBehind.Surroundings;
import io.tiercel.write.log.Durability;
import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class WriterThreadTest {

    @RegisterExtension
    static final QuietLogger QUIET = new QuietLogger(WriteBehind.class.getName());

    private final ModelSource source = new ModelSource(new Random(1));
    private final ManualClock clock = new ManualClock();
    private boolean hasThreads;
    private @Nullable Thread writer;

    /** How many readings of the clock by the writer's thread find no memory. */
    private final AtomicInteger failingReadings = new AtomicInteger();

    private long nowMillis() {
        if (Thread.currentThread() == writer && failingReadings.getAndDecrement() > 0) {
            throw new OutOfMemoryError("of this test");
        }
        return clock.nowMillis();
    }

    private Thread newThread(Runnable task) {
        writer = new Thread(task) {
            @Override
            public synchronized void start() {
                if (!hasThreads) {
                    throw new OutOfMemoryError("unable to create native thread");
                }
                super.start();
            }
        };
        return writer;
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
                new Surroundings(new IdleHost(), this::nowMillis, this::newThread),
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

    @Test
    void flush_threadFoundNoMemoryForItsNextBatch_writesAllTheSame() throws IOException {
        hasThreads = true;
        failingReadings.set(2);
        try (WriteBehind<Object, Object> queue = open(Duration.ofMillis(1))) {
            queue.start();
            queue.write(KeyChange.written(1, 1, 7, 7));

            assertThat(queue.flush(Duration.ofSeconds(30))).isTrue();
            assertThat(source.rows).containsEntry(1, 7);
        }
    }
}
