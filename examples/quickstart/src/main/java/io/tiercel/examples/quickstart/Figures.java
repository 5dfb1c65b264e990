package io.tiercel.examples.quickstart;

import java.util.Locale;

/** How this program writes numbers: the same in every locale, in ASCII, so that no terminal garbles them. */
final class Figures {
    private Figures() {}

    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** A share in percent; less than all of it is never called 100 %. */
    static String percent(double share) {
        return share < 1 && share >= 0.9995 ? ">99.9 %" : String.format(Locale.ROOT, "%.1f %%", share * 100);
    }

    /** A latency in ns, us, ms or s, with three digits or so. */
    static String latency(long nanos) {
        if (nanos < 1_000) {
            return nanos + " ns";
        }
        if (nanos < 1_000_000) {
            return threeDigits(nanos / 1e3) + " us";
        }
        return nanos < 1_000_000_000 ? threeDigits(nanos / 1e6) + " ms" : threeDigits(nanos / 1e9) + " s";
    }

    /** A length in bytes or KiB. */
    static String size(long lengthBytes) {
        if (lengthBytes < 1024) {
            return lengthBytes + " B";
        }
        double kib = lengthBytes / 1024.0;
        return kib < 1024
                ? String.format(Locale.ROOT, "%,.1f KiB", kib)
                : String.format(Locale.ROOT, "%,.1f MiB", kib / 1024);
    }

    /** The name of a class in no more than so many characters: the packages in front go first. */
    static String shorten(String className, int maxLength) {
        return className.length() <= maxLength
                ? className
                : ".." + className.substring(className.length() - maxLength + 2);
    }

    private static String threeDigits(double number) {
        return String.format(Locale.ROOT, number < 10 ? "%.2f" : number < 100 ? "%.1f" : "%.0f", number);
    }
}
