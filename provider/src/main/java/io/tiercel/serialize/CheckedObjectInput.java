package io.tiercel.serialize;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectStreamClass;
import java.lang.reflect.Proxy;

/** Resolves classes in one class loader, if they are admitted, and keeps to the {@link DecodingLimits}. */
final class CheckedObjectInput extends ObjectInputStream {

    /** A hash table may announce this many slots for each byte that it was written with: its load factor is free. */
    private static final int MAX_SLOTS_PER_BYTE = 16;

    private static final int MIN_SLOTS = 1024;

    private final ClassLoader loader;
    private final ClassAdmission admission;
    private final long maxArrayLength;

    CheckedObjectInput(byte[] bytes, ClassLoader loader, ClassAdmission admission) throws IOException {
        super(new ByteArrayInputStream(bytes));
        this.loader = loader;
        this.admission = admission;
        this.maxArrayLength = MIN_SLOTS + (long) MAX_SLOTS_PER_BYTE * bytes.length;
        setObjectInputFilter(this::checked);
    }

    private ObjectInputFilter.Status checked(ObjectInputFilter.FilterInfo info) {
        boolean tooLarge = info.arrayLength() > maxArrayLength
                || (admission.isClosed()
                        && (info.depth() > DecodingLimits.MAX_DEPTH
                                || info.references() > DecodingLimits.MAX_REFERENCES));
        return tooLarge ? ObjectInputFilter.Status.REJECTED : ObjectInputFilter.Status.ALLOWED;
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass description) throws ClassNotFoundException {
        Class<?> primitive = ClassLiteralCodec.PRIMITIVES.get(description.getName());
        return primitive != null
                ? primitive
                : Class.forName(admitted(description.getName()), /* initialize= */ false, loader);
    }

    @Override
    protected Class<?> resolveProxyClass(String[] interfaces) throws ClassNotFoundException {
        Class<?>[] types = new Class<?>[interfaces.length];
        for (int i = 0; i < types.length; i++) {
            types[i] = Class.forName(admitted(interfaces[i]), /* initialize= */ false, loader);
        }
        return Proxy.newProxyInstance(loader, types, (proxy, method, arguments) -> null)
                .getClass();
    }

    private String admitted(String className) {
        if (!admission.admitsDecoding(className)) {
            throw new NotAdmittedException(className);
        }
        return className;
    }
}
