package io.tiercel.configuration;

import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import javax.cache.configuration.Factory;

/**
 * A component as a JSR-107 factory: it creates what the component does. Not serializable, although its interface is: a
 * class loader does not travel.
 */
@SuppressWarnings("serial") // writeObject refuses
final class ComponentFactory<T> implements Factory<T> {

    private final Component<T> component;
    private final Class<?> required;
    private final ClassLoader classLoader;

    ComponentFactory(Component<T> component, Class<?> required, ClassLoader classLoader) {
        this.component = component;
        this.required = required;
        this.classLoader = classLoader;
    }

    @Override
    public T create() {
        return component.create(required, classLoader);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ComponentFactory<?> that
                && component.equals(that.component)
                && classLoader == that.classLoader;
    }

    @Override
    public int hashCode() {
        return component.hashCode();
    }

    @Override
    public String toString() {
        return component.toString();
    }

    private void writeObject(ObjectOutputStream out) throws NotSerializableException {
        throw new NotSerializableException(ComponentFactory.class.getName());
    }
}
