package io.tiercel.configuration;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The name of the folder of a cache. It is the name of the cache where every file system takes it and tells it from all
 * others. What has capitals, separators, dots in front, devices of Windows and the like in it, or is long, becomes the
 * letters of it that are harmless, a tilde, and a digest of the name; so no two names of caches share a folder, and none
 * leads out of the path.
 */
final class FolderName {

    private static final Pattern HARMLESS = Pattern.compile("[a-z0-9_](?:[a-z0-9_.-]{0,98}[a-z0-9_-])?");
    private static final Pattern DEVICE = Pattern.compile("(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\\..*)?");
    private static final int READABLE_LENGTH = 60;
    private static final int DIGEST_BYTES = 16;

    private FolderName() {}

    static String of(String cacheName) {
        if (HARMLESS.matcher(cacheName).matches() && !DEVICE.matcher(cacheName).matches()) {
            return cacheName;
        }
        String readable = cacheName.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_-]+", "-");
        return readable.substring(0, Math.min(READABLE_LENGTH, readable.length())) + "~" + digest(cacheName);
    }

    private static String digest(String cacheName) {
        try {
            // each character as it is: a lone surrogate has no UTF-8
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(charactersOf(cacheName));
            return HexFormat.of().formatHex(digest, 0, DIGEST_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static byte[] charactersOf(String text) {
        byte[] bytes = new byte[text.length() * Character.BYTES];
        for (int i = 0; i < text.length(); i++) {
            bytes[2 * i] = (byte) (text.charAt(i) >> Byte.SIZE);
            bytes[2 * i + 1] = (byte) text.charAt(i);
        }
        return bytes;
    }
}
