package io.tiercel.key;

import io.tiercel.jvm.ShownText;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a record from what the {@code toString} that the compiler gives it says: {@code Point[x=1, y=2]}. Immutable.
 *
 * <p>A component ends where the name of the next one begins. The text of a component may look like that too, so all ways
 * to read it are tried, up to a bound, and a text that can be read in two ways is refused.
 */
final class RecordText {

    private static final int MOST_ATTEMPTS = 10_000;

    private final Constructor<?> constructor;
    private final List<TextForm> forms;
    private final List<String> labels;
    private final List<Boolean> nullable;

    private RecordText(Constructor<?> constructor, List<TextForm> forms, List<String> labels, List<Boolean> nullable) {
        this.constructor = constructor;
        this.forms = forms;
        this.labels = labels;
        this.nullable = nullable;
    }

    /** Returns how a record is read; the forms are those of its components. */
    static TextForm form(Class<?> type, List<TextForm> forms) {
        RecordComponent[] components = type.getRecordComponents();
        List<String> labels = new ArrayList<>();
        List<Boolean> nullable = new ArrayList<>();
        for (RecordComponent component : components) {
            String opening = labels.isEmpty() ? type.getSimpleName() + "[" : ", ";
            labels.add(opening + component.getName() + "=");
            nullable.add(!component.getType().isPrimitive() && component.getType() != String.class);
        }
        if (labels.isEmpty()) {
            labels.add(type.getSimpleName() + "[");
        }
        RecordText text = new RecordText(constructor(type, components), forms, labels, nullable);
        return new TextForm(text.example(), text::read);
    }

    private static Constructor<?> constructor(Class<?> type, RecordComponent[] components) {
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return constructor;
        } catch (NoSuchMethodException | RuntimeException e) { // a module may keep it to itself
            throw new UnreadableTypeException(type, "its constructor cannot be used: " + e);
        }
    }

    private String example() {
        return "a record in the form " + String.join("...", labels) + (forms.isEmpty() ? "]" : "...]");
    }

    private Object read(String text) {
        if (!text.startsWith(labels.get(0)) || !text.endsWith("]")) {
            throw new IllegalArgumentException("it does not begin and end so");
        }
        if (forms.isEmpty()) {
            return create(new Object[0]);
        }
        Search search = new Search(text);
        search.from(0, labels.get(0).length());
        if (search.found.isEmpty()) {
            throw new IllegalArgumentException(search.failure == null ? "a component is missing" : search.failure);
        }
        if (search.found.size() > 1) {
            throw new IllegalArgumentException("it can be read in more than one way");
        }
        return create(search.found.get(0));
    }

    private Object create(@Nullable Object[] values) {
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException("its constructor refuses it: " + e.getCause(), e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One reading of a text. For one thread. */
    private final class Search {

        private final String text;
        private final @Nullable Object[] values = new @Nullable Object[forms.size()];
        private final List<@Nullable Object[]> found = new ArrayList<>();
        private int attempts;
        private @Nullable String failure;

        Search(String text) {
            this.text = text;
        }

        /** Finds all readings in which a component begins at an index, until there are two. */
        void from(int component, int begin) {
            boolean isLast = component == forms.size() - 1;
            int end = isLast ? text.length() - 1 : text.indexOf(labels.get(component + 1), begin);
            while (end >= begin && found.size() < 2) {
                if (++attempts > MOST_ATTEMPTS) {
                    throw new IllegalArgumentException("there are too many ways to read it");
                }
                if (take(component, text.substring(begin, end))) {
                    if (isLast) {
                        found.add(values.clone());
                        return;
                    }
                    from(component + 1, end + labels.get(component + 1).length());
                }
                end = isLast ? -1 : text.indexOf(labels.get(component + 1), end + 1);
            }
        }

        private boolean take(int component, String part) {
            if (part.equals("null") && nullable.get(component)) {
                values[component] = null;
                return true;
            }
            try {
                values[component] = forms.get(component).reader().read(part);
                return true;
            } catch (RuntimeException e) {
                failure = ShownText.quoted(part) + " is not "
                        + forms.get(component).expected();
                return false;
            }
        }
    }
}
