package io.tiercel.serialize;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The enums and records whose objects are equal exactly if their bytes are: enums, and records whose {@code equals} the
 * compiler has made, from all components; those of a record are asked in turn. A class counts only if the manager's
 * class loader resolves its name to the same class.
 *
 * <p>Classes with an {@code equals} of their own are not among them, for it may compare less than the fields, and neither
 * are those that have none, for their objects equal nothing that is decoded.
 *
 * <p>Safe for use by many threads. The verdict on a class is kept with the class: a look-up, after a class file was read
 * once. No class loader is kept alive: verdicts consist of objects of the JDK that refer to the class itself only.
 */
public final class CanonicalClasses {

    private static final Object[] NOT_CANONICAL = new Object[0];
    private static final int FIELDS = 0;
    private static final int CONSTRUCTOR = 1;

    private final ClassLoader loader;
    private final ClassIdentity identity;

    private final ClassValue<Object[]> verdicts = new ClassValue<>() {
        @Override
        protected Object[] computeValue(Class<?> type) {
            return verdictOn(type);
        }
    };

    private final ClassValue<Integer> shapeHashes = new ClassValue<>() {
        @Override
        protected Integer computeValue(Class<?> type) {
            return describe(type).hashCode();
        }
    };

    /** @param loader the manager's class loader */
    public CanonicalClasses(ClassLoader loader) {
        this.loader = loader;
        this.identity = new ClassIdentity(loader);
    }

    /** Returns whether the constants of an enum are told by their names. */
    boolean isEnum(Class<?> type) {
        return type.isEnum() && verdicts.get(type) != NOT_CANONICAL;
    }

    /** Returns the fields of a record in the order of its components, or null if its class is not canonical. */
    Field @Nullable [] fieldsOf(Class<?> type) {
        Object[] verdict = type.isRecord() ? verdicts.get(type) : NOT_CANONICAL;
        return verdict == NOT_CANONICAL ? null : (Field[]) verdict[FIELDS];
    }

    /** Returns the constructor that takes all components of a record that is canonical. */
    Constructor<?> constructorOf(Class<?> type) {
        return (Constructor<?>) verdicts.get(type)[CONSTRUCTOR];
    }

    Class<?> resolve(String className) throws ClassNotFoundException {
        return Class.forName(className, /* initialize= */ false, loader);
    }

    private Object[] verdictOn(Class<?> type) {
        if (!identity.isResolvedAsItself(type)) {
            return NOT_CANONICAL;
        }
        if (type.isEnum()) {
            return new Object[] {type};
        }
        return RecordEquality.isByAllComponents(type) ? verdictOnRecord(type) : NOT_CANONICAL;
    }

    private static Object[] verdictOnRecord(Class<?> type) {
        List<Field> fields = new ArrayList<>();
        List<Class<?>> types = new ArrayList<>();
        try {
            for (RecordComponent component : type.getRecordComponents()) {
                Field field = type.getDeclaredField(component.getName());
                field.setAccessible(true);
                fields.add(field);
                types.add(component.getType());
            }
            Constructor<?> constructor = type.getDeclaredConstructor(types.toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return new Object[] {fields.toArray(Field[]::new), constructor};
        } catch (InaccessibleObjectException | SecurityException | ReflectiveOperationException e) {
            return NOT_CANONICAL; // of a module that lets nobody look into it
        }
    }

    /** Returns a hash of {@link #describe}. */
    int shapeHash(Class<?> type) {
        return shapeHashes.get(type);
    }

    /**
     * Returns the name of a class and, of a record, what its components are, as far as the declarations tell: of which
     * bytes of another version of the class may not be read.
     */
    String describe(Class<?> type) {
        StringBuilder text = new StringBuilder();
        describe(type, new ArrayList<>(), text);
        return text.toString();
    }

    private void describe(Class<?> type, List<Class<?>> outer, StringBuilder text) {
        text.append(type.getName());
        Field[] fields = outer.contains(type) ? null : fieldsOf(type);
        if (fields == null) {
            return;
        }
        outer.add(type);
        text.append('(');
        for (Field field : fields) {
            describe(field.getType(), outer, text);
            text.append(' ').append(field.getName()).append(',');
        }
        text.append(')');
        outer.remove(outer.size() - 1);
    }

    /** Returns why no object of a class, or of a class below it, has canonical bytes; null if one may have. */
    @Nullable
    String refusalOf(Class<?> type) {
        if (type == String.class || JdkKeyTypes.of(type) != null || fieldsOf(type) != null || isEnum(type)) {
            return null;
        }
        if (type.isRecord()) {
            return type.getName() + " has an equals of its own, is not visible to the cache manager's class loader as"
                    + " this class, or lies in a module that is not open";
        }
        boolean isOpen = !Modifier.isFinal(type.getModifiers()) && isAbstract(type);
        return isOpen ? null : type.getName() + " is neither a record, nor an enum, nor a value class of the JDK";
    }

    /** Objects of the class itself are none, but those of other classes below it may be. */
    private static boolean isAbstract(Class<?> type) {
        return type == Object.class
                || (Modifier.isAbstract(type.getModifiers()) && !type.isArray() && !isCollection(type));
    }

    private static boolean isCollection(Class<?> type) {
        return Iterable.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type);
    }
}
