package io.tiercel.serialize;

import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds the shortest path of fields from an object to one of a given kind, for the message of a failure. Looks into
 * arrays, collections, maps and the fields of classes outside the JDK that are not transient, and gives up after {@value
 * #MAX_OBJECTS} objects.
 */
final class FieldPath {

    private static final int MAX_OBJECTS = 20_000;

    private record Step(Object object, String path) {}

    /**
     * What was found.
     *
     * @param text how it is reached, for example {@code com.example.User.session -> java.net.Socket}
     * @param culprit its class
     * @param isRoot whether it is the object that was searched
     */
    record Found(String text, Class<?> culprit, boolean isRoot) {}

    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<Step> queue = new ArrayDeque<>();
    private final Predicate<Class<?>> isCulprit;

    private FieldPath(Predicate<Class<?>> isCulprit) {
        this.isCulprit = isCulprit;
    }

    /** Returns the nearest such object, or null if there is none. */
    static @Nullable Found to(Object root, Predicate<Class<?>> isCulprit) {
        return new FieldPath(isCulprit).search(root);
    }

    private @Nullable Found search(Object root) {
        enqueue(root, root.getClass().getName());
        while (!queue.isEmpty() && seen.size() < MAX_OBJECTS) {
            Step step = queue.remove();
            Class<?> type = step.object().getClass();
            if (isCulprit.test(type)) {
                boolean isRoot = step.object() == root;
                return new Found(isRoot ? type.getName() : step.path() + " -> " + type.getName(), type, isRoot);
            }
            followElements(step);
            followFields(step, type);
        }
        return null;
    }

    private void followElements(Step step) {
        if (step.object() instanceof Map<?, ?> map) {
            for (Object element : snapshot(map.entrySet())) {
                Map.Entry<?, ?> entry = (Map.Entry<?, ?>) element;
                Object key = entry.getKey();
                enqueue(key, step.path() + "[key]");
                enqueue(entry.getValue(), step.path() + "[" + (key instanceof CharSequence ? key : "value") + "]");
            }
            return;
        }
        int i = 0;
        for (Object element : elements(step.object())) {
            enqueue(element, step.path() + "[" + i++ + "]");
        }
    }

    private static Object[] elements(Object container) {
        if (container instanceof Object[] array) {
            return array;
        }
        return container instanceof Collection<?> collection ? snapshot(collection) : new Object[0];
    }

    private static Object[] snapshot(Collection<?> collection) {
        try {
            return collection.toArray();
        } catch (RuntimeException e) {
            return new Object[0]; // a collection of the application that cannot be read now leads nowhere
        }
    }

    private void followFields(Step step, Class<?> type) {
        for (Class<?> declarer = type; declarer != null; declarer = declarer.getSuperclass()) {
            if (ClassIdentity.isOfThePlatform(declarer)) {
                continue;
            }
            for (Field field : declarer.getDeclaredFields()) {
                enqueue(read(field, step.object()), step.path() + "." + field.getName());
            }
        }
    }

    private static @Nullable Object read(Field field, Object object) {
        boolean isWritten = (field.getModifiers() & (Modifier.STATIC | Modifier.TRANSIENT)) == 0;
        if (!isWritten || field.getType().isPrimitive()) {
            return null;
        }
        try {
            field.setAccessible(true);
            return field.get(object);
        } catch (InaccessibleObjectException | IllegalAccessException e) {
            return null; // what cannot be read cannot be named
        }
    }

    private void enqueue(@Nullable Object object, String path) {
        if (object != null && seen.add(object)) {
            queue.add(new Step(object, path));
        }
    }
}
