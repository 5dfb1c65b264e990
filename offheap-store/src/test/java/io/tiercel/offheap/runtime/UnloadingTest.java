package io.tiercel.offheap.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** An application that is stopped, in a server that goes on. */
class UnloadingTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void classLoader_onceNothingUsesItsMaps_isCollected() throws Exception {
        WeakReference<ClassLoader> loader = loaderOfAUsedRuntime();

        Instant deadline = Instant.now().plus(PATIENCE);
        while (loader.get() != null && Instant.now().isBefore(deadline)) {
            System.gc();
            Thread.sleep(50);
        }

        assertThat(loader.get()).isNull();
    }

    private static WeakReference<ClassLoader> loaderOfAUsedRuntime() throws InterruptedException {
        Probe[] probe = {ChronicleRuntime.start(Probe.class, "io.tiercel.offheap.chronicle.MapProbe")};
        Thread user = new Thread(() -> probe[0].run("")); // Chronicle keeps things in every thread that uses it
        user.start();
        user.join();
        return new WeakReference<>(probe[0].getClass().getClassLoader());
    }
}
