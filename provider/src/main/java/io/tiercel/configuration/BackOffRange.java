package io.tiercel.configuration;

import java.time.Duration;

/**
 * How long something that failed waits before it is tried again: twice as long after each failure. Immutable.
 *
 * @param least after the first failure, at least 1ms
 * @param most at most
 */
public record BackOffRange(Duration least, Duration most) {

    /** What is accepted, in words. */
    public static final String ALLOWED = "two durations such as 1s..1m, or one";

    private static final String SEPARATOR = "..";

    public BackOffRange {
        DurationSyntax.checkPositive("back-off", least);
        DurationSyntax.checkPositive("back-off", most);
        if (most.compareTo(least) < 0) {
            throw new IllegalArgumentException("the second duration must not be shorter than the first");
        }
    }

    /** Returns the range of a text such as {@code 1s..1m}; of one duration, both are the same. */
    public static BackOffRange parse(String text) {
        int at = text.indexOf(SEPARATOR);
        if (at < 0) {
            Duration only = DurationSyntax.parse(text);
            return new BackOffRange(only, only);
        }
        return new BackOffRange(
                DurationSyntax.parse(text.substring(0, at).strip()),
                DurationSyntax.parse(text.substring(at + SEPARATOR.length()).strip()));
    }
}
