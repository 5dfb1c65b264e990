package io.tiercel.postgresql;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/**
 * How far the outbox of which database was read, and the file that keeps it, if there is one. A file that is missing or cannot
 * be read stands for "unknown"; one that is older than what was applied has some events applied again. For one thread.
 */
final class Position {

    static final long UNKNOWN = -1;

    private record At(long xid, String database) {

        static final At NOWHERE = new At(UNKNOWN, "");

        static At of(String text) {
            String[] parts = text.strip().split(" ", 2);
            return parts.length < 2 ? NOWHERE : new At(Long.parseLong(parts[0]), parts[1]);
        }

        String text() {
            return xid + " " + database;
        }
    }

    private final @Nullable Path file;
    private At current;
    private At kept;

    Position(@Nullable Path file) {
        this.file = file;
        this.current = file == null ? At.NOWHERE : read(file);
        this.kept = current;
    }

    private static At read(Path file) {
        try {
            At at = At.of(Files.readString(file));
            return at.xid() < 0 ? At.NOWHERE : at;
        } catch (IOException | RuntimeException e) { // no file, or no text in it
            return At.NOWHERE;
        }
    }

    /** Returns it, or {@link #UNKNOWN}. */
    long get() {
        return current.xid();
    }

    void set(long position) {
        current = new At(position, current.database());
    }

    /** Says which database it is of from now on. One of another database says nothing of this one. */
    void in(String database) {
        if (!current.database().equals(database)) {
            current = new At(UNKNOWN, database);
        }
    }

    /** Writes it down, if it changed since. */
    void keep() throws IOException {
        if (file == null || current.equals(kept)) {
            return;
        }
        Path whole = file.toAbsolutePath();
        Files.createDirectories(whole.getParent());
        Path written = Files.writeString(whole.resolveSibling(whole.getFileName() + ".new"), current.text());
        try {
            Files.move(written, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(written, whole, StandardCopyOption.REPLACE_EXISTING);
        }
        kept = current;
    }
}
