package io.tiercel.rule;

import io.tiercel.jvm.ShownText;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * A text with placeholders for the fields of an event: {@code user:{userId}}. A brace that is meant as it is is written
 * twice. Immutable.
 */
final class Template {

    private static final Pattern FIELD = Pattern.compile("[\\p{L}\\p{N}_.-]+");

    private final String text;

    /** Literals at even indexes, the names of fields at odd ones. */
    private final List<String> parts;

    private Template(String text, List<String> parts) {
        this.text = text;
        this.parts = parts;
    }

    /**
     * Reads a template.
     *
     * @throws IllegalArgumentException if a brace is left open or stands alone, if there is no name between two, or if
     *     there is nothing at all
     */
    static Template parse(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("a template is empty");
        }
        List<String> parts = new ArrayList<>();
        StringBuilder literal = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            boolean isBrace = c == '{' || c == '}';
            if (isBrace && at + 1 < text.length() && text.charAt(at + 1) == c) {
                literal.append(c);
                at += 2;
            } else if (isBrace) {
                int end = c == '{' ? text.indexOf('}', at) : -1;
                parts.add(literal.toString());
                parts.add(field(text, at, end));
                literal.setLength(0);
                at = end + 1;
            } else {
                literal.append(c);
                at++;
            }
        }
        parts.add(literal.toString());
        return new Template(text, List.copyOf(parts));
    }

    private static String field(String text, int begin, int end) {
        String field = end < 0 ? "" : text.substring(begin + 1, end);
        if (!FIELD.matcher(field).matches()) {
            throw new IllegalArgumentException(
                    "the template " + ShownText.quoted(text) + " has a brace at character " + (begin + 1)
                            + " that does not enclose the name of a field, as in {userId}; write it twice to mean a brace");
        }
        return field;
    }

    /** Returns whether there is no placeholder. */
    boolean isConstant() {
        return parts.size() == 1;
    }

    /**
     * Fills in the fields of an event.
     *
     * @param quote is applied to each value of a field
     * @throws IllegalArgumentException if the event lacks a field
     */
    String render(CacheEvent event, UnaryOperator<String> quote) {
        return filled(UnaryOperator.identity(), field -> {
            String value = event.fields().get(field);
            if (value == null) {
                throw new IllegalArgumentException(
                        "the event has no field '" + field + "' for " + ShownText.quoted(text) + ", it has "
                                + (event.fields().isEmpty()
                                        ? "none"
                                        : String.join(", ", event.fields().keySet())));
            }
            return quote.apply(value);
        });
    }

    /** Returns the pattern of all texts that the template can become. */
    String widened() {
        return filled(Glob::quoted, field -> "*");
    }

    /** Returns the pattern of all patterns that the template, being one itself, can become. */
    String widenedPattern() {
        return filled(UnaryOperator.identity(), field -> "*");
    }

    private String filled(UnaryOperator<String> literals, UnaryOperator<String> fields) {
        StringBuilder filled = new StringBuilder();
        for (int i = 0; i < parts.size(); i++) {
            filled.append((i % 2 == 0 ? literals : fields).apply(parts.get(i)));
        }
        return filled.toString();
    }

    @Override
    public String toString() {
        return text;
    }
}
