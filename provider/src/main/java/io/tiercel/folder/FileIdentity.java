package io.tiercel.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What tells a file from others, under whatever name it is reached. A file that is open keeps its own, though it be deleted. */
public final class FileIdentity {

    private FileIdentity() {}

    /** Returns that of a file, or null if there is none. Does not open it. */
    public static @Nullable String of(Path file) throws IOException {
        try {
            if (!file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
                return file.toRealPath().toString();
            }
            return Files.getAttribute(file, "unix:dev") + "-" + Files.getAttribute(file, "unix:ino");
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /** Returns whether there is a file that is another than the one whose identity is given: somebody put it in its place. */
    public static boolean isAnother(Path file, String identity) throws IOException {
        String present = of(file);
        return present != null && !present.equals(identity);
    }
}
