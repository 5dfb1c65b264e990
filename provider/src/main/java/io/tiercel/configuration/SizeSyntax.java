package io.tiercel.configuration;

import io.tiercel.jvm.ShownText;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text form of a size in memory: a whole number and one of {@code B}, {@code KiB}, {@code MiB}, {@code GiB},
 * {@code TiB}, each 1024 times the one before. {@code KB}, {@code MB} and so on are refused: some read them as powers of
 * 1000, some as powers of 1024.
 */
public final class SizeSyntax {

    /** What is accepted, in words. */
    public static final String ALLOWED =
            "a size: a whole number and one of the units B, KiB, MiB, GiB, TiB, such as 64MiB";

    private static final List<String> UNITS = List.of("B", "KiB", "MiB", "GiB", "TiB");
    private static final Pattern FORM = Pattern.compile("(\\d{1,18}) ?(B|KiB|MiB|GiB|TiB)");
    private static final Pattern AMBIGUOUS = Pattern.compile("\\d+ ?([kKMGT])[bB]?");

    private SizeSyntax() {}

    /**
     * Returns the size in bytes.
     *
     * @throws IllegalArgumentException if the text is not of this form, or is more than a long can hold
     */
    public static long parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            Matcher ambiguous = AMBIGUOUS.matcher(text);
            String hint = ambiguous.matches() ? "; did you mean " + ShownText.shortened(inKnownUnit(text)) + "?" : "";
            throw new IllegalArgumentException(ShownText.quoted(text) + " is not " + ALLOWED + hint);
        }
        try {
            return Math.multiplyExact(Long.parseLong(matcher.group(1)), bytesPer(matcher.group(2)));
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(ShownText.quoted(text) + " is more bytes than a long can count", e);
        }
    }

    /** Returns the shortest text form of a size. */
    public static String format(long bytes) {
        long left = bytes;
        int unit = 0;
        while (left != 0 && left % 1024 == 0 && unit < UNITS.size() - 1) {
            left /= 1024;
            unit++;
        }
        return left + UNITS.get(unit);
    }

    static void checkWithin(String what, long leastBytes, long mostBytes, long bytes) {
        if (bytes < leastBytes || bytes > mostBytes) {
            String bound = bytes < leastBytes ? "least " + format(leastBytes) : "most " + format(mostBytes);
            throw new IllegalArgumentException(
                    "the size of the " + what + " must be at " + bound + ", size=" + format(bytes));
        }
    }

    private static String inKnownUnit(String text) {
        return text.replaceAll(" ?([kKMGT])[bB]?$", "$1iB").replace('k', 'K');
    }

    private static long bytesPer(String unit) {
        return switch (unit) {
            case "KiB" -> 1L << 10;
            case "MiB" -> 1L << 20;
            case "GiB" -> 1L << 30;
            case "TiB" -> 1L << 40;
            default -> 1L;
        };
    }
}
