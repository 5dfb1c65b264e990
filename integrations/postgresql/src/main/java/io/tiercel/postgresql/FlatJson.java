package io.tiercel.postgresql;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads an object of JSON whose values are strings, numbers, true, false or null, each into its text (RFC 8259). Strict,
 * and without nesting: this is what the trigger sends. For one thread.
 */
final class FlatJson {

    private final String text;
    private int at;

    private FlatJson(String text) {
        this.text = text;
    }

    /**
     * Returns the members of the object; those that are null are null.
     *
     * @throws IllegalArgumentException if the text is anything else
     */
    static Map<String, @Nullable String> parse(String text) {
        return new FlatJson(text).object();
    }

    private Map<String, @Nullable String> object() {
        Map<String, @Nullable String> members = new LinkedHashMap<>();
        expect('{');
        if (!skipIf('}')) {
            do {
                skipSpace();
                String name = string();
                expect(':');
                skipSpace();
                if (members.containsKey(name)) {
                    throw failure("the name '" + name + "' is there twice");
                }
                members.put(name, value());
            } while (skipIf(','));
            expect('}');
        }
        skipSpace();
        if (at < text.length()) {
            throw failure("there is more after the end");
        }
        return members;
    }

    private @Nullable String value() {
        if (at < text.length() && text.charAt(at) == '"') {
            return string();
        }
        int begin = at;
        while (at < text.length() && "+-.0123456789abcdefghijklmnopqrstuvwxyzE".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        String word = text.substring(begin, at);
        if (word.equals("null")) {
            return null;
        }
        if (word.equals("true") || word.equals("false") || word.matches("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?")) {
            return word;
        }
        throw failure("a string, a number, true, false or null is expected at character " + (begin + 1));
    }

    private String string() {
        expectHere('"');
        StringBuilder read = new StringBuilder();
        while (true) {
            char c = next();
            if (c == '"') {
                return read.toString();
            }
            if (c < ' ') {
                throw failure("there is a control character in a string");
            }
            read.append(c == '\\' ? escaped() : c);
        }
    }

    private char escaped() {
        char c = next();
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> throw failure("'\\" + c + "' means nothing");
        };
    }

    private char unicode() {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            int digit = Character.digit(next(), 16);
            if (digit < 0) {
                throw failure("four digits must follow \\u");
            }
            value = value * 16 + digit;
        }
        return (char) value;
    }

    private char next() {
        if (at >= text.length()) {
            throw failure("it ends too early");
        }
        return text.charAt(at++);
    }

    private void expect(char expected) {
        skipSpace();
        expectHere(expected);
    }

    private void expectHere(char expected) {
        if (next() != expected) {
            throw failure("'" + expected + "' is expected at character " + at);
        }
    }

    private boolean skipIf(char c) {
        skipSpace();
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private void skipSpace() {
        while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private static IllegalArgumentException failure(String problem) {
        return new IllegalArgumentException("this is no flat JSON object: " + problem);
    }
}
