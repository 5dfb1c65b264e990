package io.tiercel.write.log;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file of the operating system. No channel: one that a thread writes to while it is interrupted closes itself, and the
 * threads that write here are those of the application.
 */
final class SystemLogFile implements LogFile {

    private final RandomAccessFile file;
    private long position;

    private SystemLogFile(RandomAccessFile file) {
        this.file = file;
    }

    static LogFile make(Path path) throws IOException {
        if (Files.exists(path)) {
            throw new FileAlreadyExistsException(path.toString());
        }
        return new SystemLogFile(new RandomAccessFile(path.toFile(), "rw"));
    }

    @Override
    public void write(long offset, byte[] bytes) throws IOException {
        if (position != offset) {
            file.seek(offset);
        }
        position = -1; // until the write has succeeded
        file.write(bytes);
        position = offset + bytes.length;
    }

    @Override
    public void truncate(long lengthBytes) throws IOException {
        file.setLength(lengthBytes);
    }

    @Override
    public void force() throws IOException {
        file.getFD().sync();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
