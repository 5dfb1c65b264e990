package io.tiercel.configuration;

import io.tiercel.jvm.ShownText;
import java.util.regex.Pattern;

/**
 * The text form of a pattern of classes: the binary name of a class, in which {@code *} stands for any characters, dots
 * and dollars included. What can match the name of no class is refused: it would be a mistake that nobody notices.
 */
public final class ClassPattern {

    /** What is accepted, in words. */
    public static final String ALLOWED =
            "the full name of a class, such as com.example.User or com.example.Outer$Inner,"
                    + " or a pattern with * for any characters, such as com.example.*";

    /** What may be between two dots. Characters that an identifier ignores are there by mistake. */
    private static final Pattern STEP =
            Pattern.compile("[*\\p{javaJavaIdentifierStart}&&[^\\p{javaIdentifierIgnorable}]]"
                    + "[*\\p{javaJavaIdentifierPart}&&[^\\p{javaIdentifierIgnorable}]]*");

    private ClassPattern() {}

    /**
     * Returns a pattern that can match a class.
     *
     * @throws IllegalArgumentException if it cannot
     */
    public static String checked(String pattern) {
        for (String step : pattern.split("\\.", -1)) {
            if (!STEP.matcher(step).matches()) {
                throw new IllegalArgumentException(
                        ShownText.quoted(pattern) + " matches no class: it must be " + ALLOWED + hint(pattern));
            }
        }
        return pattern;
    }

    private static String hint(String pattern) {
        if (pattern.endsWith("[]") || pattern.startsWith("[")) {
            return "; name the class of the elements, not the array";
        }
        return pattern.length() > 1 && pattern.endsWith(".")
                ? "; did you mean " + ShownText.shortened(pattern) + "*?"
                : "";
    }
}
