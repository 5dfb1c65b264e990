package io.tiercel.offheap.disk;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What must not have changed for the content of a file to mean what it meant: whose it is and how objects became bytes.
 *
 * @param cacheName the name of the cache
 * @param keyType the name of the declared class of keys
 * @param valueType the name of the declared class of values
 * @param serializer what made bytes of objects, and in which form
 * @param shape the fingerprint of the declared classes, see {@link ShapeFingerprint}
 */
public record CacheIdentity(String cacheName, String keyType, String valueType, String serializer, long shape) {

    /** Describes a cache. Reads the fields of the classes that its types consist of, so call it once per cache. */
    public static CacheIdentity of(String cacheName, Class<?> keyType, Class<?> valueType, String serializer) {
        return new CacheIdentity(
                writable(cacheName),
                keyType.getName(),
                valueType.getName(),
                serializer,
                ShapeFingerprint.of(keyType, valueType));
    }

    /** Half of a surrogate pair has no UTF-8, and would come back as another name: it is spelt out. */
    private static String writable(String cacheName) {
        if (StandardCharsets.UTF_8.newEncoder().canEncode(cacheName)) {
            return cacheName;
        }
        StringBuilder spelt = new StringBuilder();
        for (int i = 0; i < cacheName.length(); i++) {
            char c = cacheName.charAt(i);
            if (Character.isSurrogate(c)) {
                spelt.append("U+").append(Integer.toHexString(c));
            } else {
                spelt.append(c);
            }
        }
        return spelt.toString();
    }

    /** Returns what differs from the identity that a file was written under, if anything does. */
    Optional<String> differenceFrom(CacheIdentity written) {
        if (!cacheName.equals(written.cacheName)) {
            return changed("cache", written.cacheName, cacheName);
        }
        if (!keyType.equals(written.keyType)) {
            return changed("key type", written.keyType, keyType);
        }
        if (!valueType.equals(written.valueType)) {
            return changed("value type", written.valueType, valueType);
        }
        if (!serializer.equals(written.serializer)) {
            return changed("serializer", written.serializer, serializer);
        }
        if (shape != written.shape) {
            return Optional.of("the fields of " + keyType + " or " + valueType
                    + ", or of a class that they consist of, are not those that it was written with");
        }
        return Optional.empty();
    }

    static Optional<String> changed(String what, Object written, Object expected) {
        return Optional.of("it was written for the " + what + " '" + written + "', not '" + expected + "'");
    }
}
