package io.tiercel.serialize;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.fory.config.Config;
import org.apache.fory.context.ReadContext;
import org.apache.fory.context.WriteContext;
import org.apache.fory.serializer.Serializer;

/**
 * Fory's codec of Class objects: by name, so that they too are checked when they are encoded, and resolve in the
 * manager's class loader. Thread-safe.
 */
@SuppressWarnings("rawtypes") // Fory looks codecs up by the raw class
final class ClassLiteralCodec extends Serializer<Class> {

    static final Map<String, Class<?>> PRIMITIVES = Stream.of(
                    boolean.class,
                    byte.class,
                    char.class,
                    short.class,
                    int.class,
                    long.class,
                    float.class,
                    double.class,
                    void.class)
            .collect(Collectors.toUnmodifiableMap(Class::getName, type -> type));

    private final ClassLoader loader;
    private final ClassAdmission admission;

    ClassLiteralCodec(Config config, ClassLoader loader, ClassAdmission admission) {
        super(config, Class.class);
        this.loader = loader;
        this.admission = admission;
    }

    @Override
    public void write(WriteContext context, Class type) {
        String name = type.getName();
        if (!type.isPrimitive() && !admission.admitsEncoding(name)) {
            throw new NotAdmittedException(name);
        }
        context.writeString(name);
    }

    @Override
    public Class read(ReadContext context) {
        String name = context.readString();
        Class<?> primitive = PRIMITIVES.get(name);
        if (primitive != null) {
            return primitive;
        }
        if (!admission.admitsDecoding(name)) {
            throw new NotAdmittedException(name);
        }
        try {
            return Class.forName(name, /* initialize= */ false, loader);
        } catch (ClassNotFoundException e) {
            throw new SerializationException("The manager's class loader does not know the class " + name, e);
        }
    }
}
