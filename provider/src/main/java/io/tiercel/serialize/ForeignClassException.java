package io.tiercel.serialize;

/** A class of an object to encode is not the one that the manager's class loader knows by that name. */
final class ForeignClassException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ForeignClassException(Class<?> type) {
        super(type.getName(), null, /* enableSuppression= */ false, /* writableStackTrace= */ false);
    }
}
