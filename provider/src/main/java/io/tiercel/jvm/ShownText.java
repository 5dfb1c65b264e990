package io.tiercel.jvm;

/**
 * The text of an object of the application's, such as a key or what its code threw, for messages. The application's code makes
 * it: if that fails, the class has to do, so that nobody waits for ever for what could not be told.
 */
public final class ShownText {

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

    private static String nameless(Object what, String why) {
        return what.getClass().getName() + ", which has no text: its toString " + why;
    }
}
