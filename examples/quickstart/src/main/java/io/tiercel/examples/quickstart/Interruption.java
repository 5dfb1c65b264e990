package io.tiercel.examples.quickstart;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a run come to an orderly end when the process is told to end, as by Ctrl-C: interrupts the thread that made this,
 * and has the JVM wait until that is through, within reason.
 */
final class Interruption implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 8;

    private final Thread running = Thread.currentThread();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook = new Thread(this::interrupt, "quickstart-interrupt");

    private Interruption() {}

    /** Watches over what the current thread does from now on. */
    static Interruption watch() {
        Interruption interruption = new Interruption();
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    /** Stops watching, and returns whether the process is about to end. */
    boolean end() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
            return false;
        } catch (IllegalStateException ending) {
            return true;
        }
    }

    /** Stops watching, and lets the process end if it is about to. */
    @Override
    public void close() {
        end();
        ended.countDown();
    }

    private void interrupt() {
        running.interrupt();
        try {
            if (!ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return; // the tiers close themselves when the JVM exits
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
