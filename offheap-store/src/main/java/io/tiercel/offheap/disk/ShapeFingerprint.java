package io.tiercel.offheap.disk;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * A number that changes when the state of a declared class does: names and types of the fields that are written, those
 * of superclasses and of the classes of the fields included, the constants of enums, and the subclasses that a sealed
 * class permits. Methods do not count, and classes of the JDK count by name. What an open type (an interface, say) holds
 * at run time is not seen; the serializer has to tell.
 */
final class ShapeFingerprint {

    private final Set<Class<?>> seen = new HashSet<>();
    private final Deque<Class<?>> queue = new ArrayDeque<>();
    private final Set<String> lines = new TreeSet<>();

    private ShapeFingerprint() {}

    static long of(Class<?>... declared) {
        ShapeFingerprint fingerprint = new ShapeFingerprint();
        for (Class<?> type : declared) {
            fingerprint.enqueue(type);
        }
        while (!fingerprint.queue.isEmpty()) {
            fingerprint.describe(fingerprint.queue.remove());
        }
        return digest(String.join("\n", fingerprint.lines));
    }

    private void describe(Class<?> type) {
        if (type.isArray()) {
            enqueue(type.getComponentType());
            return;
        }
        StringBuilder line = new StringBuilder(type.getName());
        if (!isOfThePlatform(type)) {
            describeState(type, line);
        }
        lines.add(line.toString());
    }

    private void describeState(Class<?> type, StringBuilder line) {
        Class<?> parent = type.getSuperclass();
        if (parent != null) {
            line.append(" < ").append(parent.getName());
            enqueue(parent);
        }
        Field[] fields = type.getDeclaredFields();
        Arrays.sort(fields, Comparator.comparing(Field::getName));
        for (Field field : fields) {
            boolean written = (field.getModifiers() & (Modifier.STATIC | Modifier.TRANSIENT)) == 0;
            if (written || field.isEnumConstant()) {
                line.append(' ')
                        .append(field.getName())
                        .append(':')
                        .append(field.getGenericType().getTypeName());
                enqueue(field.getType());
            }
        }
        if (type.isSealed()) {
            for (Class<?> permitted : type.getPermittedSubclasses()) {
                enqueue(permitted);
            }
        }
    }

    private void enqueue(Class<?> type) {
        if (!type.isPrimitive() && seen.add(type)) {
            queue.add(type);
        }
    }

    private static boolean isOfThePlatform(Class<?> type) {
        ClassLoader definer = type.getClassLoader();
        return definer == null || definer == ClassLoader.getPlatformClassLoader();
    }

    private static long digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            long number = 0;
            for (int i = 0; i < Long.BYTES; i++) {
                number = number << Byte.SIZE | (hash[i] & 0xFF);
            }
            return number;
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
