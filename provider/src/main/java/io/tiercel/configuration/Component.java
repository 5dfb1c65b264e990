package io.tiercel.configuration;

import io.tiercel.jvm.ShownText;
import java.util.Objects;
import javax.cache.CacheException;
import javax.cache.configuration.Factory;
import org.jspecify.annotations.Nullable;

/**
 * Where an object of the user's comes from: a class, a JSR-107 factory, or the object itself. Immutable, as far as the
 * user's objects are.
 *
 * @param <T> what the object is used as
 */
public sealed interface Component<T> {

    /**
     * Returns the object: a new one of the class, what the factory creates, or the instance.
     *
     * @param required the type that the object must have
     * @param classLoader resolves the class, if it is given by its name
     * @throws ConfigurationException if the class is not found, has no public constructor without parameters, is not of
     *     the required type, or its constructor throws
     */
    T create(Class<?> required, ClassLoader classLoader);

    /** Returns a factory of the object, which resolves a class name by the given class loader. */
    default Factory<? extends T> factory(Class<?> required, ClassLoader classLoader) {
        return new ComponentFactory<>(this, required, classLoader);
    }

    /** Names a class, said at the given place. */
    static <T> Component<T> ofClassName(String className, Place place) {
        return new OfClass<>(className, null, place);
    }

    /** Names a class that is at hand. */
    static <T> Component<T> ofClass(Class<? extends T> type) {
        return new OfClass<>(type.getName(), type, Place.CODE);
    }

    /** Takes the object from a factory. */
    static <T> Component<T> ofFactory(Factory<? extends T> factory) {
        return new OfFactory<>(factory);
    }

    /** Takes an object that exists. */
    static <T> Component<T> ofInstance(T instance) {
        return new OfInstance<>(instance);
    }

    /**
     * Has a factory of the application's create what it is for. What it throws must not pass for a closed manager, say, or a wrong
     * argument.
     */
    static <T> T createBy(Factory<? extends T> factory, String what) {
        T created;
        try {
            created = factory.create();
        } catch (CacheException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new CacheException("The " + what + " factory " + factory + " failed: " + ShownText.of(e), e);
        }
        if (created == null) {
            throw new CacheException("The " + what + " factory " + factory + " returned null");
        }
        return created;
    }

    /**
     * A class with a public constructor without parameters. Two are equal if they name the same class, wherever it was
     * said.
     *
     * @param className the binary name of the class
     * @param loaded the class, if it was given as such
     * @param place where it was said
     */
    record OfClass<T>(String className, @Nullable Class<? extends T> loaded, Place place) implements Component<T> {
        public OfClass {
            Objects.requireNonNull(className, "className");
        }

        @Override
        @SuppressWarnings("unchecked") // newInstance checks that it is of the required type
        public T create(Class<?> required, ClassLoader classLoader) {
            ComponentClass resolver = new ComponentClass(className, place);
            return (T) resolver.newInstance(loaded != null ? loaded : resolver.load(classLoader), required);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof OfClass<?> that && className.equals(that.className);
        }

        @Override
        public int hashCode() {
            return className.hashCode();
        }
    }

    /**
     * What a JSR-107 factory creates.
     *
     * @param factory the factory
     */
    record OfFactory<T>(Factory<? extends T> factory) implements Component<T> {
        public OfFactory {
            Objects.requireNonNull(factory, "factory");
        }

        @Override
        public T create(Class<?> required, ClassLoader classLoader) {
            return ComponentClass.checkCreated(
                    Component.createBy(factory, required.getSimpleName()), required, factory);
        }

        @Override
        public Factory<? extends T> factory(Class<?> required, ClassLoader classLoader) {
            return factory;
        }
    }

    /**
     * An object that exists.
     *
     * @param instance the object
     */
    record OfInstance<T>(T instance) implements Component<T> {
        public OfInstance {
            Objects.requireNonNull(instance, "instance");
        }

        @Override
        public T create(Class<?> required, ClassLoader classLoader) {
            return instance;
        }
    }
}
