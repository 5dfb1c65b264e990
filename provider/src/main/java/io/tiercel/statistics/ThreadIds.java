package io.tiercel.statistics;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;

/**
 * The ids of threads as the runtime gave them, whatever a subclass of {@code Thread} that overrides {@code getId} says. On the
 * path of a hit it takes two instructions to compare an id, and six to compare what a weak reference refers to.
 *
 * <p>Java 19 and later have a final method for the id. Before, it is read from its field, to which the module {@code
 * jdk.unsupported} leads; where that module is missing ids may be made up, and {@link #TRUSTED} is false.
 */
final class ThreadIds {

    private static final @Nullable MethodHandle TRUE_ID = trueId();

    /** Whether no two threads that live have the same id. */
    static final boolean TRUSTED = TRUE_ID != null;

    private ThreadIds() {}

    static long of(Thread thread) {
        MethodHandle trueId = TRUE_ID;
        if (trueId == null) {
            return thread.getId();
        }
        try {
            return (long) trueId.invokeExact(thread);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("an id is read without a checked exception", e);
        }
    }

    private static @Nullable MethodHandle trueId() {
        try {
            return MethodHandles.publicLookup()
                    .findVirtual(Thread.class, "threadId", MethodType.methodType(long.class));
        } catch (NoSuchMethodException | IllegalAccessException beforeJava19) {
            return fieldOfId();
        }
    }

    private static @Nullable MethodHandle fieldOfId() {
        try {
            Class<?> memory = Class.forName("sun.misc.Unsafe");
            Field instance = memory.getDeclaredField("theUnsafe");
            instance.setAccessible(true);
            MethodHandles.Lookup lookup = MethodHandles.publicLookup();
            MethodHandle offsetOf =
                    lookup.findVirtual(memory, "objectFieldOffset", MethodType.methodType(long.class, Field.class));
            MethodHandle read =
                    lookup.findVirtual(memory, "getLong", MethodType.methodType(long.class, Object.class, long.class));
            Object unsafe = instance.get(null);
            long offset = (long) offsetOf.invoke(unsafe, Thread.class.getDeclaredField("tid"));
            return MethodHandles.insertArguments(read.bindTo(unsafe), 1, offset)
                    .asType(MethodType.methodType(long.class, Thread.class));
        } catch (Throwable e) {
            return null;
        }
    }
}
