package io.tiercel.jvm;

/**
 * The text of an object of the application's, such as a key or what its code threw, for messages. The application's code makes
 * it: if that fails, the class has to do, so that nobody waits for ever for what could not be told.
 */
public final class ShownText {

    private static final int LONGEST_SHOWN = 100;

    private ShownText() {}

    /** Returns the text. */
    public static String of(Object what) {
        String text;
        try {
            text = what.toString();
        } catch (Exception | Error e) { // checked ones too: code in other languages throws them undeclared
            return nameless(what, "failed with " + e.getClass().getName());
        }
        return text == null ? nameless(what, "returned null") : text;
    }

    /** Returns the beginning of a text, and how long it is, if it is long: what somebody wrote by mistake may be a whole file. */
    public static String shortened(String text) {
        return text.length() <= LONGEST_SHOWN
                ? text
                : text.substring(0, LONGEST_SHOWN) + "... (" + text.length() + " characters)";
    }

    /** Returns a text in quotes, shortened. */
    public static String quoted(String text) {
        return "'" + shortened(text) + "'";
    }

    private static String nameless(Object what, String why) {
        return what.getClass().getName() + ", which has no text: its toString " + why;
    }
}
