package io.tiercel.write.behind;

import io.tiercel.load.HashedKey;
import io.tiercel.write.DeadLetter;
import io.tiercel.write.behind.Codec.Bytes;
import io.tiercel.write.behind.LineFile.Keeping;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The dead letters of a durable place: a text file, a letter a line, with columns that tabs separate. For one thread at a
 * time.
 */
final class LetterFile {

    private static final String HEADER =
            "#refused\toperation\tattempts\tkey\terror\tkey-base64\tvalue-kind\tvalue-base64";
    private static final int COLUMNS = 8;

    private final Codec codec;
    private final LineFile lines;
    private final LineFile aside;

    LetterFile(Path path, Codec codec, Keeping keeping) {
        this(path, codec, keeping, LetterDisk.SYSTEM);
    }

    LetterFile(Path path, Codec codec, Keeping keeping, LetterDisk disk) {
        this.codec = codec;
        this.lines = new LineFile(path, HEADER + "\n", keeping, disk);
        this.aside = new LineFile(
                path.resolveSibling(path.getFileName() + ".damaged"), /* header= */ "", Keeping.FORCED, disk);
    }

    /** Returns the letters in the file. Lines that are none are kept in another file, with a warning. */
    List<Letter> read() throws IOException {
        List<Letter> letters = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (String line : lines.read()) {
            Letter letter = line.startsWith("#") || line.isBlank() ? null : parse(line);
            if (letter != null) {
                letters.add(letter);
            } else if (!line.startsWith("#") && !line.isBlank()) {
                others.add(line);
            }
        }
        if (!others.isEmpty()) {
            setAside(others);
            replace(letters);
        }
        return letters;
    }

    /** Behind those that are there: a letter is the last copy of a change, and so is what is left of one. */
    private void setAside(List<String> others) throws IOException {
        aside.add(others);
        System.getLogger(LetterFile.class.getName())
                .log(
                        Level.WARNING,
                        others.size() + " lines of " + lines.path() + " are no dead letters, such as one that was being"
                                + " written when the process was killed. They are kept in " + aside.path()
                                + ", behind those of before");
    }

    /** Adds a letter. When this throws, it is not in the file, or its line is torn. */
    void add(Letter letter) throws IOException {
        lines.add(List.of(format(letter)));
    }

    /** Puts these letters in the place of all. */
    void replace(List<Letter> letters) throws IOException {
        lines.replace(letters.stream().map(this::format).toList());
    }

    private String format(Letter letter) {
        DeadLetter text = letter.text();
        Bytes bytes = letter.bytes(codec);
        Base64.Encoder base64 = Base64.getEncoder();
        return String.join(
                "\t",
                text.refused().toString(),
                text.isDeletion() ? "delete" : "write",
                String.valueOf(text.attempts()),
                plain(text.key()),
                plain(text.error()),
                base64.encodeToString(bytes.key()),
                String.valueOf(bytes.kind()),
                base64.encodeToString(Codec.orNothing(bytes.value())));
    }

    /** Columns are for reading: the bytes tell exactly. */
    private static String plain(String text) {
        return text.replaceAll("[\\p{Cntrl}]+", " ");
    }

    private @Nullable Letter parse(String line) {
        String[] columns = line.split("\t", -1);
        if (columns.length != COLUMNS) {
            return null;
        }
        try {
            boolean isDeletion = columns[1].equals("delete");
            DeadLetter text = new DeadLetter(
                    columns[3], isDeletion, Integer.parseInt(columns[2]), Instant.parse(columns[0]), columns[4]);
            byte[] value = Base64.getDecoder().decode(columns[7]);
            Bytes bytes = new Bytes(
                    Base64.getDecoder().decode(columns[5]), Byte.parseByte(columns[6]), isDeletion ? null : value);
            return decoded(bytes, text);
        } catch (IllegalArgumentException | DateTimeException e) {
            return null;
        }
    }

    /** A letter of classes that have changed since is kept, but cannot be tried again. */
    private Letter decoded(Bytes bytes, DeadLetter text) {
        try {
            HashedKey key = new HashedKey(codec.decodeKey(bytes.key()));
            return Letter.of(key, codec.decode(bytes.kind(), bytes.value()), text, bytes);
        } catch (RuntimeException e) {
            return Letter.undecodable(text, bytes);
        }
    }
}
