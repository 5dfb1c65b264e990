package io.tiercel.engine;

import static java.util.Objects.requireNonNull;

/**
 * A pattern of keys: {@code *} stands for any characters, {@code ?} for one, and a backslash takes the meaning from the
 * character after it. A key matches by its {@code toString}. Immutable; takes no more than the product of the lengths.
 */
final class KeyGlob {

    private final String pattern;

    KeyGlob(String pattern) {
        this.pattern = requireNonNull(pattern, "glob");
        if (pattern.isEmpty()) {
            throw new IllegalArgumentException("the pattern of keys is empty");
        }
        if (endsInEscape(pattern)) {
            throw new IllegalArgumentException(
                    "a backslash at the end of the pattern escapes nothing, glob=" + pattern);
        }
    }

    private static boolean endsInEscape(String pattern) {
        int backslashes = 0;
        while (backslashes < pattern.length() && pattern.charAt(pattern.length() - 1 - backslashes) == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 1;
    }

    boolean matches(Object key) {
        return matches(key.toString());
    }

    /** Goes back to the last star at most, which is enough: what an earlier one could take, the last one can. */
    private boolean matches(String text) {
        int at = 0;
        int in = 0;
        int afterStar = -1;
        int starredUntil = 0;
        while (at < text.length()) {
            if (in < pattern.length() && pattern.charAt(in) == '*') {
                afterStar = ++in;
                starredUntil = at;
            } else if (in < pattern.length() && takes(in, text.charAt(at))) {
                in += pattern.charAt(in) == '\\' ? 2 : 1;
                at++;
            } else if (afterStar >= 0) {
                in = afterStar;
                at = ++starredUntil;
            } else {
                return false;
            }
        }
        while (in < pattern.length() && pattern.charAt(in) == '*') {
            in++;
        }
        return in == pattern.length();
    }

    private boolean takes(int in, char character) {
        char wanted = pattern.charAt(in);
        return wanted == '?' || (wanted == '\\' ? pattern.charAt(in + 1) : wanted) == character;
    }
}
