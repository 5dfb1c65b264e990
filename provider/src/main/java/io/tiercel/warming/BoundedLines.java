package io.tiercel.warming;

import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/** Reads lines of which those that are too long take no memory. For one thread. */
final class BoundedLines implements Closeable {

    private static final int BUFFER_LENGTH = 64 << 10;

    private final Reader in;
    private final int mostLength;
    private final char[] buffer = new char[BUFFER_LENGTH];
    private int at;
    private int end;
    private boolean isTooLong;

    BoundedLines(Reader in, int mostLength) {
        this.in = in;
        this.mostLength = mostLength;
    }

    /** Returns the next line, cut where it is too long, or null at the end. */
    @Nullable
    String next() throws IOException {
        StringBuilder line = new StringBuilder();
        isTooLong = false;
        boolean any = false;
        while (at < end || fill()) {
            any = true;
            int from = at;
            while (at < end && buffer[at] != '\n') {
                at++;
            }
            append(line, from);
            if (at < end) {
                at++;
                break;
            }
        }
        if (!any) {
            return null;
        }
        int length = line.length();
        return length > 0 && line.charAt(length - 1) == '\r' ? line.substring(0, length - 1) : line.toString();
    }

    private void append(StringBuilder line, int from) {
        int room = mostLength - line.length();
        isTooLong |= at - from > room;
        line.append(buffer, from, Math.min(room, at - from));
    }

    private boolean fill() throws IOException {
        at = 0;
        end = Math.max(0, in.read(buffer));
        return end > 0;
    }

    /** Returns whether the line that came last was cut. */
    boolean isTooLong() {
        return isTooLong;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
