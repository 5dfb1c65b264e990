package io.tiercel.rule;

/** Thrown when an option of a source is unknown, missing or wrong. The message does not name the option. */
public final class SourceOptionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String option;

    /** Creates an exception about an option; an empty string stands for all of them. */
    public SourceOptionException(String option, String problem) {
        super(problem);
        this.option = option;
    }

    /** Returns the name of the option, or an empty string. */
    public String option() {
        return option;
    }
}
