package io.tiercel.serialize;

/** A class that the cache's allow-list does not hold. */
final class NotAdmittedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String className;

    NotAdmittedException(String className) {
        super(className, null, /* enableSuppression= */ false, /* writableStackTrace= */ false);
        this.className = className;
    }

    String className() {
        return className;
    }
}
