package io.tiercel.serialize;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.UUID;

/** The sizes in bytes of objects of the JDK whose fields are known. */
final class KnownSizes {

    private static final long INT_BYTES = HeapLayout.align(HeapLayout.HEADER_BYTES + 4L);
    private static final long LONG_BYTES = HeapLayout.align(HeapLayout.HEADER_BYTES + 8L);
    private static final long LONG_AND_INT_BYTES = HeapLayout.align(HeapLayout.HEADER_BYTES + 12L);
    private static final long TWO_LONGS_BYTES = HeapLayout.align(HeapLayout.HEADER_BYTES + 16L);
    private static final long TWO_REFERENCES_BYTES =
            HeapLayout.align(HeapLayout.HEADER_BYTES + 2L * HeapLayout.REFERENCE_BYTES);
    private static final long BIG_INTEGER_BYTES =
            HeapLayout.align(HeapLayout.HEADER_BYTES + 5L * Integer.BYTES + HeapLayout.REFERENCE_BYTES);

    private KnownSizes() {}

    /** Returns the size of the object with all that it refers to, or a negative number if it is not known. */
    static long of(Object object) {
        if (object instanceof Long || object instanceof Double) {
            return LONG_BYTES;
        }
        if (object instanceof Integer
                || object instanceof Float
                || object instanceof Short
                || object instanceof Byte
                || object instanceof Character
                || object instanceof Boolean) {
            return INT_BYTES;
        }
        if (object instanceof UUID) {
            return TWO_LONGS_BYTES;
        }
        if (object instanceof Enum<?> || object instanceof Class<?>) {
            return 0; // the class loader's, not the cache's
        }
        if (object instanceof BigInteger number && number.getClass() == BigInteger.class) {
            return BIG_INTEGER_BYTES + HeapLayout.arrayBytes((number.abs().bitLength() + 31) / 32, Integer.BYTES);
        }
        return ofTime(object);
    }

    private static long ofTime(Object object) {
        if (object instanceof Instant
                || object instanceof Duration
                || object instanceof LocalDate
                || object instanceof LocalTime) {
            return LONG_AND_INT_BYTES;
        }
        return object instanceof LocalDateTime ? TWO_REFERENCES_BYTES + 2 * LONG_AND_INT_BYTES : -1;
    }
}
