package io.tiercel.offheap.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** An application that is stopped, in a server that goes on. */
class UnloadingTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long ROUND_MILLIS = 50;

    @Test
    void classLoader_onceNothingUsesItsMaps_isCollected() throws Exception {
        ReferenceQueue<ClassLoader> collected = new ReferenceQueue<>();
        WeakReference<ClassLoader> loader = loaderOfAUsedRuntime(collected);

        Instant deadline = Instant.now().plus(PATIENCE);
        do {
            System.gc();
        } while (collected.remove(ROUND_MILLIS) == null && Instant.now().isBefore(deadline));

        assertThat(loader.get()).isNull();
    }

    private static WeakReference<ClassLoader> loaderOfAUsedRuntime(ReferenceQueue<ClassLoader> collected)
            throws InterruptedException {
        Probe[] probe = {ChronicleRuntime.start(Probe.class, "io.tiercel.offheap.chronicle.MapProbe")};
        Thread user = new Thread(() -> probe[0].run("")); // Chronicle keeps things in every thread that uses it
        user.start();
        user.join();
        return new WeakReference<>(probe[0].getClass().getClassLoader(), collected);
    }
}
