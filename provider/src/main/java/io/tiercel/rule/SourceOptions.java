package io.tiercel.rule;

import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a configuration says of a source. Immutable.
 *
 * @param texts the options by name
 * @param managerName tells the cache manager apart for people
 * @param classLoader the class loader of the cache manager
 */
public record SourceOptions(Map<String, String> texts, String managerName, ClassLoader classLoader) {

    public SourceOptions {
        texts = Map.copyOf(texts);
    }

    /**
     * Refuses options that are not among the given ones.
     *
     * @throws SourceOptionException if there is one
     */
    public void allow(Set<String> names) {
        for (String name : texts.keySet()) {
            if (!names.contains(name)) {
                throw new SourceOptionException(name, "unknown key (allowed here: " + String.join(", ", names) + ")");
            }
        }
    }

    /** Returns an option, or null if it is not there. */
    public @Nullable String get(String name) {
        return texts.get(name);
    }

    /**
     * Returns an option.
     *
     * @throws SourceOptionException if it is not there
     */
    public String require(String name) {
        String text = texts.get(name);
        if (text == null) {
            throw new SourceOptionException("", "needs '" + name + "'");
        }
        return text;
    }

    /**
     * Returns what an option means, or null if it is not there.
     *
     * @throws SourceOptionException if the conversion fails with an {@link IllegalArgumentException}
     */
    public <T> @Nullable T get(String name, Function<String, T> conversion) {
        String text = texts.get(name);
        try {
            return text == null ? null : conversion.apply(text);
        } catch (IllegalArgumentException e) {
            throw new SourceOptionException(name, String.valueOf(e.getMessage()));
        }
    }

    /**
     * Returns what an option means, or what it is by default.
     *
     * @throws SourceOptionException if the conversion fails with an {@link IllegalArgumentException}
     */
    public <T> T get(String name, Function<String, T> conversion, T byDefault) {
        T said = get(name, conversion);
        return said == null ? byDefault : said;
    }

    /** Does not show the options: there may be a password. */
    @Override
    public String toString() {
        return "SourceOptions" + texts.keySet();
    }
}
