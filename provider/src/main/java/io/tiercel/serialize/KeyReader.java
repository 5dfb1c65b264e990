package io.tiercel.serialize;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a {@link KeyWriter} has written. Classes that the bytes name must be admitted, and are loaded from the
 * manager's class loader only. Thread-safe; keeps nothing. What is wrong with the bytes is a {@link RuntimeException} or
 * a {@link ReflectiveOperationException}.
 */
final class KeyReader {

    private final CanonicalClasses classes;
    private final ClassAdmission admission;

    KeyReader(CanonicalClasses classes, ClassAdmission admission) {
        this.classes = classes;
        this.admission = admission;
    }

    /** Reads an item that stands where the given class is declared. */
    @Nullable
    Object read(KeyInput in, Class<?> declared, int depth) throws ReflectiveOperationException {
        byte tag = in.takeByte();
        switch (tag) {
            case KeyTags.NULL -> {
                return null;
            }
            case KeyTags.LATIN1, KeyTags.UTF16 -> {
                return in.takeText(tag);
            }
            case KeyTags.DECLARED_ENUM -> {
                return constant(declared, in.takeText());
            }
            case KeyTags.NAMED_ENUM -> {
                return constant(named(in), in.takeText());
            }
            case KeyTags.DECLARED_RECORD -> {
                return record(in, declared, depth);
            }
            case KeyTags.NAMED_RECORD -> {
                Class<?> type = named(in);
                if (classes.fieldsOf(type) == null || in.takeInt() != classes.shapeHash(type)) {
                    throw new IllegalArgumentException("another version of the record, type=" + type.getName());
                }
                return record(in, type, depth);
            }
            default -> {
                JdkKeyType<?> known = JdkKeyTypes.of(tag);
                if (known == null) {
                    throw new IllegalArgumentException("unknown tag=" + tag);
                }
                return known.reader().read(in);
            }
        }
    }

    private Class<?> named(KeyInput in) throws ClassNotFoundException {
        String name = in.takeText();
        if (!admission.admitsDecoding(name)) {
            throw new NotAdmittedException(name);
        }
        return classes.resolve(name);
    }

    private Object constant(Class<?> type, String name) {
        if (classes.isEnum(type)) {
            for (Object constant : type.getEnumConstants()) {
                if (((Enum<?>) constant).name().equals(name)) {
                    return constant;
                }
            }
        }
        throw new IllegalArgumentException("no constant of the enum, type=" + type.getName());
    }

    private Object record(KeyInput in, Class<?> type, int depth) throws ReflectiveOperationException {
        Field[] fields = classes.fieldsOf(type);
        if (fields == null || depth >= KeyWriter.MAX_DEPTH) {
            throw new IllegalArgumentException("not canonical, type=" + type.getName());
        }
        Constructor<?> constructor = classes.constructorOf(type);
        @Nullable Object[] components = new @Nullable Object[fields.length];
        for (int i = 0; i < components.length; i++) {
            components[i] = read(in, fields[i].getType(), depth + 1);
        }
        return constructor.newInstance(components);
    }
}
