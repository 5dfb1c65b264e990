package io.tiercel.key;

/**
 * How one type is read from a string. Immutable.
 *
 * @param expected what the string must be, for people
 * @param reader reads it; fails with any {@link RuntimeException} on what it does not accept
 */
record TextForm(String expected, Reader reader) {

    /** Reads a value from the whole of a string. */
    @FunctionalInterface
    interface Reader {
        Object read(String text);
    }
}
