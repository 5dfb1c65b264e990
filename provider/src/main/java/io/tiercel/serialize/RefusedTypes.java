package io.tiercel.serialize;

import java.io.Closeable;
import java.io.Serializable;
import java.lang.ref.Reference;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.StampedLock;
import java.util.stream.BaseStream;

/**
 * The classes whose objects are more than their fields, so that a copy would be useless or wrong: threads, streams,
 * sockets, locks, class loaders, and whatever else of the JDK is not {@link Serializable}.
 */
final class RefusedTypes {

    private RefusedTypes() {}

    /** Returns whether an object of this class is never held by value. */
    static boolean isRefused(Class<?> type) {
        if (type.isArray() || type.isEnum() || type.isPrimitive()) {
            return false;
        }
        return isAHandle(type) || isALock(type) || isUnserializableOfTheJdk(type) || isUnserializableLambda(type);
    }

    /** Not where the class says that it is Serializable: its author has thought of copies. */
    private static boolean isAHandle(Class<?> type) {
        return !Serializable.class.isAssignableFrom(type)
                && (Thread.class.isAssignableFrom(type)
                        || ClassLoader.class.isAssignableFrom(type)
                        || Closeable.class.isAssignableFrom(type)
                        || AutoCloseable.class.isAssignableFrom(type)
                        || BaseStream.class.isAssignableFrom(type)
                        || Executor.class.isAssignableFrom(type)
                        || Future.class.isAssignableFrom(type)
                        || Reference.class.isAssignableFrom(type)
                        || ThreadLocal.class.isAssignableFrom(type)
                        || Condition.class.isAssignableFrom(type)
                        || Lock.class.isAssignableFrom(type));
    }

    /**
     * The JDK's locks are Serializable, but a copy of a lock excludes nobody. Not what extends them: the serialized form
     * of a ConcurrentHashMap holds such.
     */
    private static boolean isALock(Class<?> type) {
        return type.getPackageName().equals("java.util.concurrent.locks")
                && (Lock.class.isAssignableFrom(type)
                        || ReadWriteLock.class.isAssignableFrom(type)
                        || StampedLock.class == type
                        || Condition.class.isAssignableFrom(type));
    }

    private static boolean isUnserializableOfTheJdk(Class<?> type) {
        return ClassIdentity.isOfThePlatform(type)
                && type != Object.class
                && !type.isInterface()
                && !Serializable.class.isAssignableFrom(type)
                && !ImmutableJdkClasses.VALUES.contains(type)
                && !ImmutableJdkClasses.CONTAINERS.contains(type);
    }

    /** A lambda has no name that could be written, unless it says how. */
    private static boolean isUnserializableLambda(Class<?> type) {
        return type.isHidden() && !Serializable.class.isAssignableFrom(type);
    }
}
