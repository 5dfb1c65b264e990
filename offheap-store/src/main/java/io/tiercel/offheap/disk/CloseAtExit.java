package io.tiercel.offheap.disk;

import java.lang.System.Logger.Level;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Closes the disk tiers that are open when the JVM exits, so that they start warm and without doubt the next time. Has a
 * deadline: a tier that was not closed by then is one of a process that was killed, and is recovered.
 *
 * <p>The hook is there only while a tier is open, so that it holds no class loader for longer. Thread-safe.
 */
final class CloseAtExit {

    private static final long DEADLINE_MILLIS = 10_000;

    private static final ReentrantLock CHANGING = new ReentrantLock();
    private static final Set<DiskTier> OPEN = Collections.newSetFromMap(new IdentityHashMap<>());
    private static @Nullable Thread hook;

    private CloseAtExit() {}

    static void add(DiskTier tier) {
        CHANGING.lock();
        try {
            OPEN.add(tier);
            if (hook == null) {
                Thread thread = new Thread(CloseAtExit::closeAll, "tiercel-disk-exit");
                Runtime.getRuntime().addShutdownHook(thread);
                hook = thread;
            }
        } catch (IllegalStateException exiting) {
            // Too late for a hook: the tier is closed by whoever opened it, or recovered.
        } finally {
            CHANGING.unlock();
        }
    }

    static void remove(DiskTier tier) {
        CHANGING.lock();
        try {
            OPEN.remove(tier);
            if (OPEN.isEmpty() && hook != null) {
                Runtime.getRuntime().removeShutdownHook(hook);
                hook = null;
            }
        } catch (IllegalStateException exiting) {
            // It is running.
        } finally {
            CHANGING.unlock();
        }
    }

    private static void closeAll() {
        Thread closer = new Thread(() -> open().forEach(CloseAtExit::close), "tiercel-disk-close");
        closer.setDaemon(true);
        closer.start();
        try {
            closer.join(DEADLINE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<DiskTier> open() {
        CHANGING.lock();
        try {
            return List.copyOf(OPEN);
        } finally {
            CHANGING.unlock();
        }
    }

    private static void close(DiskTier tier) {
        try {
            tier.close();
        } catch (RuntimeException e) {
            System.getLogger(CloseAtExit.class.getName())
                    .log(Level.WARNING, "A disk tier could not be closed; it is recovered the next time", e);
        }
    }
}
