package io.tiercel.management;

import java.util.function.Supplier;

/**
 * A bean of the domain {@code io.tiercel}, and what its name says besides the manager and the cache.
 *
 * @param type the value of the key {@code type}, a word
 * @param furtherKey one more key, a word, or an empty string
 * @param furtherValue the value of that key, any text
 * @param maker makes an MXBean, or a {@link DescribedBean}, when it is registered: most caches have no management, and the
 *     classes of the JDK behind a bean take long to load
 */
public record NamedBean(String type, String furtherKey, String furtherValue, Supplier<?> maker) {

    /** Makes a bean that needs no further key. */
    public static NamedBean of(String type, Supplier<?> maker) {
        return new NamedBean(type, "", "", maker);
    }
}
