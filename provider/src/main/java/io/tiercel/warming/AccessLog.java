package io.tiercel.warming;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the keys that a log names most often. The log is a text in UTF-8, compressed with gzip or not, of which each line
 * is one access; it is read as a stream, in bounded memory, whatever its length. Lines in which there is no key are
 * counted and passed over. Thread-safe.
 */
public final class AccessLog<K> {

    private static final Logger LOGGER = System.getLogger(AccessLog.class.getName());
    private static final int LONGEST_LINE = 64 << 10;
    private static final int GZIP_MAGIC_1 = 0x1F;
    private static final int GZIP_MAGIC_2 = 0x8B;

    /** The name of the group of a pattern that is the key. */
    public static final String KEY_GROUP = "key";

    private static final Pattern FIRST_COLUMN = Pattern.compile("^\\s*(?<" + KEY_GROUP + ">\\S+)");

    private final Path file;
    private final Pattern pattern;
    private final Function<String, K> parser;

    /**
     * @param pattern finds the key in a line, as its group {@code key}; null for the first column
     * @param parser reads a key; an {@link IllegalArgumentException} says that there is none
     */
    public AccessLog(Path file, @Nullable Pattern pattern, Function<String, K> parser) {
        this.file = file;
        this.pattern = pattern == null ? FIRST_COLUMN : pattern;
        this.parser = parser;
    }

    /**
     * What was found.
     *
     * @param keys the keys, the most frequent first
     * @param lines how many lines there were
     * @param badLines in how many of them there was no key
     */
    record Found<K>(List<HotKey<K>> keys, long lines, long badLines) {}

    /**
     * Reads the log. A compressed one that ends too early, because it is still being written, counts as far as it goes.
     *
     * @param most how many keys are wanted
     * @param isOver whether to stop early
     */
    Found<K> read(int most, BooleanSupplier isOver) throws IOException {
        SpaceSaving<K> frequencies = HotKeys.counting(most, 1, UnaryOperator.identity());
        long lines = 0;
        long bad = 0;
        try (BoundedLines in = new BoundedLines(open(), LONGEST_LINE)) {
            String line = in.next();
            while (line != null && !isOver.getAsBoolean()) {
                lines++;
                K key = in.isTooLong() ? null : keyIn(line);
                if (key == null) {
                    bad++;
                } else {
                    frequencies.add(key, 1);
                }
                line = in.next();
            }
        } catch (EOFException e) {
            LOGGER.log(
                    Level.INFO, "The access log {0} ends within a compressed block; it counts as far as it goes", file);
        }
        if (bad > 0) {
            LOGGER.log(Level.WARNING, bad + " of " + lines + " lines of the access log " + file + " name no key");
        }
        return new Found<>(frequencies.top(most), lines, bad);
    }

    private Reader open() throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(file));
        try {
            in.mark(2);
            boolean isCompressed = in.read() == GZIP_MAGIC_1 && in.read() == GZIP_MAGIC_2;
            in.reset();
            return new InputStreamReader(isCompressed ? new GZIPInputStream(in) : in, StandardCharsets.UTF_8);
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    private @Nullable K keyIn(String line) {
        Matcher matcher = pattern.matcher(line);
        String text = matcher.find() ? matcher.group(KEY_GROUP) : null;
        if (text == null) {
            return null;
        }
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException e) {
            LOGGER.log(Level.DEBUG, "A line of the access log names no key", e);
            return null;
        }
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
