package io.tiercel.folder;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Waits until the disk has what was written. */
public final class Forced {

    private Forced() {}

    /** Forces the content of a file, whoever has written or mapped it. */
    public static void file(Path file) throws IOException {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.getFD().sync();
        }
    }

    /** Forces the names in a folder, on systems where a folder can be opened; others do so by themselves. */
    public static void folder(@Nullable Path folder) throws IOException {
        if (folder == null || !Files.getFileStore(folder).supportsFileAttributeView("posix")) {
            return;
        }
        // There is no other way to a folder than a channel, which an interrupt closes.
        boolean interrupted = Thread.interrupted();
        try {
            while (!forcedUninterrupted(folder)) {
                interrupted = true;
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static boolean forcedUninterrupted(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(/* metaData= */ true);
            return true;
        } catch (ClosedByInterruptException e) {
            Thread.interrupted();
            return false;
        }
    }
}
