package io.tiercel.offheap.disk;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * Which file holds the entries, and what does not change in it.
 *
 * @param lengthBytes its length
 * @param fileId the number that the file system gives it, or an empty string where there is none: a copy of the file
 *     has another one
 * @param headerBytes how many bytes at its start never change
 * @param headerChecksum the CRC32C of those
 */
record DataFile(long lengthBytes, String fileId, int headerBytes, int headerChecksum) {

    /** There is no file. */
    static final DataFile ABSENT = new DataFile(-1, "", 0, 0);

    /** Looks at a file, which may be absent. */
    static DataFile of(Path file, int headerBytes) throws IOException {
        if (!Files.exists(file)) {
            return ABSENT;
        }
        return new DataFile(Files.size(file), fileId(file), headerBytes, headerChecksum(file, headerBytes));
    }

    boolean isAbsent() {
        return lengthBytes < 0;
    }

    private static int headerChecksum(Path file, int headerBytes) throws IOException {
        CRC32C checksum = new CRC32C();
        try (InputStream in = Files.newInputStream(file)) {
            checksum.update(in.readNBytes(headerBytes));
        }
        return (int) checksum.getValue();
    }

    private static String fileId(Path file) throws IOException {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            return "";
        }
        return String.valueOf(Files.getAttribute(file, "unix:ino"));
    }
}
