package io.tiercel.management;

/**
 * A bean of the domain {@code io.tiercel}, and what its name says besides the manager and the cache.
 *
 * @param type the value of the key {@code type}, a word
 * @param furtherKey one more key, a word, or an empty string
 * @param furtherValue the value of that key, any text
 * @param bean an MXBean, or a {@link DescribedBean}
 */
public record NamedBean(String type, String furtherKey, String furtherValue, Object bean) {

    /** Makes a bean that needs no further key. */
    public static NamedBean of(String type, Object bean) {
        return new NamedBean(type, "", "", bean);
    }
}
