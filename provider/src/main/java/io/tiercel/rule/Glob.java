package io.tiercel.rule;

/** How text is put into a pattern of keys so that it means itself. */
final class Glob {

    /** The pattern of all keys. */
    static final String EVERYTHING = "*";

    private Glob() {}

    /** Puts a backslash before each character that means something in a pattern. */
    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '*' || c == '?' || c == '\\') {
                quoted.append('\\');
            }
            quoted.append(c);
        }
        return quoted.toString();
    }
}
