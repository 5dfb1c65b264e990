package io.tiercel.serialize;

import org.jspecify.annotations.Nullable;

/**
 * The classes of the JDK that are keys by their bytes, but for strings, and what of an object is written. Two objects of
 * one of these classes are equal exactly if what is written of them is. Named exactly: a subclass of {@link
 * java.math.BigDecimal} may compare in its own way.
 */
final class JdkKeyTypes {

    private JdkKeyTypes() {}

    /** Returns how objects of exactly this class are written, or null if it is none of these. */
    static @Nullable JdkKeyType<?> of(Class<?> type) {
        JdkKeyType<?> basic = BasicKeyTypes.TABLE.of(type);
        return basic != null || !type.getPackageName().equals(TimeKeyTypes.PACKAGE)
                ? basic
                : TimeKeyTypes.TABLE.of(type);
    }

    static @Nullable JdkKeyType<?> of(byte tag) {
        return tag < KeyTags.INSTANT ? BasicKeyTypes.TABLE.of(tag) : TimeKeyTypes.TABLE.of(tag);
    }
}
