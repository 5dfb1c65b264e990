package io.tiercel.management;

import java.net.URI;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/**
 * The name of a bean: {@code javax.cache:type=<type>,CacheManager=<URI>,Cache=<name>}, or one of the domain
 * {@code io.tiercel}, with a further key or without a cache, in which each character that would end a value or make the
 * name a pattern is a full stop.
 *
 * <p>Two caches can come to one name: caches whose names differ only in such characters, or caches of two managers
 * that have one URI under two class loaders. The first has the name of JSR-107; each further one has a key
 * {@code Instance} with the lowest number that is free, from 2.
 *
 * @param text the name of the first that has it
 */
record BeanName(String text) {

    static final int FIRST_INSTANCE = 1;

    private static final String OURS = "io.tiercel:type=";

    /** Names a bean that JSR-107 knows. */
    static BeanName standard(String type, URI managerUri, String cacheName) {
        return new BeanName("javax.cache:type=" + type + ofCache(managerUri, cacheName));
    }

    /** Names a bean of ours about a cache. */
    static BeanName ofCache(NamedBean bean, URI managerUri, String cacheName) {
        return new BeanName(OURS + bean.type() + ofCache(managerUri, cacheName) + furtherKey(bean));
    }

    /** Names a bean of ours about a manager. */
    static BeanName ofManager(NamedBean bean, URI managerUri) {
        return new BeanName(OURS + bean.type() + ofManager(managerUri) + furtherKey(bean));
    }

    private static String ofManager(URI managerUri) {
        return ",CacheManager=" + sanitized(managerUri.toString());
    }

    private static String ofCache(URI managerUri, String cacheName) {
        return ofManager(managerUri) + ",Cache=" + sanitized(cacheName);
    }

    private static String furtherKey(NamedBean bean) {
        return bean.furtherKey().isEmpty() ? "" : "," + bean.furtherKey() + "=" + sanitized(bean.furtherValue());
    }

    ObjectName toObjectName(int instance) {
        try {
            return new ObjectName(instance == FIRST_INSTANCE ? text : text + ",Instance=" + instance);
        } catch (MalformedObjectNameException e) {
            throw new IllegalStateException("name=" + text, e);
        }
    }

    private static String sanitized(String value) {
        return value.replaceAll("[,:=*?\"\\r\\n]", ".");
    }
}
