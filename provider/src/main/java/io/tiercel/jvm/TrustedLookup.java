package io.tiercel.jvm;

import java.lang.invoke.MethodHandles.Lookup;
import java.lang.reflect.Constructor;

/**
 * A lookup that reaches what is private to the JDK. The JDK's own support for serialization libraries makes one, by
 * calling the constructor that is otherwise private.
 */
public final class TrustedLookup {

    private static final int ALL_MODES_TRUSTED = -1;

    private TrustedLookup() {}

    /**
     * Makes a lookup. It must not leave the code that asks for it.
     *
     * @throws ReflectiveOperationException if this JVM has no such support
     * @throws RuntimeException if it refuses
     */
    public static Lookup obtain() throws ReflectiveOperationException {
        Class<?> factoryType = Class.forName("sun.reflect.ReflectionFactory");
        Object factory = factoryType.getMethod("getReflectionFactory").invoke(null);
        Constructor<?> declared = Lookup.class.getDeclaredConstructor(Class.class, Class.class, int.class);
        Constructor<?> trusted = (Constructor<?>) factoryType
                .getMethod("newConstructorForSerialization", Class.class, Constructor.class)
                .invoke(factory, Lookup.class, declared);
        return (Lookup) trusted.newInstance(Object.class, null, ALL_MODES_TRUSTED);
    }
}
