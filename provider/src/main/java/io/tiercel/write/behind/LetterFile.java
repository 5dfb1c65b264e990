package io.tiercel.write.behind;

import io.tiercel.load.HashedKey;
import io.tiercel.write.DeadLetter;
import io.tiercel.write.behind.Codec.Bytes;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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

    private final Path path;
    private final Codec codec;
    private final Keeping keeping;

    /** Whether an added letter is on the disk before it counts as added. */
    enum Keeping {
        WRITTEN,
        FORCED
    }

    LetterFile(Path path, Codec codec, Keeping keeping) {
        this.path = path;
        this.codec = codec;
        this.keeping = keeping;
    }

    /** Returns the letters in the file. Lines that are none are kept in another file, with a warning. */
    List<Letter> read() throws IOException {
        List<Letter> letters = new ArrayList<>();
        if (!Files.exists(path)) {
            return letters;
        }
        List<String> lines = new String(Files.readAllBytes(path), StandardCharsets.UTF_8)
                .lines()
                .toList();
        List<String> others = new ArrayList<>();
        for (String line : lines) {
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

    private void setAside(List<String> lines) throws IOException {
        Path aside = path.resolveSibling(path.getFileName() + ".damaged");
        Files.write(aside, lines, StandardCharsets.UTF_8);
        System.getLogger(LetterFile.class.getName())
                .log(
                        Level.WARNING,
                        lines.size() + " lines of " + path + " are no dead letters, such as one that was being written"
                                + " when the process was killed. They are kept in " + aside);
    }

    /** Adds a letter. When this throws, it is not in the file, or its line is torn. */
    void add(Letter letter) throws IOException {
        String line = format(letter) + "\n";
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            long length = file.length();
            file.seek(length);
            boolean written = false;
            try {
                file.write(((length == 0 ? HEADER + "\n" : "") + line).getBytes(StandardCharsets.UTF_8));
                if (keeping == Keeping.FORCED) {
                    file.getFD().sync();
                }
                written = true;
            } finally {
                if (!written) {
                    file.setLength(length);
                }
            }
        }
    }

    /** Puts these letters in the place of all. */
    void replace(List<Letter> letters) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add(HEADER);
        letters.forEach(letter -> lines.add(format(letter)));
        Path next = path.resolveSibling(path.getFileName() + ".new");
        Files.write(next, lines, StandardCharsets.UTF_8);
        Files.move(next, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
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
