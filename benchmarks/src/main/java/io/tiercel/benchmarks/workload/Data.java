package io.tiercel.benchmarks.workload;

import io.tiercel.benchmarks.subject.CacheSpec.Types;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.function.IntFunction;

/** The kinds of keys and values. Each call makes a new object, so that keys are compared by {@code equals}. */
@SuppressWarnings("ImmutableEnumChecker") // classes and functions without state
public enum Data {
    /** Integer to Integer: immutable. */
    INTEGERS(new Types(Integer.class, Integer.class, /* mutableValue= */ false), number -> number, number -> -number),
    /** Long to String: immutable. */
    STRINGS(new Types(Long.class, String.class, /* mutableValue= */ false), number -> (long) number, n -> "value " + n),
    /** Long to {@link Customer}: mutable. */
    CUSTOMERS(new Types(Long.class, Customer.class, /* mutableValue= */ true), number -> (long) number, Customer::of),
    /** Long to an array of {@value #ARRAY_BYTES} bytes. */
    BYTES(new Types(Long.class, byte[].class, /* mutableValue= */ true), number -> (long) number, Data::array),
    /** Integer to such an array. */
    BYTES_BY_INTEGER(new Types(Integer.class, byte[].class, /* mutableValue= */ true), number -> number, Data::array),
    /** String to such an array. */
    BYTES_BY_STRING(new Types(String.class, byte[].class, /* mutableValue= */ true), n -> "key:" + n, Data::array);

    /** The length of the arrays. */
    public static final int ARRAY_BYTES = 200;

    /** Boxed numbers below this one are shared by all who ask for them. */
    private static final int FIRST_UNSHARED = 1000;

    /** Not a buffer: its object is left out by some compilations and not by others, and then costs more than what is measured. */
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private final Types types;

    private final IntFunction<Object> key;
    private final IntFunction<Object> value;

    Data(Types types, IntFunction<Object> key, IntFunction<Object> value) {
        this.types = types;
        this.key = key;
        this.value = value;
    }

    public Types types() {
        return types;
    }

    public Object key(int index) {
        return key.apply(FIRST_UNSHARED + index);
    }

    public Object value(int index) {
        return value.apply(FIRST_UNSHARED + index);
    }

    private static byte[] array(int number) {
        byte[] array = new byte[ARRAY_BYTES];
        for (int at = 0; at < ARRAY_BYTES; at += Integer.BYTES) {
            INTS.set(array, at, number * 31 + at);
        }
        return array;
    }
}
