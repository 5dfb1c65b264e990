package io.tiercel.serialize;

import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Patterns of binary class names, where {@code *} stands for any characters, dots and dollars included. Immutable. A
 * match takes time linear in the number of patterns.
 */
final class ClassNameGlobs {

    private final List<Pattern> patterns;

    ClassNameGlobs(Collection<String> globs) {
        patterns = globs.stream().map(ClassNameGlobs::compiled).toList();
    }

    boolean matches(String className) {
        for (Pattern pattern : patterns) {
            if (pattern.matcher(className).matches()) {
                return true;
            }
        }
        return false;
    }

    private static Pattern compiled(String glob) {
        StringBuilder regex = new StringBuilder(glob.length() + 16);
        for (String literal : glob.split("\\*", -1)) {
            regex.append(regex.isEmpty() ? "" : ".*").append(literal.isEmpty() ? "(?:)" : Pattern.quote(literal));
        }
        return Pattern.compile(regex.toString());
    }
}
