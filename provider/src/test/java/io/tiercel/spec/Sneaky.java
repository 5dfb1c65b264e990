package io.tiercel.spec;

/** Throws checked exceptions where none are declared, as code in other languages of the JVM does. */
final class Sneaky {

    private Sneaky() {}

    /** Throws; declared to return for the sake of {@code throw}. */
    static RuntimeException hide(Exception checked) {
        return Sneaky.<RuntimeException>as(checked);
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the trick
    private static <E extends Exception> E as(Exception checked) throws E {
        throw (E) checked;
    }
}
