package io.tiercel.offheap.runtime;

import io.tiercel.jvm.DetachedThread;
import io.tiercel.jvm.UnsafeWarning;
import io.tiercel.offheap.map.ByteMaps;
import java.lang.System.Logger.Level;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The one place where maps on Chronicle Map come from. Started by the first cache that has a tier outside the heap; an
 * application without such caches loads none of its classes. There is one for each class loader that has our classes,
 * for as long as that lives.
 *
 * <p>Thread-safe.
 */
public final class ChronicleRuntime {

    private static final String MAPS_CLASS = "io.tiercel.offheap.chronicle.ChronicleMaps";
    private static final ReentrantLock STARTING = new ReentrantLock();
    private static final AtomicBoolean PREPARED = new AtomicBoolean();
    private static volatile @Nullable ByteMaps started;

    private ChronicleRuntime() {}

    /**
     * Returns what opens maps, and starts the runtime if it is the first to ask, which takes some tenths of a second.
     *
     * @throws OffHeapUnavailableException if this JVM does not let it run
     */
    public static ByteMaps maps() {
        ByteMaps maps = started;
        return maps != null ? maps : start();
    }

    /** Starts the runtime in the background, unless that was done. Nobody waits, and what fails is left to {@link #maps}. */
    public static void prepare() {
        if (started == null && !PREPARED.getAndSet(true)) {
            DetachedThread.of("tiercel-chronicle-prepare", ChronicleRuntime::startAhead)
                    .start();
        }
    }

    private static void startAhead() {
        try {
            ByteMaps unused = maps();
        } catch (Throwable e) { // whoever opens a map meets it again, and says so
            System.getLogger(ChronicleRuntime.class.getName())
                    .log(Level.DEBUG, "The runtime of tiers outside the heap does not start", e);
        }
    }

    private static ByteMaps start() {
        STARTING.lock();
        try {
            ByteMaps maps = started;
            if (maps == null) {
                maps = start(ByteMaps.class, MAPS_CLASS);
                started = maps;
            }
            return maps;
        } finally {
            STARTING.unlock();
        }
    }

    /**
     * Starts a runtime of its own and makes an object of a class of the isolated package there. A thread of its own does so,
     * since what is initialized with it keeps the classes on the stack: Chronicle has an exception in a static field.
     */
    static <T> T start(Class<T> type, String className) {
        ClassLoader home = ChronicleRuntime.class.getClassLoader();
        IsolatedClassLoader loader = new IsolatedClassLoader(home != null ? home : ClassLoader.getSystemClassLoader());
        ClassesAhead.load(loader);
        ModuleOpener.openTo(loader.getUnnamedModule());
        UnsafeWarning.silence();
        try {
            return type.cast(DetachedThread.call("tiercel-chronicle-start", () -> make(loader, className)));
        } catch (CompletionException e) {
            throw new OffHeapUnavailableException(
                    "The classes of tiers outside the heap cannot be loaded", e.getCause());
        }
    }

    private static Object make(ClassLoader loader, String className) {
        try {
            return loader.loadClass(className).getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new CompletionException(e);
        }
    }
}
