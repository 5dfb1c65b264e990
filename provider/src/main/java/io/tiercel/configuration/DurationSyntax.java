package io.tiercel.configuration;

import io.tiercel.jvm.ShownText;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text form of a duration: whole numbers with the units {@code d}, {@code h}, {@code m}, {@code s}, {@code ms}, from
 * the largest to the smallest, such as {@code 10m}, {@code 250ms} or {@code 1h30m}. The longest is 100 years.
 */
public final class DurationSyntax {

    /** What is accepted, in words. */
    public static final String ALLOWED =
            "a duration: whole numbers with the units d, h, m, s, ms, such as 10m, 250ms or 1h30m";

    /** The longest duration that a setting may have. */
    public static final Duration LONGEST = Duration.ofDays(36_500);

    private static final Duration SHORTEST = Duration.ofMillis(1);

    private static final Pattern FORM = Pattern.compile(
            "(?:(\\d{1,15})d)? ?(?:(\\d{1,15})h)? ?(?:(\\d{1,15})m)? ?(?:(\\d{1,15})s)? ?(?:(\\d{1,15})ms)?");

    private DurationSyntax() {}

    /**
     * Returns the duration.
     *
     * @throws IllegalArgumentException if the text is not of this form, or longer than {@link #LONGEST}
     */
    public static Duration parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (text.isBlank() || !matcher.matches()) {
            throw new IllegalArgumentException(ShownText.quoted(text) + " is not " + ALLOWED);
        }
        try {
            Duration duration = Duration.ofDays(number(matcher, 1))
                    .plusHours(number(matcher, 2))
                    .plusMinutes(number(matcher, 3))
                    .plusSeconds(number(matcher, 4))
                    .plusMillis(number(matcher, 5));
            return checkLength(duration);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(ShownText.quoted(text) + " is longer than 36500d", e);
        }
    }

    /** Returns the duration if it is at least a millisecond and at most {@link #LONGEST}; else throws. */
    static Duration checkPositive(String what, Duration duration) {
        if (duration.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException(what + " must be at least 1ms, " + what + "=" + duration);
        }
        return checkLength(duration);
    }

    /** Returns the duration if it is neither negative nor longer than {@link #LONGEST}; else throws. */
    static Duration checkLength(Duration duration) {
        if (duration.isNegative() || duration.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("must be between 0ms and 36500d, duration=" + duration);
        }
        return duration;
    }

    private static long number(Matcher matcher, int group) {
        String digits = matcher.group(group);
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
