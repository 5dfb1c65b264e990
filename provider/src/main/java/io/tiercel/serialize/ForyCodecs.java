package io.tiercel.serialize;

import io.tiercel.jvm.DetachedThread;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.fory.Fory;
import org.apache.fory.resolver.SharedRegistry;

/**
 * The codecs of one serializer: interpreted at first, compiled once they are in steady use.
 *
 * <p>The first object of a class costs a few milliseconds with an interpreted codec and some ten to hundred with one
 * that has to be compiled, which then is a third faster. So the first thread that has used a session often starts a
 * short-lived thread that compiles the codecs of all classes met so far, and then replaces the pool. Both kinds write
 * the same bytes. Classes met later are compiled by the thread that meets them.
 * One that cannot be compiled leaves the serializer interpreted for good.
 *
 * <p>Compiled codecs look classes that are not public up by name in Fory's own class loader first, then in that of the
 * thread. That is right for certain only if the manager's is Fory's own, as in most applications; where the provider is
 * shared by deployments, codecs stay interpreted.
 *
 * <p>Safe for use by many threads.
 */
final class ForyCodecs {

    private final ClassLoader loader;
    private final ClassAdmission admission;
    private final Set<String> metClasses = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean compiling;
    private final ForyPool interpreted;
    private volatile ForyPool pool;
    private final AtomicBoolean closed = new AtomicBoolean();

    ForyCodecs(ClassLoader loader, ClassAdmission admission) {
        ForyRuntime.enter();
        this.loader = loader;
        this.admission = admission;
        this.compiling = new AtomicBoolean(loader != Fory.class.getClassLoader());
        SharedRegistry registry = new SharedRegistry();
        this.interpreted = new ForyPool(() -> ForySession.interpreted(loader, admission, registry, metClasses));
        this.pool = interpreted;
    }

    /** Returns the pool to borrow from; a session goes back to the pool that it came from. */
    ForyPool pool() {
        return pool;
    }

    /** Returns the pool that compiles nothing, for what a session of the other pool has failed on. */
    ForyPool interpretedPool() {
        return interpreted;
    }

    /** Stays interpreted from now on: a class cannot be compiled. */
    void interpret() {
        ForyPool compiled = pool;
        pool = interpreted;
        if (compiled != interpreted) {
            compiled.close();
        }
    }

    /** Notes that a session has become hot. */
    void compileInBackground() {
        if (compiling.compareAndSet(false, true)) {
            Thread compiler = DetachedThread.of("tiercel-codec-compiler", this::compile);
            compiler.setContextClassLoader(loader);
            compiler.start();
        }
    }

    void close() {
        boolean isFirst = closed.compareAndSet(false, true);
        interpreted.close();
        pool.close();
        if (isFirst) {
            ForyRuntime.leave();
        }
    }

    private void compile() {
        SharedRegistry registry = new SharedRegistry();
        try {
            ForySession first = ForySession.compiled(loader, admission, registry);
            for (String name : metClasses) {
                first.prepare(Class.forName(name, /* initialize= */ false, loader));
            }
            ForyPool compiled = new ForyPool(() -> ForySession.compiled(loader, admission, registry));
            compiled.giveBack(first);
            pool = compiled;
            if (closed.get()) {
                compiled.close();
            }
        } catch (RuntimeException | LinkageError | ClassNotFoundException e) {
            System.getLogger(ForyCodecs.class.getName())
                    .log(System.Logger.Level.DEBUG, "Codecs stay interpreted: one could not be compiled", e);
        }
    }
}
