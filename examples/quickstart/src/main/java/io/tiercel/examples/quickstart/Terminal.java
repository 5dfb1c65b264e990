package io.tiercel.examples.quickstart;

import java.io.Console;
import java.lang.reflect.Method;
import java.util.Map;

/**
 * What the output can do.
 *
 * @param interactive whether a line can be written over, which a file or a pipe cannot
 * @param coloured whether to use colours and bold type; not where {@code NO_COLOR} is set (no-color.org)
 */
record Terminal(boolean interactive, boolean coloured) {
    /** Nothing but lines of text. */
    static final Terminal PLAIN = new Terminal(false, false);

    private static final String ESCAPE = "\u001b[";

    /** What the terminal of this process can do, if there is one. */
    static Terminal detect(Map<String, String> environment) {
        boolean interactive =
                isTerminal() && !environment.getOrDefault("TERM", "").equals("dumb");
        boolean colourUnwanted = !environment.getOrDefault("NO_COLOR", "").isEmpty();
        return new Terminal(interactive, interactive && !colourUnwanted);
    }

    String bold(String text) {
        return styled("1", text);
    }

    String dim(String text) {
        return styled("2", text);
    }

    String green(String text) {
        return styled("32", text);
    }

    String red(String text) {
        return styled("31", text);
    }

    private String styled(String code, String text) {
        return coloured ? ESCAPE + code + "m" + text + ESCAPE + "0m" : text;
    }

    /** Whether both ends are a terminal: since 22 there may be a console without one, and a method that tells. */
    @SuppressWarnings("SystemConsoleNull") // null is what 17 says; a later console is asked
    private static boolean isTerminal() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            Method isTerminal = Console.class.getMethod("isTerminal");
            return (boolean) isTerminal.invoke(console);
        } catch (NoSuchMethodException e) {
            return true; // before 22 a console is a terminal
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }
}
