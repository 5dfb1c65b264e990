package io.tiercel.offheap.chronicle;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.offheap.chronicle.ExpiredVictims.Untold;
import io.tiercel.offheap.map.ByteEntry;
import io.tiercel.offheap.map.ByteVictim;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Expired entries, until their cache is told of them. */
final class ExpiredVictimsTest {

    private static final int VICTIMS = 30_000;
    private static final int MOST_SPINS = 200;
    private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final ByteEntry HEAD = new ByteEntry((byte) 0, new byte[] {1}, 0, 0, Long.MAX_VALUE);
    private static final ByteEntry WHOLE = new ByteEntry((byte) 0, new byte[] {2, 2}, 0, 0, Long.MAX_VALUE);

    private final ExpiredVictims victims = new ExpiredVictims();

    private Untold add(int hash) {
        return requireNonNull(victims.add(new ByteVictim(new byte[] {9}, hash, 0, HEAD), 2, /* complete= */ false));
    }

    @Test
    void poll_beforeTheContentIsPutTogether_tellsNothing() {
        Untold untold = add(1);

        assertThat(victims.poll(VictimGateOf.CONTENT)).isNull();

        victims.complete(untold, WHOLE);
        assertThat(victims.poll(VictimGateOf.CONTENT))
                .isEqualTo(new ByteVictim(untold.victim().key(), 1, 0, WHOLE));
    }

    /** Each content is put together while somebody asks for it over and over: fewer where processors are hard to get. */
    @Test
    void poll_whileContentsArePutTogether_tellsWholeOnes() throws InterruptedException {
        AtomicInteger told = new AtomicInteger();
        long beganNanos = System.nanoTime();
        Thread putting = new Thread(() -> {
            for (int i = 0; i < VICTIMS && System.nanoTime() - beganNanos < MOST_NANOS; i++) {
                Untold untold = add(i);
                spin(ThreadLocalRandom.current().nextInt(MOST_SPINS));
                victims.complete(untold, WHOLE);
                while (told.get() <= i) {
                    pause();
                }
            }
        });
        putting.start();

        int halves = 0;
        while (putting.isAlive()) {
            ByteVictim victim = victims.poll(VictimGateOf.CONTENT);
            if (victim == null) {
                pause();
            } else {
                halves += WHOLE.equals(victim.content()) ? 0 : 1;
                told.incrementAndGet();
            }
        }
        putting.join();

        assertThat(told).hasPositiveValue();
        assertThat(halves).isZero();
    }

    private static void spin(int times) {
        for (int i = 0; i < times; i++) {
            Thread.onSpinWait();
        }
    }

    @SuppressWarnings("ThreadPriorityCheck") // where there is one processor, the other thread needs it
    private static void pause() {
        if (ThreadLocalRandom.current().nextInt(16) == 0) {
            Thread.yield();
        }
    }
}
