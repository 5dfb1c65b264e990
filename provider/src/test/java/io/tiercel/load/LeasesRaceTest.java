package io.tiercel.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LeasesRaceTest {

    private static final long NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Leases leases = new Leases();
    private final List<Thread> others = new ArrayList<>();
    private volatile boolean done;

    @AfterEach
    void stop() throws InterruptedException {
        done = true;
        for (Thread other : others) {
            other.join();
        }
        assertThat(leases.size()).isZero();
    }

    private void startOther(Runnable work) {
        Thread thread = new Thread(() -> {
            while (!done) {
                work.run();
            }
        });
        thread.start();
        others.add(thread);
    }

    @Test
    void overtake_whileLeasesOfOtherKeysComeAndGo_findsTheLease() {
        startOther(() -> leases.take("other").close());
        startOther(() -> leases.overtake("other"));
        startOther(() -> leases.overtake("other"));

        long began = System.nanoTime();
        while (System.nanoTime() - began < NANOS) {
            Lease lease = leases.take("key");
            leases.overtake("key");
            assertThat(lease.isOvertaken()).isTrue();
            lease.close();
        }
    }

    @Test
    void take_closed_givesNoRight() {
        Leases closed = new Leases();
        closed.close();

        assertThat(closed.take("key").isOvertaken()).isTrue();
        assertThat(closed.size()).isZero();
    }
}
