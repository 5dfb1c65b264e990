package io.tiercel.rule;

/** Thrown when a rule names a cache that does not exist, and so has no entry that could be stale. */
final class NoSuchCacheException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    NoSuchCacheException(String message) {
        super(message);
    }
}
