package io.tiercel.jvm;

/** A failure of an application whose text fails. */
public final class Textless extends RuntimeException {

    private static final long serialVersionUID = 1;

    @Override
    public String getMessage() {
        throw new AssertionError("on purpose");
    }
}
