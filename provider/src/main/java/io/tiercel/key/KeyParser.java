package io.tiercel.key;

import io.tiercel.jvm.ShownText;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the keys of a cache from strings, as operators, event rules and logs write them.
 *
 * <table>
 *   <caption>What is read</caption>
 *   <tr><th>type of the keys</th><th>string</th></tr>
 *   <tr><td>{@code String}, and what a string is too, such as {@code Object} of an untyped cache</td><td>as it is</td></tr>
 *   <tr><td>numbers, {@code Boolean}, {@code Character}, {@code UUID}, {@code java.time}</td><td>what {@code toString} says</td></tr>
 *   <tr><td>enums</td><td>the name of the constant</td></tr>
 *   <tr><td>records of these and of records</td><td>what {@code toString} says unless it is overridden:
 *       {@code Point[x=1, y=2]}; {@code null} for components that are neither primitive nor strings</td></tr>
 * </table>
 *
 * <p>All other types are refused, and so is a string that can be read in two ways (a text within a record that looks like
 * the next component). Immutable. Reading takes time linear in the length of the string, but for records with texts that
 * look like components, of which a bounded number of readings is tried.
 *
 * @param <K> the type of the keys
 */
public final class KeyParser<K> {

    private final Class<K> type;
    private final @Nullable TextForm form;
    private final @Nullable String refusal;

    private KeyParser(Class<K> type, @Nullable TextForm form, @Nullable String refusal) {
        this.type = type;
        this.form = form;
        this.refusal = refusal;
    }

    /** Returns the parser of a type; one that refuses all strings if keys of that type cannot be read. */
    public static <K> KeyParser<K> of(Class<K> type) {
        try {
            return new KeyParser<>(type, form(type, new HashSet<>()), null);
        } catch (UnreadableTypeException e) {
            return new KeyParser<>(type, null, String.valueOf(e.getMessage()));
        }
    }

    /** Returns why no key of the type can be read from a string, or null if keys can. */
    public @Nullable String refusal() {
        return refusal;
    }

    /**
     * Returns the key that a string stands for.
     *
     * @throws IllegalArgumentException if the string stands for no key of the type, or for more than one, or if keys of
     *     the type cannot be read from strings at all; the message says which
     */
    @SuppressWarnings("unchecked") // the form is that of the type
    public K parse(String text) {
        if (form == null) {
            throw new IllegalArgumentException(refusal);
        }
        try {
            return (K) form.reader().read(text);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    ShownText.quoted(text) + " is no key of type " + type.getName() + ": it must be " + form.expected()
                            + because(e),
                    e);
        }
    }

    private static String because(RuntimeException e) {
        return e.getClass() == IllegalArgumentException.class ? " (" + e.getMessage() + ")" : "";
    }

    private static TextForm form(Class<?> type, Set<Class<?>> outer) {
        if (type.isAssignableFrom(String.class)) {
            return new TextForm("a string", text -> text);
        }
        TextForm ofJdk = JdkTextForms.of(type);
        if (ofJdk != null) {
            return ofJdk;
        }
        if (type.isEnum()) {
            return enumForm(type);
        }
        if (type.isRecord()) {
            return recordForm(type, outer);
        }
        throw new UnreadableTypeException(
                type, "it is not String, a number, UUID, a type of java.time, an enum, or a record of such");
    }

    private static TextForm enumForm(Class<?> type) {
        Object[] constants = type.getEnumConstants();
        List<String> names = new ArrayList<>();
        for (Object constant : constants) {
            names.add(((Enum<?>) constant).name());
        }
        return new TextForm("one of " + ShownText.shortened(String.join(", ", names)), text -> {
            int index = names.indexOf(text);
            if (index < 0) {
                throw new IllegalArgumentException("there is no such constant");
            }
            return constants[index];
        });
    }

    private static TextForm recordForm(Class<?> type, Set<Class<?>> outer) {
        if (!outer.add(type)) {
            throw new UnreadableTypeException(type, "it is a record within itself");
        }
        List<TextForm> forms = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            forms.add(form(component.getType(), outer));
        }
        outer.remove(type);
        return RecordText.form(type, forms);
    }

    @Override
    public String toString() {
        return "KeyParser[" + type.getName() + "]";
    }
}
