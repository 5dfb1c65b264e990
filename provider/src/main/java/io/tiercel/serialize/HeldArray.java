package io.tiercel.serialize;

import java.lang.reflect.Array;
import org.jspecify.annotations.Nullable;

/** The cache's own copy of an array of primitives, cloned again at each hand-out. */
final class HeldArray extends Held {

    private final Object array;

    private HeldArray(Object array) {
        this.array = array;
    }

    /** Returns the stored form of an array of primitives, or null if the object is none. */
    static @Nullable HeldArray of(Object object) {
        Class<?> element = object.getClass().getComponentType();
        return element != null && element.isPrimitive() ? new HeldArray(cloned(object)) : null;
    }

    /** Wraps an array that nobody else has. */
    static HeldArray owning(Object array) {
        return new HeldArray(array);
    }

    /** Returns the array itself; the caller must not change it. */
    Object array() {
        return array;
    }

    @Override
    Object open(ValueStorage storage) {
        return cloned(array);
    }

    @Override
    long weightBytes(ValueStorage storage) {
        return HeapLayout.WRAPPER_BYTES + HeapLayout.primitiveArrayBytes(array);
    }

    private static Object cloned(Object array) {
        if (array instanceof byte[] bytes) {
            return bytes.clone();
        }
        int length = Array.getLength(array);
        Object copy = Array.newInstance(array.getClass().getComponentType(), length);
        System.arraycopy(array, 0, copy, 0, length);
        return copy;
    }
}
