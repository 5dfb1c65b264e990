package io.tiercel.jvm;

import java.lang.invoke.VarHandle;

/**
 * Keeps the JVM's warning about {@code sun.misc.Unsafe} off the standard error stream.
 *
 * <p>From Java 24 on, the first library that reads memory through {@code sun.misc.Unsafe} makes the JVM print four lines
 * of warning, once. The libraries that we use do. The warning speaks to the authors of the library, not to the users of
 * an application, so this class marks it as already printed, just before the first use. That holds for the whole JVM:
 * the warning about another library's first use is not printed either. {@code -Dtiercel.silenceUnsafeWarning=false}
 * leaves the JVM as it is. Where the JVM refuses, nothing else changes.
 */
public final class UnsafeWarning {

    private static final String PROPERTY = "tiercel.silenceUnsafeWarning";
    private static final int FIRST_VERSION_THAT_WARNS = 24;

    private UnsafeWarning() {}

    /** Marks the warning as printed, unless told not to. Idempotent and thread-safe. */
    public static void silence() {
        if (Runtime.version().feature() < FIRST_VERSION_THAT_WARNS
                || "false".equalsIgnoreCase(System.getProperty(PROPERTY))) {
            return;
        }
        try {
            warned().set(true);
        } catch (ReflectiveOperationException | RuntimeException refused) {
            System.getLogger(UnsafeWarning.class.getName())
                    .log(System.Logger.Level.DEBUG, "The warning about sun.misc.Unsafe stays on", refused);
        }
    }

    private static VarHandle warned() throws ReflectiveOperationException {
        Class<?> unsafe = Class.forName("sun.misc.Unsafe");
        return TrustedLookup.obtain().findStaticVarHandle(unsafe, "memoryAccessWarned", boolean.class);
    }
}
