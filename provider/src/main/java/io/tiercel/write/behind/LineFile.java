package io.tiercel.write.behind;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * A text file of lines, to which some are added, or which is replaced as a whole. A line that is torn, by a kill or a full
 * disk, ends with a mark that no whole line has, so that it cannot be taken for a shorter one. For one thread at a time.
 */
final class LineFile {

    /** The end of a torn line: of no letter, and of no Base64. */
    static final String TORN = "#";

    /** What is on the disk, and not just given to the system, before it counts as written. */
    enum Keeping {
        WRITTEN,
        FORCED
    }

    private final Path path;
    private final String header;
    private final Keeping keeping;
    private final LetterDisk disk;

    /** @param header the first lines of the file, which may be empty */
    LineFile(Path path, String header, Keeping keeping, LetterDisk disk) {
        this.path = path;
        this.header = header;
        this.keeping = keeping;
        this.disk = disk;
    }

    Path path() {
        return path;
    }

    /** Returns the lines, none if there is no file. */
    List<String> read() throws IOException {
        if (!Files.exists(path)) {
            return List.of();
        }
        String text = new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
        boolean isWhole = text.isEmpty() || text.endsWith("\n");
        return (isWhole ? text : text + TORN).lines().toList();
    }

    /** Adds lines. When this throws, they are not in the file, or the disk refuses to cut off what is torn. */
    void add(List<String> lines) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            long length = file.length();
            byte[] bytes = (beginning(file, length) + text(lines)).getBytes(StandardCharsets.UTF_8);
            try {
                file.seek(length);
                file.write(bytes);
                if (keeping == Keeping.FORCED) {
                    disk.force(path, file.getFD());
                    if (length == 0) {
                        disk.forceNames(path);
                    }
                }
            } catch (IOException e) {
                cutBack(file, length, e);
                throw e;
            }
        }
    }

    /** Returns what comes before a line that is added: the end of a torn one that could not be cut off. */
    private String beginning(RandomAccessFile file, long length) throws IOException {
        if (length == 0) {
            return header;
        }
        file.seek(length - 1);
        return file.read() == '\n' ? "" : TORN + "\n";
    }

    private static void cutBack(RandomAccessFile file, long length, IOException cause) {
        try {
            file.setLength(length);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    /**
     * Puts lines in the place of all. When this throws, the file is as it was. The lines are on the disk before they take the
     * place of others, whatever is asked of those that are added: a name that reaches the disk before what it names would lose
     * all.
     */
    void replace(List<String> lines) throws IOException {
        Path next = path.resolveSibling(path.getFileName() + ".new");
        try (FileOutputStream out = new FileOutputStream(next.toFile())) {
            out.write((header + text(lines)).getBytes(StandardCharsets.UTF_8));
            disk.force(next, out.getFD());
        }
        Files.move(next, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        if (keeping == Keeping.FORCED) {
            disk.forceNames(path);
        }
    }

    private static String text(List<String> lines) {
        List<String> all = new ArrayList<>(lines);
        all.add("");
        return String.join("\n", all);
    }
}
