package io.tiercel.configuration;

import io.tiercel.jvm.ShownText;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;

/** A class that a configuration names, on its way to an object; each way to fail says where the class was named. */
record ComponentClass(String className, Place place) {

    Class<?> load(ClassLoader classLoader) {
        try {
            return Class.forName(className, /* initialize= */ false, classLoader);
        } catch (ClassNotFoundException e) {
            throw failure(
                    "is not found by the class loader of the cache manager (nested classes are written with $, as"
                            + " com.example.Outer$Inner)",
                    e);
        } catch (LinkageError e) {
            throw failure("cannot be loaded: " + e, e);
        }
    }

    Object newInstance(Class<?> type, Class<?> required) {
        if (!required.isAssignableFrom(type)) {
            throw failure("is not a " + required.getName() + differentLoaders(type, required), null);
        }
        if (type.isInterface() || Modifier.isAbstract(type.getModifiers())) {
            throw failure("is abstract", null);
        }
        try {
            return constructor(type).newInstance();
        } catch (InvocationTargetException e) {
            throw failure("threw an exception from its constructor: " + e.getCause(), e.getCause());
        } catch (ReflectiveOperationException | LinkageError e) {
            throw failure("cannot be instantiated: " + e, e);
        }
    }

    static <T> T checkCreated(T created, Class<?> required, Object factory) {
        if (!required.isInstance(created)) {
            String what = created.getClass().getName();
            throw new ConfigurationException(
                    Place.CODE, "the factory " + factory + " created " + what + ", not a " + required.getName());
        }
        return created;
    }

    private Constructor<?> constructor(Class<?> type) {
        if (!Modifier.isPublic(type.getModifiers())) {
            throw failure("is not public", null);
        }
        try {
            return type.getConstructor();
        } catch (NoSuchMethodException e) {
            throw failure("has no public constructor without parameters", e);
        }
    }

    private static String differentLoaders(Class<?> type, Class<?> required) {
        Class<?> ancestor = type;
        while (ancestor != null) {
            for (Class<?> face : ancestor.getInterfaces()) {
                if (face != required && face.getName().equals(required.getName())) {
                    return ": it implements another copy of that interface, from the class loader "
                            + face.getClassLoader();
                }
            }
            ancestor = ancestor.getSuperclass();
        }
        return "";
    }

    private ConfigurationException failure(String problem, @Nullable Throwable cause) {
        return new ConfigurationException(place, "the class " + ShownText.shortened(className) + " " + problem, cause);
    }
}
