package io.tiercel.configuration.yaml;

import io.tiercel.jvm.ShownText;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Replaces <code>${NAME}</code> and <code>${NAME:default}</code> in a value by a system property or, if there is none of
 * this name, an environment variable. <code>$${</code> stands for <code>${</code>; any other dollar sign for itself.
 * What was put in is not searched again, and cannot add keys to the file.
 *
 * @param variables returns the value of a name, or null
 */
record Substitution(UnaryOperator<@Nullable String> variables) {

    /** Takes from the system properties and the environment of the JVM. */
    static Substitution ofJvm() {
        return new Substitution(name -> {
            String property = System.getProperty(name);
            return property != null ? property : System.getenv(name);
        });
    }

    /**
     * Returns the text with all names replaced.
     *
     * @throws IllegalArgumentException if a name has neither value nor default, or a brace is not closed
     */
    String apply(String text) {
        StringBuilder result = new StringBuilder();
        int from = 0;
        for (int at = text.indexOf("${"); at >= 0; at = text.indexOf("${", from)) {
            if (at > from && text.charAt(at - 1) == '$') {
                result.append(text, from, at - 1).append("${");
                from = at + 2;
                continue;
            }
            int end = text.indexOf('}', at);
            if (end < 0) {
                throw new IllegalArgumentException(
                        "the brace of " + ShownText.quoted(text.substring(at)) + " is not closed");
            }
            result.append(text, from, at).append(valueOf(text.substring(at + 2, end)));
            from = end + 1;
        }
        return result.append(text, from, text.length()).toString();
    }

    private String valueOf(String reference) {
        int colon = reference.indexOf(':');
        String name = colon < 0 ? reference : reference.substring(0, colon);
        if (name.isBlank()) {
            throw new IllegalArgumentException("'${" + ShownText.shortened(reference) + "}' names no variable");
        }
        String value = variables.apply(name);
        if (value == null && colon < 0) {
            throw new IllegalArgumentException(
                    "there is neither a system property nor an environment variable " + ShownText.quoted(name)
                            + "; a default would be written ${" + ShownText.shortened(name) + ":default}");
        }
        return value != null ? value : reference.substring(colon + 1);
    }
}
