package io.tiercel.serialize;

import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;

/** Finds what makes a key not canonical, for a message. Slow; for what is refused only. */
final class KeyRefusal {

    private final CanonicalClasses classes;

    KeyRefusal(CanonicalClasses classes) {
        this.classes = classes;
    }

    /** Returns why an object is not canonical, or null if it is. */
    @Nullable
    String of(Object key) {
        return of(key, key.getClass().getSimpleName(), 0);
    }

    private @Nullable String of(Object value, String path, int depth) {
        Class<?> type = value instanceof Enum<?> constant ? constant.getDeclaringClass() : value.getClass();
        Field[] fields = classes.fieldsOf(type);
        if (fields == null) {
            String reason = type == Object.class ? "a plain Object equals no other" : classes.refusalOf(type);
            return reason == null || depth == 0 ? reason : path + ": " + reason;
        }
        if (depth >= KeyWriter.MAX_DEPTH) {
            return path + ": its records nest more than " + KeyWriter.MAX_DEPTH + " deep";
        }
        for (Field field : fields) {
            Object component = read(field, value);
            String reason = component == null ? null : of(component, path + "." + field.getName(), depth + 1);
            if (reason != null) {
                return reason;
            }
        }
        return null;
    }

    private static @Nullable Object read(Field field, Object holder) {
        try {
            return field.get(holder);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("field=" + field, e);
        }
    }
}
