package io.tiercel.management;

import org.jspecify.annotations.Nullable;

/** Makes what came from elsewhere fit for one line of a log: neither long nor able to feign another line. */
final class LogText {

    private static final int LONGEST = 200;

    private LogText() {}

    static String of(@Nullable Object value) {
        String text = String.valueOf(value);
        String line = (text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text);
        StringBuilder safe = new StringBuilder(line.length());
        line.chars().forEach(c -> safe.append(Character.isISOControl(c) ? '.' : (char) c));
        return safe.toString();
    }
}
