package io.tiercel.serialize;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Collects the classes that objects of declared types consist of, as far as the declarations tell: superclasses, types
 * of fields that are not transient, type arguments and bounds, element types, permitted subclasses. Does not look into
 * classes of the JDK.
 */
final class TypeClosure {

    private final Set<String> names = new HashSet<>();
    private final Set<Type> seen = new HashSet<>();
    private final Deque<Type> queue = new ArrayDeque<>();

    private TypeClosure() {}

    static Set<String> namesOf(Collection<? extends Type> declared) {
        TypeClosure closure = new TypeClosure();
        declared.forEach(closure::enqueue);
        while (!closure.queue.isEmpty()) {
            closure.follow(closure.queue.remove());
        }
        return Set.copyOf(closure.names);
    }

    private void follow(Type type) {
        if (type instanceof Class<?> declared) {
            followClass(declared);
        } else {
            TypeParts.of(type).forEach(this::enqueue);
        }
    }

    private void followClass(Class<?> type) {
        if (type.isArray()) {
            enqueue(type.getComponentType());
            return;
        }
        if (type.isPrimitive()) {
            return;
        }
        names.add(type.getName());
        if (ClassIdentity.isOfThePlatform(type)) {
            return;
        }
        enqueue(type.getGenericSuperclass());
        enqueueAll(type.getGenericInterfaces());
        if (type.isSealed()) {
            enqueueAll(type.getPermittedSubclasses());
        }
        for (Field field : type.getDeclaredFields()) {
            if ((field.getModifiers() & (Modifier.STATIC | Modifier.TRANSIENT)) == 0) {
                enqueue(field.getGenericType());
            }
        }
    }

    private void enqueueAll(Type[] types) {
        for (Type type : types) {
            enqueue(type);
        }
    }

    private void enqueue(@Nullable Type type) {
        if (type != null && seen.add(type)) {
            queue.add(type);
        }
    }
}
