package io.tiercel.serialize;

/**
 * The heap that an object takes that is held as it is.
 *
 * <p>Strings and the common value classes of the JDK are computed from their layout. Others are taken to be {@value
 * #HEAP_PER_SERIALIZED} times their serialized size, plus {@value #UNKNOWN_BYTES} bytes; what cannot be serialized is
 * taken for {@value #UNKNOWN_BYTES} bytes.
 */
final class HeapWeight {

    private static final int HEAP_PER_SERIALIZED = 3;
    private static final long UNKNOWN_BYTES = 32;

    private final Serializer serializer;

    HeapWeight(Serializer serializer) {
        this.serializer = serializer;
    }

    long of(Object object) {
        if (object instanceof String string) {
            return HeapLayout.stringBytes(string);
        }
        long known = KnownSizes.of(object);
        return known >= 0 ? known : estimated(object);
    }

    private long estimated(Object object) {
        try {
            return HeapLayout.align(UNKNOWN_BYTES + (long) HEAP_PER_SERIALIZED * serializer.serialize(object).length);
        } catch (RuntimeException e) {
            return UNKNOWN_BYTES; // cannot be held by value, so nobody said what it takes
        }
    }
}
