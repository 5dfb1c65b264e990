package io.tiercel.configuration;

import io.tiercel.jvm.ShownText;
import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text form of a share: a decimal number and a percent sign, such as {@code 5%} or {@code 0.5%}. */
public final class PercentSyntax {

    /** What is accepted, in words. */
    public static final String ALLOWED = "a percentage such as 5% or 0.5%";

    private static final Pattern FORM = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?) ?%");

    private PercentSyntax() {}

    /**
     * Returns the share as a fraction: 0.05 for {@code 5%}.
     *
     * @throws IllegalArgumentException if the text is not of this form
     */
    public static double parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(ShownText.quoted(text) + " is not " + ALLOWED);
        }
        return new BigDecimal(matcher.group(1)).movePointLeft(2).doubleValue();
    }

    /** Returns the text form of a fraction. */
    public static String format(double fraction) {
        if (!Double.isFinite(fraction)) {
            return Double.toString(fraction);
        }
        return BigDecimal.valueOf(fraction)
                        .movePointRight(2)
                        .stripTrailingZeros()
                        .toPlainString()
                + "%";
    }
}
