package io.tiercel.configuration;

import io.tiercel.jvm.ShownText;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * A log of accesses that names keys. Immutable.
 *
 * @param path the file
 * @param pattern a regular expression whose group {@code key} is the key in a line, or null for the first column
 */
public record AccessLogSettings(Path path, @Nullable String pattern) {

    private static final String KEY_GROUP = "(?<key>";

    public AccessLogSettings {
        Objects.requireNonNull(path, "path");
        if (pattern != null) {
            compiled(pattern);
        }
    }

    /** Returns the expression, or null if there is none. */
    public @Nullable Pattern compiledPattern() {
        return pattern == null ? null : compiled(pattern);
    }

    /** Returns the expression that a text is, if it has a group {@code key}; else throws. */
    public static Pattern compiled(String pattern) {
        if (!pattern.contains(KEY_GROUP)) {
            throw new IllegalArgumentException("the pattern needs a group named key, such as GET /users/" + KEY_GROUP
                    + "\\d+), pattern=" + ShownText.shortened(pattern));
        }
        try {
            return Pattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    ShownText.quoted(pattern) + " is no regular expression: " + e.getDescription() + " at position "
                            + e.getIndex(),
                    e);
        }
    }
}
