package io.tiercel.serialize;

import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Constructor;

/**
 * Keeps the JVM's warning about {@code sun.misc.Unsafe} off the standard error stream.
 *
 * <p>From Java 24 on, the first library that reads memory through {@code sun.misc.Unsafe} makes the JVM print four lines
 * of warning, once. Fory does on 24 and later. The warning speaks to the authors of the library, not to the users of an
 * application, so this class marks it as already printed, just before Fory's first use. That holds for the whole JVM:
 * the warning about another library's first use is not printed either. {@code -Dtiercel.silenceUnsafeWarning=false}
 * leaves the JVM as it is. Where the JVM refuses, nothing else changes.
 */
final class UnsafeWarning {

    private static final String PROPERTY = "tiercel.silenceUnsafeWarning";
    private static final int FIRST_VERSION_THAT_WARNS = 24;
    private static final int ALL_MODES_TRUSTED = -1;

    private UnsafeWarning() {}

    static void silence() {
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

    /**
     * The flag is private to the JDK. A Lookup with full trust reaches it; the JDK's own support for serialization
     * libraries makes one, by calling the constructor that is otherwise private.
     */
    private static VarHandle warned() throws ReflectiveOperationException {
        Class<?> factoryType = Class.forName("sun.reflect.ReflectionFactory");
        Object factory = factoryType.getMethod("getReflectionFactory").invoke(null);
        Constructor<?> declared = Lookup.class.getDeclaredConstructor(Class.class, Class.class, int.class);
        Constructor<?> trusted = (Constructor<?>) factoryType
                .getMethod("newConstructorForSerialization", Class.class, Constructor.class)
                .invoke(factory, Lookup.class, declared);
        Lookup lookup = (Lookup) trusted.newInstance(Object.class, null, ALL_MODES_TRUSTED);
        Class<?> unsafe = Class.forName("sun.misc.Unsafe");
        return lookup.findStaticVarHandle(unsafe, "memoryAccessWarned", boolean.class);
    }
}
