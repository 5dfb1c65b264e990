package io.tiercel.serialize;

import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the declaration of a class says about the immutability of its objects. */
final class ImmutableShape {

    private ImmutableShape() {}

    /**
     * Returns the readable fields of a record or final class whose objects decide on its immutability, or null if its
     * declaration makes it mutable: not final, with a field that is not final or holds an array, or a field that cannot
     * be read.
     */
    static @Nullable List<Field> openFields(Class<?> type) {
        if (!Modifier.isFinal(type.getModifiers()) || type.isArray() || type.isHidden()) {
            return null;
        }
        List<Field> open = new ArrayList<>();
        for (Class<?> declarer = type; isWithFields(declarer); declarer = declarer.getSuperclass()) {
            if (ClassIdentity.isOfThePlatform(declarer) || !addOpenFields(declarer, open)) {
                return null;
            }
        }
        return open;
    }

    private static boolean isWithFields(@Nullable Class<?> declarer) {
        return declarer != null && declarer != Object.class && declarer != Record.class;
    }

    private static boolean addOpenFields(Class<?> declarer, List<Field> open) {
        for (Field field : declarer.getDeclaredFields()) {
            if (Modifier.isStatic(field.getModifiers())) {
                continue;
            }
            Class<?> type = field.getType();
            if (!Modifier.isFinal(field.getModifiers()) || type.isArray()) {
                return false;
            }
            if (!isAlwaysImmutable(type)) {
                if (!isMadeReadable(field)) {
                    return false;
                }
                open.add(field);
            }
        }
        return true;
    }

    private static boolean isAlwaysImmutable(Class<?> type) {
        return type.isPrimitive()
                || type.isEnum()
                || (Modifier.isFinal(type.getModifiers()) && ImmutableJdkClasses.VALUES.contains(type));
    }

    private static boolean isMadeReadable(Field field) {
        try {
            field.setAccessible(true);
            return true;
        } catch (InaccessibleObjectException | SecurityException e) {
            return false;
        }
    }
}
