package io.tiercel.write.behind;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.time.ManualClock;
import io.tiercel.write.QueuedChange;
import io.tiercel.write.behind.PendingChanges.Limits;
import io.tiercel.write.behind.Reservations.Room;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class PendingChangesTest {

    private static final long LONG_NANOS = TimeUnit.MINUTES.toNanos(5);
    private static final long HOUR_MILLIS = TimeUnit.HOURS.toMillis(1);

    private final ManualClock clock = new ManualClock();
    private final PendingChanges pending =
            new PendingChanges(new Limits(10, 5, HOUR_MILLIS), new BackOff(1, 1, () -> 0), clock);

    private Pending change() {
        return new Pending(new QueuedChange("value"), clock.nowMillis(), null);
    }

    @Test
    void flush_othersAreOnTheirWay_doesNotWaitForThem() {
        assertThat(pending.reserve(List.of("key"), 0)).isEqualTo(Room.RESERVED);
        assertThat(pending.flush(1)).isTrue();
    }

    @Test
    void flush_whenRefusing_triesWhatWasOnItsWay() throws Exception {
        assertThat(pending.reserve(List.of("key"), 0)).isEqualTo(Room.RESERVED);
        pending.refuse();
        AtomicReference<Thread> flusher = new AtomicReference<>();
        CompletableFuture<Boolean> flushed = CompletableFuture.supplyAsync(() -> {
            flusher.set(Thread.currentThread());
            return pending.flush(LONG_NANOS);
        });
        until(() -> flusher.get() != null && flusher.get().getState() == Thread.State.TIMED_WAITING);

        pending.add("key", change());
        List<KeySlot> batch = new ArrayList<>();
        until(() -> {
            batch.addAll(pending.take());
            return !batch.isEmpty();
        });
        assertThat(flushed).isNotDone();
        pending.succeeded(batch);

        assertThat(flushed.get(1, TimeUnit.MINUTES)).isTrue();
    }

    @Test
    void flush_anotherChangeComesMeanwhile_doesNotWaitForThat() throws Exception {
        pending.restore("before", change());
        CompletableFuture<Boolean> flushed = CompletableFuture.supplyAsync(() -> pending.flush(LONG_NANOS));
        List<KeySlot> batch = new ArrayList<>();
        until(() -> {
            batch.addAll(pending.take()); // nothing is due before the flush begins
            return !batch.isEmpty();
        });
        pending.restore("after", change());
        pending.succeeded(batch);

        assertThat(flushed.get(1, TimeUnit.MINUTES)).isTrue();
        assertThat(pending.keys()).containsExactly("after");
    }

    @Test
    void close_whileAFlushWaits_endsTheFlush() throws Exception {
        pending.restore("key", change());
        CompletableFuture<Boolean> flushed = CompletableFuture.supplyAsync(() -> pending.flush(LONG_NANOS));
        until(() -> !pending.take().isEmpty()); // the flush has begun
        pending.close();

        assertThat(flushed.get(1, TimeUnit.MINUTES)).isFalse();
    }

    @Test
    void reserve_fullQueue_hasRoomForKeysThatHaveAChange() {
        PendingChanges full = new PendingChanges(new Limits(2, 5, HOUR_MILLIS), new BackOff(1, 1, () -> 0), clock);
        for (String key : List.of("a", "b")) {
            assertThat(full.reserve(List.of(key), 0)).isEqualTo(Room.RESERVED);
            full.add(key, change());
        }

        assertThat(full.reserve(List.of("a", "b"), 0)).isEqualTo(Room.RESERVED);
        full.giveBack(2);
        assertThat(full.reserve(List.of("a", "c"), 0)).isEqualTo(Room.FULL);
    }

    @Test
    void failed_laterChangeWasToBeFlushed_isTriedAtOnce() {
        pending.restore("key", change());
        pending.flush(0);
        List<KeySlot> batch = pending.take();
        pending.restore("key", change());
        assertThat(pending.flush(0)).isFalse();

        pending.failed(batch.get(0), /* counts= */ true);
        assertThat(pending.take()).containsExactlyElementsOf(batch);

        pending.failed(batch.get(0), /* counts= */ true);
        assertThat(pending.take()).as("a second time").isEmpty();
    }

    @Test
    void take_clockWasPutBack_changesWaitNoLongerForThat() {
        ManualClock ahead = new ManualClock(clock.nowMillis() + 10 * HOUR_MILLIS);
        ManualClock[] present = {ahead};
        PendingChanges changes = new PendingChanges(
                new Limits(10, 5, HOUR_MILLIS),
                new BackOff(HOUR_MILLIS, HOUR_MILLIS, () -> 0),
                () -> present[0].nowMillis());
        changes.restore("failed", new Pending(new QueuedChange("value"), 0, null));
        changes.failed(changes.take().get(0), /* counts= */ true);
        changes.restore("fresh", new Pending(new QueuedChange("value"), ahead.nowMillis(), null));
        assertThat(changes.take()).isEmpty();

        present[0] = clock;
        assertThat(changes.take()).isEmpty();
        changes.restore("restored", new Pending(new QueuedChange("value"), ahead.nowMillis(), null));
        clock.advance(Duration.ofMillis(HOUR_MILLIS));
        assertThat(changes.take())
                .extracting(slot -> slot.key().stored())
                .containsExactly("failed", "fresh", "restored");
    }

    @Test
    void reserve_fullQueueAndInterruptedThread_saysSo() {
        PendingChanges full = new PendingChanges(new Limits(1, 5, HOUR_MILLIS), new BackOff(1, 1, () -> 0), clock);
        full.restore("a", change());

        Thread.currentThread().interrupt();
        assertThat(full.reserve(List.of("b"), LONG_NANOS)).isEqualTo(Room.INTERRUPTED);
        assertThat(Thread.interrupted()).isTrue();
    }

    private static void until(BooleanSupplier condition) {
        long began = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - began).isLessThan(TimeUnit.SECONDS.toNanos(20));
            Thread.onSpinWait();
        }
    }
}
