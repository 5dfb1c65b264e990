package io.tiercel.warming;

import java.lang.System.Logger.Level;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the hot keys of the caches that are open when the JVM exits. Has a deadline; what was kept before stays, if it is
 * not met. The hook is there only while such a cache is open, so that it holds no class loader for longer. Thread-safe.
 */
final class SaveAtExit {

    private static final long DEADLINE_MILLIS = 5_000;

    private static final ReentrantLock CHANGING = new ReentrantLock();
    private static final Set<HotKeyKeeper<?>> OPEN = Collections.newSetFromMap(new IdentityHashMap<>());
    private static @Nullable Thread hook;

    private SaveAtExit() {}

    static void add(HotKeyKeeper<?> keeper) {
        CHANGING.lock();
        try {
            OPEN.add(keeper);
            if (hook == null) {
                Thread thread = new Thread(SaveAtExit::saveAll, "tiercel-warming-exit");
                thread.setContextClassLoader(SaveAtExit.class.getClassLoader()); // not that of whoever came first
                Runtime.getRuntime().addShutdownHook(thread);
                hook = thread;
            }
        } catch (IllegalStateException exiting) {
            // Too late for a hook: what was kept before stays.
        } finally {
            CHANGING.unlock();
        }
    }

    static void remove(HotKeyKeeper<?> keeper) {
        CHANGING.lock();
        try {
            OPEN.remove(keeper);
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

    private static void saveAll() {
        Thread saver = new Thread(() -> open().forEach(SaveAtExit::save), "tiercel-warming-save");
        saver.setDaemon(true);
        saver.start();
        try {
            saver.join(DEADLINE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<HotKeyKeeper<?>> open() {
        CHANGING.lock();
        try {
            return List.copyOf(OPEN);
        } finally {
            CHANGING.unlock();
        }
    }

    private static void save(HotKeyKeeper<?> keeper) {
        try {
            keeper.saveQuietly();
        } catch (RuntimeException e) {
            System.getLogger(SaveAtExit.class.getName()).log(Level.WARNING, "Hot keys could not be kept: " + keeper, e);
        }
    }
}
