package io.tiercel.serialize;

import java.io.Serializable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The messages of failed encodings and decodings. */
final class Failures {

    private static final String REMEDIES =
            " Make it Serializable, mark the field transient, name it under `immutable:` if it never changes,"
                    + " set a `serializer:` (`java`, or your own) or a `copier:`, or make the cache by-reference.";

    private Failures() {}

    /**
     * Describes why an object cannot be held by value; looks for the field that leads to the culprit.
     *
     * @param isCulprit whether the serializer refuses objects of a class
     */
    static SerializationException encoding(Object root, Throwable cause, Predicate<Class<?>> isCulprit) {
        String type = root.getClass().getName();
        NotAdmittedException notAdmitted = find(cause, NotAdmittedException.class);
        if (notAdmitted != null) {
            String name = notAdmitted.className();
            FieldPath.Found path =
                    FieldPath.to(root, candidate -> candidate.getName().equals(name));
            return new SerializationException(
                    type + " cannot be held by value here: " + (path == null ? name : path.text())
                            + " is not among the classes that may be decoded. Add it to the cache's `allow:`.",
                    cause);
        }
        if (find(cause, StackOverflowError.class) != null) {
            return new SerializationException(
                    type + " cannot be held by value: its objects nest too deep for the stack of this thread.", cause);
        }
        FieldPath.Found path = FieldPath.to(root, isCulprit);
        if (path != null) {
            return new SerializationException(
                    type + " cannot be held by value: " + path.text() + "." + remedies(path), cause);
        }
        return new SerializationException(
                type + " cannot be held by value: " + rootMessage(cause) + "." + REMEDIES, cause);
    }

    /** Nobody can make a class of the JDK another one; it can be kept out of what is held. */
    private static String remedies(FieldPath.Found found) {
        Class<?> culprit = found.culprit();
        if (!ClassIdentity.isOfThePlatform(culprit)) {
            return REMEDIES;
        }
        boolean javaKnowsIt = Serializable.class.isAssignableFrom(culprit) && !RefusedTypes.isRefused(culprit);
        return " It is a class of the JDK: copy what you need of it into a class of your own,"
                + (found.isRoot() ? "" : " mark the field transient,")
                + " name it under `immutable:` if it never changes, set a `serializer:` "
                + (javaKnowsIt ? "(`java`, or your own)" : "of your own")
                + " or a `copier:`, or make the cache by-reference.";
    }

    /** Describes why bytes cannot be decoded. */
    static SerializationException decoding(int lengthBytes, @Nullable Throwable cause) {
        NotAdmittedException notAdmitted = find(cause, NotAdmittedException.class);
        String reason = notAdmitted == null
                ? "they are damaged, of another version, or beyond the limits on depth and size"
                : notAdmitted.className()
                        + " is not among the classes that may be decoded; if it should be, add it to the cache's `allow:`";
        return new SerializationException(
                "Bytes cannot be decoded: " + reason + " (length=" + lengthBytes + ")", cause);
    }

    static boolean isCausedBy(Throwable failure, Class<? extends Throwable> type) {
        return find(failure, type) != null;
    }

    private static <T extends Throwable> @Nullable T find(@Nullable Throwable failure, Class<T> type) {
        int hops = 0;
        for (Throwable t = failure; t != null && hops < 32; t = t.getCause(), hops++) {
            if (type.isInstance(t)) {
                return type.cast(t);
            }
        }
        return null;
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        for (int hops = 0; root.getCause() != null && hops < 32; hops++) {
            root = root.getCause();
        }
        String message = root.getMessage();
        return message == null ? root.getClass().getName() : root.getClass().getSimpleName() + ": " + message;
    }
}
