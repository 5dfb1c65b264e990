package io.tiercel.serialize;

import io.tiercel.jvm.DetachedThread;
import io.tiercel.jvm.UnsafeWarning;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.fory.collection.MultiKeyWeakMap;
import org.apache.fory.logging.LogLevel;
import org.apache.fory.logging.LoggerFactory;
import org.jspecify.annotations.Nullable;

/**
 * What Fory does to the whole class loader that it is loaded in: its log, and its thread.
 *
 * <p>Fory writes its log to the standard streams; it is turned off, unless the application has set a level of its own.
 * Failures arrive as exceptions.
 *
 * <p>Fory starts one daemon thread, which clears its weak maps. It would keep what it inherits of the application's thread
 * that comes first; so this class has it started by a {@link DetachedThread}. The thread also keeps Fory's own class
 * loader, which is the deployment's if the provider is packed into it; so it is stopped when the last serializer is closed.
 * What it would have cleared later are soft references and empty entries.
 *
 * <p>Safe for use by many threads.
 */
final class ForyRuntime {

    private static final String CLEANER = "fory-multi-key-weak-map-cleaner";
    private static final ReentrantLock LOCK = new ReentrantLock();

    private static boolean started;
    private static int users;
    private static @Nullable Thread cleaner;

    private ForyRuntime() {}

    /** Prepares Fory for its first use; to be paired with {@link #leave()}. */
    static void enter() {
        LOCK.lock();
        try {
            users++;
            if (!started) {
                started = true;
                UnsafeWarning.silence();
                if (LoggerFactory.getLogLevel() == LogLevel.DEFAULT_LEVEL) {
                    LoggerFactory.disableLogging();
                }
                cleaner = startCleaner();
            }
        } finally {
            LOCK.unlock();
        }
    }

    static void leave() {
        LOCK.lock();
        try {
            users--;
            ForyClassCaches.clearRecordAccessors();
            Thread ours = cleaner;
            if (users == 0) {
                ForyClassCaches.clearJdkClasses();
            }
            if (users == 0 && ours != null) {
                ours.interrupt();
                cleaner = null;
            }
        } finally {
            LOCK.unlock();
        }
    }

    /** Returns the thread, or null if Fory was in use before and has started it already. */
    private static @Nullable Thread startCleaner() {
        Set<Thread> before = new HashSet<>(Arrays.asList(threads()));
        DetachedThread.<@Nullable Object>call(
                "tiercel-fory-start", () -> new MultiKeyWeakMap<>().get(new Object[] {ForyRuntime.class}));
        return Arrays.stream(threads())
                .filter(thread -> thread.getName().equals(CLEANER) && !before.contains(thread))
                .findFirst()
                .orElse(null);
    }

    private static Thread[] threads() {
        return Thread.getAllStackTraces().keySet().toArray(new Thread[0]);
    }
}
