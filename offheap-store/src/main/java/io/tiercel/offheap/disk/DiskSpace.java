package io.tiercel.offheap.disk;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Room on a disk. A file that is mapped must own its blocks before it is used: a store to a page that the file system
 * finds no block for is not an exception but a signal, which may end the JVM.
 *
 * <p>Java has no call that only reserves blocks, so they are written: once, when the file is made, at the speed at which
 * the system takes zeros. File systems that write every change to new blocks (btrfs, ZFS) may run out all the same.
 */
final class DiskSpace {

    private static final int BLOCK_BYTES = 1 << 20;

    private DiskSpace() {}

    /** Refuses early what cannot fit. */
    static void check(Path folder, long neededBytes) throws IOException {
        long usableBytes = Files.getFileStore(folder).getUsableSpace();
        if (usableBytes < neededBytes) {
            throw new IOException("it needs " + neededBytes + " bytes, and " + usableBytes + " are free");
        }
    }

    /** Writes every byte of a file as it is, so that it owns its blocks. Nobody else may write to it meanwhile. */
    static void allocate(Path file) throws IOException {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            long lengthBytes = open.length();
            byte[] block = new byte[BLOCK_BYTES];
            for (long position = 0; position < lengthBytes; position += BLOCK_BYTES) {
                int count = (int) Math.min(BLOCK_BYTES, lengthBytes - position);
                open.seek(position);
                open.readFully(block, 0, count);
                open.seek(position);
                open.write(block, 0, count);
            }
        }
    }
}
