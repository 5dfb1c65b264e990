package io.tiercel;

import org.jspecify.annotations.Nullable;

/**
 * What a builder may be told in one of several forms: another figure takes the place of the first, another form is refused.
 * For one thread.
 *
 * @param <T> what the forms are subclasses of
 */
final class Choice<T> {

    private final String rule;
    private @Nullable T said;

    /** @param rule says in the message of the refusal that there can be one only */
    Choice(String rule) {
        this.rule = rule;
    }

    /** Takes what is said, and returns it. */
    T take(T next) {
        if (said != null && said.getClass() != next.getClass()) {
            throw new IllegalStateException(rule + ", it is " + said + " and cannot be " + next + " too");
        }
        said = next;
        return next;
    }

    /** Returns what was said last, null if nothing was. */
    @Nullable
    T said() {
        return said;
    }
}
