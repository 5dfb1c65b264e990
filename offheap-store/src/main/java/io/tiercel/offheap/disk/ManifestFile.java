package io.tiercel.offheap.disk;

import io.tiercel.folder.Forced;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The file that a manifest is in. A reader finds the old one or the new one, whole, whatever happens to the process that
 * writes it. Not for two threads at a time.
 */
final class ManifestFile {

    private final Path file;
    private final Path next;

    ManifestFile(Path file) {
        this.file = file;
        this.next = file.resolveSibling(file.getFileName() + ".new");
    }

    boolean isAbsent() {
        return !Files.exists(file);
    }

    Manifest read() throws IOException, DamagedManifestException {
        if (Files.size(file) > ManifestLayout.LONGEST_BYTES) {
            throw new DamagedManifestException("it has " + Files.size(file) + " bytes");
        }
        return ManifestCodec.decode(Files.readAllBytes(file));
    }

    /**
     * Puts a manifest in the place of the one that is there. On a full disk the bytes themselves are replaced: should the
     * process be killed just then, the checksum tells.
     */
    void write(Manifest manifest, Durability durability) throws IOException {
        byte[] bytes = ManifestCodec.encode(manifest);
        try {
            writeNext(bytes, durability);
        } catch (IOException noRoom) {
            Files.deleteIfExists(next);
            if (isAbsent()) {
                throw noRoom;
            }
            overwrite(bytes, durability);
            return;
        }
        try {
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
        }
        if (durability == Durability.POWER_LOSS) {
            Forced.folder(file.toAbsolutePath().getParent());
        }
    }

    private void writeNext(byte[] bytes, Durability durability) throws IOException {
        // A stream, not a channel: an interrupt closes channels, and it must not decide about a manifest.
        try (FileOutputStream out = new FileOutputStream(next.toFile())) {
            out.write(bytes);
            if (durability == Durability.POWER_LOSS) {
                out.getFD().sync();
            }
        }
    }

    private void overwrite(byte[] bytes, Durability durability) throws IOException {
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            out.write(bytes);
            out.setLength(bytes.length);
            if (durability == Durability.POWER_LOSS) {
                out.getFD().sync();
            }
        }
    }

    /** Removes the manifest and what a killed process may have left of a new one. */
    void delete() throws IOException {
        Files.deleteIfExists(next);
        Files.deleteIfExists(file);
    }

    /** Removes what a killed process may have left of a new one. */
    void deleteLeftOver() throws IOException {
        Files.deleteIfExists(next);
    }

    /** What a manifest outlives. */
    enum Durability {
        /** The end of the process: the operating system has it. Costs no wait for the disk. */
        KILLED_PROCESS,
        /** The end of the machine's power: the disk has it. */
        POWER_LOSS
    }
}
