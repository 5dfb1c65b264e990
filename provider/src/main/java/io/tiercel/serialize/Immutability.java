package io.tiercel.serialize;

import java.lang.reflect.Field;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides which objects are immutable and can therefore be held, and handed out, as they are.
 *
 * <p>Immutable are: the value classes of the JDK, enums, the optionals and the unmodifiable collections of the JDK that
 * hold only immutable objects, classes that match an {@code immutable:} pattern, and records and final classes whose
 * every instance field, inherited ones included, is final and holds an immutable object. Where a field's type is open,
 * the object in it is asked. A class counts only if the manager's class loader resolves its name to the same class;
 * else objects of another deployment would be handed out. What cannot be read is taken for mutable; so is an object
 * that leads to more than {@value #MAX_VISITS} others, or to itself: serialization is cheaper than the answer.
 *
 * <p>Safe for use by many threads. The verdict on a class is kept with the class; for a class without open fields an
 * answer is one look-up, for the common JDK types a comparison. No class loader is kept alive: the verdicts consist of
 * objects of the JDK that refer to the class itself only.
 */
public final class Immutability {

    private static final int MAX_VISITS = 256;

    /** Verdicts, told apart by identity. Only objects of the JDK may be kept with a class of the JDK. */
    private static final Field[] IMMUTABLE = new Field[0];

    private static final Field[] MUTABLE = new Field[0];
    private static final Field[] ELEMENTS_DECIDE = new Field[0];

    private final ClassNameGlobs globs;
    private final ClassIdentity identity;

    /** To each class one of the verdicts above, or the fields whose objects have to be asked. */
    private final ClassValue<Field[]> verdicts = new ClassValue<>() {
        @Override
        protected Field[] computeValue(Class<?> type) {
            return verdictOn(type);
        }
    };

    /**
     * @param loader the manager's class loader
     * @param immutableGlobs patterns of the names of classes that the user declares immutable
     */
    public Immutability(ClassLoader loader, Collection<String> immutableGlobs) {
        this.identity = new ClassIdentity(loader);
        this.globs = new ClassNameGlobs(immutableGlobs);
    }

    /** Returns whether the object can be shared between the cache and the application. */
    public boolean isImmutable(Object object) {
        Class<?> type = object.getClass();
        if (type == String.class || type == Long.class || type == Integer.class) {
            return true;
        }
        Field[] verdict = verdicts.get(type);
        return verdict == IMMUTABLE || (verdict != MUTABLE && visit(object, verdict, MAX_VISITS) >= 0);
    }

    /** Returns how many visits are left, or a negative number if the object is mutable or there are too many. */
    private int visit(Object object, int visits) {
        Field[] verdict = verdicts.get(object.getClass());
        return verdict == MUTABLE ? -1 : visit(object, verdict, visits - 1);
    }

    private int visit(Object object, Field[] verdict, int visits) {
        if (visits < 0 || verdict == IMMUTABLE) {
            return visits;
        }
        return verdict == ELEMENTS_DECIDE ? visitElements(object, visits) : visitFields(object, verdict, visits);
    }

    private int visitFields(Object object, Field[] openFields, int visits) {
        int left = visits;
        for (Field field : openFields) {
            Object held = read(field, object);
            if (held != null) {
                left = visit(held, left);
                if (left < 0) {
                    return left;
                }
            }
        }
        return left;
    }

    private int visitElements(Object container, int visits) {
        if (container instanceof Optional<?> optional) {
            return optional.isEmpty() ? visits : visit(optional.get(), visits);
        }
        if (container instanceof Class<?> literal) {
            return identity.isResolvedAsItself(literal) ? visits : -1;
        }
        if (container instanceof Map.Entry<?, ?> entry) {
            int left = visit(entry.getKey(), visits);
            return left < 0 ? left : visit(entry.getValue(), left);
        }
        Iterable<?> elements = container instanceof Map<?, ?> map ? map.entrySet() : (Iterable<?>) container;
        int left = visits;
        for (Object element : elements) {
            left = element instanceof Map.Entry<?, ?> ? visitElements(element, left) : visit(element, left);
            if (left < 0) {
                return left;
            }
        }
        return left;
    }

    private static @Nullable Object read(Field field, Object object) {
        try {
            return field.get(object);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("field=" + field, e);
        }
    }

    private Field[] verdictOn(Class<?> type) {
        if (ImmutableJdkClasses.CONTAINERS.contains(type)) {
            return ELEMENTS_DECIDE;
        }
        if (ImmutableJdkClasses.VALUES.contains(type)) {
            return IMMUTABLE;
        }
        if (!identity.isResolvedAsItself(type)) {
            return MUTABLE;
        }
        if (Enum.class.isAssignableFrom(type) || globs.matches(type.getName())) {
            return IMMUTABLE;
        }
        List<Field> openFields = ImmutableShape.openFields(type);
        if (openFields == null) {
            return MUTABLE;
        }
        return openFields.isEmpty() ? IMMUTABLE : openFields.toArray(Field[]::new);
    }
}
