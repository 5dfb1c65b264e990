package io.tiercel.management;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lists as an operator types them: with commas between items, or one item a line. A backslash takes the next character as it is. */
final class ListText {

    private ListText() {}

    /** Returns the items; spaces around them and empty ones are left out. */
    static List<String> items(String text) {
        char separator = text.indexOf('\n') >= 0 ? '\n' : ',';
        List<String> items = new ArrayList<>();
        StringBuilder item = new StringBuilder();
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : separator;
            if (c == '\\' && i + 1 < text.length()) {
                item.append(text.charAt(++i));
            } else if (c == separator) {
                if (!item.toString().isBlank()) {
                    items.add(item.toString().strip());
                }
                item.setLength(0);
            } else {
                item.append(c);
            }
        }
        return items;
    }

    /**
     * Returns items of the form {@code name=value}.
     *
     * @throws IllegalArgumentException if one has another form, or two have one name
     */
    static Map<String, String> fields(String text) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String item : items(text)) {
            int equals = item.indexOf('=');
            if (equals <= 0) {
                throw new IllegalArgumentException("'" + LogText.of(item) + "' is no field: it must be name=value");
            }
            String name = item.substring(0, equals).strip();
            if (fields.put(name, item.substring(equals + 1).strip()) != null) {
                throw new IllegalArgumentException("the field '" + LogText.of(name) + "' is there twice");
            }
        }
        return fields;
    }
}
