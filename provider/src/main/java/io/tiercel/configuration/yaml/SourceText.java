package io.tiercel.configuration.yaml;

import io.tiercel.configuration.ConfigurationException;
import io.tiercel.configuration.Place;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** The text of a configuration file: UTF-8, with or without a byte order mark, and not too long. */
final class SourceText {

    /** The longest file that is read. */
    static final int MAX_BYTES = 1 << 20;

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private SourceText() {}

    static String read(String source, InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            throw new ConfigurationException(
                    new Place(source, 0, 0, ""), "is longer than " + MAX_BYTES + " bytes, which no configuration is");
        }
        String text = decode(source, bytes);
        return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    }

    private static String decode(String source, byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CharBuffer chars = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(ByteBuffer.wrap(bytes), chars, /* endOfInput= */ true);
        String text = chars.flip().toString();
        if (result.isError()) {
            throw new ConfigurationException(endOf(source, text), "is not UTF-8");
        }
        requirePrintable(source, text);
        return text;
    }

    /** The parser would refuse it as well, but does not know the line. */
    private static void requirePrintable(String source, String text) {
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int character = text.codePointAt(i);
            if (!StreamReader.isPrintable(character)) {
                throw new ConfigurationException(
                        endOf(source, text.substring(0, i)),
                        "there is the character U+%04X, which no YAML may have".formatted(character));
            }
        }
    }

    private static Place endOf(String source, String text) {
        int line = 1 + (int) text.chars().filter(c -> c == '\n').count();
        int column = text.length() - text.lastIndexOf('\n');
        return new Place(source, line, column, "");
    }
}
