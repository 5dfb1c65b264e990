package io.tiercel.serialize;

import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;

/** Writes keys and their components as items (see {@link KeyTags}). Thread-safe; keeps nothing. */
final class KeyWriter {

    /** How deep records may nest; beyond it they are not canonical. */
    static final int MAX_DEPTH = 32;

    private final CanonicalClasses classes;
    private final ClassAdmission admission;

    KeyWriter(CanonicalClasses classes, ClassAdmission admission) {
        this.classes = classes;
        this.admission = admission;
    }

    /**
     * Writes an item.
     *
     * @param declared the class that is declared where it stands
     * @return false if it is not canonical; what was put then is of no use
     */
    boolean write(@Nullable Object value, Class<?> declared, int depth, KeyOutput out) {
        if (value == null) {
            out.putByte(KeyTags.NULL);
            return true;
        }
        if (value instanceof String text) {
            out.putText(text);
            return true;
        }
        Class<?> type = value.getClass();
        JdkKeyType<?> known = JdkKeyTypes.of(type);
        if (known != null) {
            known.write(out, value);
            return true;
        }
        if (value instanceof Enum<?> constant) {
            return writeEnum(constant, declared, out);
        }
        Field[] fields = depth < MAX_DEPTH ? classes.fieldsOf(type) : null;
        return fields != null && writeRecord(value, fields, declared, depth, out);
    }

    private boolean writeEnum(Enum<?> constant, Class<?> declared, KeyOutput out) {
        Class<?> type = constant.getDeclaringClass(); // a constant may have a class of its own
        if (!classes.isEnum(type)) {
            return false;
        }
        if (type == declared) {
            out.putByte(KeyTags.DECLARED_ENUM);
        } else {
            out.putByte(KeyTags.NAMED_ENUM);
            out.putText(admitted(type));
        }
        out.putText(constant.name());
        return true;
    }

    private boolean writeRecord(Object value, Field[] fields, Class<?> declared, int depth, KeyOutput out) {
        Class<?> type = value.getClass();
        if (type == declared) {
            out.putByte(KeyTags.DECLARED_RECORD);
        } else {
            out.putByte(KeyTags.NAMED_RECORD);
            out.putText(admitted(type));
            out.putInt(classes.shapeHash(type));
        }
        try {
            for (Field field : fields) {
                if (!writeComponent(value, field, depth, out)) {
                    return false;
                }
            }
            return true;
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("type=" + type, e);
        }
    }

    /** The common primitives are read without a box around them. */
    private boolean writeComponent(Object holder, Field field, int depth, KeyOutput out) throws IllegalAccessException {
        Class<?> type = field.getType();
        if (type == int.class) {
            out.putByte(KeyTags.INTEGER);
            out.putInt(field.getInt(holder));
            return true;
        }
        if (type == long.class) {
            out.putByte(KeyTags.LONG);
            out.putLong(field.getLong(holder));
            return true;
        }
        return write(field.get(holder), type, depth + 1, out);
    }

    private String admitted(Class<?> type) {
        String name = type.getName();
        if (!admission.admitsEncoding(name)) {
            throw new NotAdmittedException(name);
        }
        return name;
    }
}
