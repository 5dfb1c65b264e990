package io.tiercel.configuration.yaml;

import io.tiercel.configuration.ClassPattern;
import io.tiercel.configuration.Component;
import io.tiercel.configuration.ConfigurationException;
import io.tiercel.configuration.DurationSyntax;
import io.tiercel.configuration.OptionalModule;
import io.tiercel.configuration.PercentSyntax;
import io.tiercel.configuration.Place;
import io.tiercel.configuration.SizeSyntax;
import io.tiercel.jvm.ShownText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The value of a key, read as the type that the key gives it; each failure says where, and what is allowed there. */
record Value(YamlNode node, Context context) {

    /** What reading depends on besides the file: the variables, and the modules that are present. */
    record Context(Substitution substitution, Set<OptionalModule> modules) {}

    private static final Pattern CLASS_NAME =
            Pattern.compile("[\\p{javaJavaIdentifierStart}][\\p{javaJavaIdentifierPart}.]*");
    private static final String FRACTION_ALLOWED = "a decimal number above 0 and at most 1, such as 0.8";
    private static final Pattern DECIMAL = Pattern.compile("\\d{1,9}(?:\\.\\d{1,9})?");
    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?\\d{1,18}");

    Place place() {
        return node.place();
    }

    String text(String allowed) {
        if (!(node instanceof YamlNode.Scalar scalar)) {
            throw new ConfigurationException(place(), "must be " + allowed + ", not " + node.kind());
        }
        String text = converted(context.substitution()::apply, scalar.text());
        if (text.isBlank()) {
            throw new ConfigurationException(place(), "is empty; it must be " + allowed);
        }
        return text;
    }

    boolean bool() {
        String text = text("true or false");
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default ->
                throw new ConfigurationException(place(), "must be true or false, not " + ShownText.quoted(text));
        };
    }

    long wholeNumber() {
        String text = text("a whole number");
        if (!WHOLE_NUMBER.matcher(text).matches()) {
            throw new ConfigurationException(
                    place(), "must be a whole number of at most 18 digits, not " + ShownText.quoted(text));
        }
        return Long.parseLong(text);
    }

    int smallNumber() {
        long number = wholeNumber();
        if ((int) number != number) {
            throw new ConfigurationException(place(), "must be at most " + Integer.MAX_VALUE + ", not " + number);
        }
        return (int) number;
    }

    Duration duration() {
        return converted(DurationSyntax::parse, text(DurationSyntax.ALLOWED));
    }

    long size() {
        return converted(SizeSyntax::parse, text(SizeSyntax.ALLOWED));
    }

    double percent() {
        return converted(PercentSyntax::parse, text(PercentSyntax.ALLOWED));
    }

    double fraction() {
        String text = text(FRACTION_ALLOWED);
        if (!DECIMAL.matcher(text).matches()) {
            throw new ConfigurationException(
                    place(), "must be " + FRACTION_ALLOWED + ", not " + ShownText.quoted(text));
        }
        return Double.parseDouble(text);
    }

    String className() {
        return className("the full name of a class");
    }

    String className(String allowed) {
        String text = text(allowed);
        if (!CLASS_NAME.matcher(text).matches()) {
            throw new ConfigurationException(place(), "must be " + allowed + ", not " + ShownText.quoted(text));
        }
        return text;
    }

    <T> Component<T> component() {
        return Component.ofClassName(className(), place());
    }

    List<String> classPatterns() {
        String allowed = "a list of class names or patterns such as [ \"com.example.*\" ]";
        if (!(node instanceof YamlNode.Sequence sequence)) {
            throw new ConfigurationException(place(), "must be " + allowed + ", not " + node.kind());
        }
        List<String> patterns = new ArrayList<>();
        for (YamlNode item : sequence.items()) {
            Value pattern = new Value(item, context);
            patterns.add(pattern.converted(ClassPattern::checked, pattern.text(ClassPattern.ALLOWED)));
        }
        return patterns;
    }

    /** Returns the items of a list that has any, or the value itself if it is no list. */
    List<Value> oneOrMore(String allowed) {
        if (!(node instanceof YamlNode.Sequence sequence)) {
            return List.of(this);
        }
        if (sequence.items().isEmpty()) {
            throw new ConfigurationException(place(), "is empty; it must be " + allowed);
        }
        return sequence.items().stream().map(item -> new Value(item, context)).toList();
    }

    /** Returns one of these words, or null if the value is no text but a mapping, or nothing. */
    @Nullable
    String wordOrMapping(String allowedKeys, String... words) {
        if (!(node instanceof YamlNode.Scalar scalar) || scalar.text().isBlank()) {
            return null;
        }
        String allowed = String.join(" or ", words) + ", or a mapping of keys";
        String text = text(allowed);
        if (!List.of(words).contains(text)) {
            throw new ConfigurationException(
                    place(),
                    "must be " + allowed + ", not " + ShownText.quoted(text) + "; allowed here: " + allowedKeys);
        }
        return text;
    }

    /** Refuses the value if it needs a module that is not there. */
    void require(OptionalModule module) {
        if (!context.modules().contains(module)) {
            throw new ConfigurationException(place(), module.missing());
        }
    }

    /** Returns the value as a mapping whose keys the given table knows. */
    YamlNode.Mapping mapping(String allowedKeys) {
        if (node instanceof YamlNode.Mapping mapping) {
            return mapping;
        }
        String found = node instanceof YamlNode.Scalar scalar && scalar.text().isBlank() ? "nothing" : node.kind();
        throw new ConfigurationException(
                place(), "must be a mapping of keys, not " + found + "; allowed here: " + allowedKeys);
    }

    /** Returns what the conversion makes of the input; what the conversion does not accept is an error at this place. */
    <A, B> B converted(Function<A, B> conversion, A input) {
        try {
            return conversion.apply(input);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(place(), shown(String.valueOf(e.getMessage()), input), e);
        }
    }

    /** What the JDK says of a text may have the whole of it. */
    private static String shown(String message, @Nullable Object input) {
        return input instanceof String text ? message.replace(text, ShownText.shortened(text)) : message;
    }
}
