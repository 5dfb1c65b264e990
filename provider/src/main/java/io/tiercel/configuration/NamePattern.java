package io.tiercel.configuration;

import java.util.Comparator;

/**
 * A pattern of cache names: {@code *} stands for any characters, none included, {@code ?} for exactly one; dots are
 * ordinary characters. Immutable.
 *
 * <p>Of two patterns the more specific is the one with more ordinary characters; if they have the same number, the one
 * with fewer {@code *}.
 *
 * @param glob the pattern
 */
public record NamePattern(String glob) {

    /** Puts the more specific pattern first. */
    public static final Comparator<NamePattern> MOST_SPECIFIC_FIRST =
            Comparator.comparingLong(NamePattern::ordinaryCharacters).reversed().thenComparingLong(NamePattern::stars);

    /** Returns whether the text has a wildcard and so is a pattern and not a name. */
    public static boolean isPattern(String text) {
        return text.indexOf('*') >= 0 || text.indexOf('?') >= 0;
    }

    /** Returns whether a name matches. Takes time linear in the product of both lengths, and no memory. */
    public boolean matches(String name) {
        int at = 0;
        int inGlob = 0;
        int lastStar = -1;
        int resumeAt = 0;
        while (at < name.length()) {
            if (inGlob < glob.length() && glob.charAt(inGlob) == '*') {
                lastStar = inGlob++;
                resumeAt = at;
            } else if (inGlob < glob.length() && fits(glob.charAt(inGlob), name.charAt(at))) {
                inGlob++;
                at++;
            } else if (lastStar >= 0) {
                inGlob = lastStar + 1;
                at = ++resumeAt;
            } else {
                return false;
            }
        }
        while (inGlob < glob.length() && glob.charAt(inGlob) == '*') {
            inGlob++;
        }
        return inGlob == glob.length();
    }

    private static boolean fits(char inGlob, char inName) {
        return inGlob == '?' || inGlob == inName;
    }

    private long ordinaryCharacters() {
        return glob.chars().filter(c -> c != '*' && c != '?').count();
    }

    private long stars() {
        return glob.chars().filter(c -> c == '*').count();
    }
}
