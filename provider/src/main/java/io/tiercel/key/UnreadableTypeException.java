package io.tiercel.key;

/** Thrown when there is no way to read the keys of a type from strings. Says why. */
final class UnreadableTypeException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    UnreadableTypeException(Class<?> type, String reason) {
        super("keys of type " + type.getName() + " cannot be read from a string: " + reason);
    }
}
