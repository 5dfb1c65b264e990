package io.tiercel.serialize;

/** A class whose objects cannot be held by value was met in an object graph. */
final class RefusedTypeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RefusedTypeException(Class<?> type) {
        super(type.getName(), null, /* enableSuppression= */ false, /* writableStackTrace= */ false);
    }
}
