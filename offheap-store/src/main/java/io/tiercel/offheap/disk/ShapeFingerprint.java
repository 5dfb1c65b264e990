package io.tiercel.offheap.disk;

import io.tiercel.serialize.TypeParts;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
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
 * of superclasses, of the classes of the fields and of their type arguments included, the constants of enums in their
 * order, and the subclasses that a sealed class permits. Methods do not count, and classes of the JDK count by name. What an
 * open type (an interface, say) holds at run time is not seen; the serializer has to tell.
 */
final class ShapeFingerprint {

    private final Set<Type> seen = new HashSet<>();
    private final Deque<Type> queue = new ArrayDeque<>();
    private final Set<String> lines = new TreeSet<>();

    private ShapeFingerprint() {}

    static long of(Class<?>... declared) {
        ShapeFingerprint fingerprint = new ShapeFingerprint();
        for (Class<?> type : declared) {
            fingerprint.enqueue(type);
        }
        while (!fingerprint.queue.isEmpty()) {
            fingerprint.follow(fingerprint.queue.remove());
        }
        return digest(String.join("\n", fingerprint.lines));
    }

    private void follow(Type type) {
        if (type instanceof Class<?> declared) {
            describe(declared);
        } else {
            TypeParts.of(type).forEach(this::enqueue);
        }
    }

    private void describe(Class<?> type) {
        if (type.isArray()) {
            enqueue(type.getComponentType());
            return;
        }
        if (type.isPrimitive()) {
            return;
        }
        StringBuilder line = new StringBuilder(type.getName());
        if (!isOfThePlatform(type)) {
            describeState(type, line);
        }
        lines.add(line.toString());
    }

    private void describeState(Class<?> type, StringBuilder line) {
        Type parent = type.getGenericSuperclass();
        if (parent != null) {
            line.append(" < ").append(parent.getTypeName());
            enqueue(parent);
        }
        Field[] fields = type.getDeclaredFields();
        Arrays.sort(fields, Comparator.comparing(Field::getName));
        for (Field field : fields) {
            boolean written = (field.getModifiers() & (Modifier.STATIC | Modifier.TRANSIENT)) == 0;
            if (written) {
                line.append(' ')
                        .append(field.getName())
                        .append(':')
                        .append(field.getGenericType().getTypeName());
                enqueue(field.getType());
                enqueue(field.getGenericType());
            }
        }
        if (type.isEnum()) {
            for (Object constant : type.getEnumConstants()) {
                line.append(' ').append(((Enum<?>) constant).name());
            }
        }
        if (type.isSealed()) {
            enqueueAll(type.getPermittedSubclasses());
        }
    }

    private void enqueueAll(Type[] types) {
        for (Type type : types) {
            enqueue(type);
        }
    }

    private void enqueue(Type type) {
        if (seen.add(type)) {
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
