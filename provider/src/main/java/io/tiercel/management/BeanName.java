package io.tiercel.management;

import java.net.URI;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/**
 * The name of one of a cache's beans: {@code javax.cache:type=<type>,CacheManager=<URI>,Cache=<name>}, or one of the
 * domain {@code io.tiercel} with a further key, in which each character that would end a value or make the name a pattern
 * is a full stop.
 *
 * <p>Two caches can come to one name: caches whose names differ only in such characters, or caches of two managers
 * that have one URI under two class loaders. The first has the name of JSR-107; each further one has a key
 * {@code Instance} with the lowest number that is free, from 2.
 */
record BeanName(String domainAndType, URI managerUri, String cacheName, String furtherKey) {

    static final int FIRST_INSTANCE = 1;

    /** Names a bean that JSR-107 knows. */
    static BeanName standard(String type, URI managerUri, String cacheName) {
        return new BeanName("javax.cache:type=" + type, managerUri, cacheName, "");
    }

    /** Names the bean of a tier. */
    static BeanName ofTier(URI managerUri, String cacheName, String tier) {
        return new BeanName("io.tiercel:type=Tier", managerUri, cacheName, ",Tier=" + tier);
    }

    ObjectName toObjectName(int instance) {
        String name = domainAndType + ",CacheManager=" + sanitized(managerUri.toString()) + ",Cache="
                + sanitized(cacheName) + furtherKey;
        try {
            return new ObjectName(instance == FIRST_INSTANCE ? name : name + ",Instance=" + instance);
        } catch (MalformedObjectNameException e) {
            throw new IllegalStateException("name=" + name, e);
        }
    }

    private static String sanitized(String value) {
        return value.replaceAll("[,:=*?\"\\r\\n]", ".");
    }
}
