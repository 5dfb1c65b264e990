package net.openhft.chronicle.values;

import net.openhft.chronicle.hash.VanillaGlobalMutableState;

/**
 * Takes the place of a generator of classes that needs a compiler at run time. Chronicle Map itself needs one generated
 * class, which is written out here.
 */
public final class Values {

    private Values() {}

    public static boolean isValueInterfaceOrImplClass(Class<?> type) {
        return VanillaGlobalMutableState.class.isAssignableFrom(type);
    }

    public static <T> T newNativeReference(Class<T> type) {
        nativeClassFor(type);
        return type.cast(new GlobalMutableState());
    }

    public static <T> T newHeapInstance(Class<T> type) {
        throw new UnsupportedOperationException("type=" + type.getName());
    }

    public static <T> Class<T> heapClassFor(Class<T> type) {
        throw new UnsupportedOperationException("type=" + type.getName());
    }

    @SuppressWarnings("unchecked") // checked by the comparison
    public static <T> Class<T> nativeClassFor(Class<T> type) {
        if (type != VanillaGlobalMutableState.class) {
            throw new UnsupportedOperationException("type=" + type.getName());
        }
        return (Class<T>) GlobalMutableState.class;
    }
}
