package io.tiercel.engine;

/** What an entry counts against the bound of its store. Implementations are thread-safe. */
@FunctionalInterface
public interface Weights {

    /** Every entry counts as one. */
    Weights ONE_EACH = (key, value, storedValue) -> 1;

    /**
     * Returns the weight of an entry.
     *
     * @param key the key
     * @param value the value as the application gave it
     * @param storedValue the value in stored form
     */
    long of(Object key, Object value, Object storedValue);

    /** Returns the weight of an entry of which only the stored forms are there. */
    default long ofStored(Object key, Object storedValue) {
        return of(key, storedValue, storedValue);
    }
}
