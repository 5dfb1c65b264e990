package io.tiercel.postgresql;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/**
 * How far the outbox was read, and the file that keeps it, if there is one. A file that is missing or cannot be read stands
 * for "unknown"; one that is older than what was applied has some events applied again. For one thread.
 */
final class Position {

    static final long UNKNOWN = -1;

    private final @Nullable Path file;
    private long current;
    private long kept;

    Position(@Nullable Path file) {
        this.file = file;
        this.current = file == null ? UNKNOWN : read(file);
        this.kept = current;
    }

    private static long read(Path file) {
        try {
            long position = Long.parseLong(Files.readString(file).strip());
            return position < 0 ? UNKNOWN : position;
        } catch (IOException | RuntimeException e) { // no file, or no text in it
            return UNKNOWN;
        }
    }

    long get() {
        return current;
    }

    void set(long position) {
        current = position;
    }

    /** Writes it down, if it changed since. */
    void keep() throws IOException {
        if (file == null || current == kept) {
            return;
        }
        Path whole = file.toAbsolutePath();
        Files.createDirectories(whole.getParent());
        Path written = Files.writeString(whole.resolveSibling(whole.getFileName() + ".new"), Long.toString(current));
        try {
            Files.move(written, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(written, whole, StandardCopyOption.REPLACE_EXISTING);
        }
        kept = current;
    }
}
