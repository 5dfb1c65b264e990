package io.tiercel.write.log;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** A disk that gets full, and may fail to force: files of the system behind a limit. */
final class SmallDisk implements LogFile.Maker {

    long freeBytes;
    boolean truncates = true;
    boolean forces = true;
    boolean closes = true;
    int forced;
    int open;
    Meanwhile whileForcing = () -> {};
    Meanwhile beforeWriting = () -> {};

    SmallDisk(long freeBytes) {
        this.freeBytes = freeBytes;
    }

    @Override
    public LogFile make(Path path) throws IOException {
        LogFile file = SystemLogFile.make(path);
        open++;
        return new LogFile() {
            @Override
            public void write(long offset, byte[] bytes) throws IOException {
                beforeWriting.run();
                int fitting = (int) Math.min(freeBytes, bytes.length);
                freeBytes -= fitting;
                file.write(offset, Arrays.copyOf(bytes, fitting));
                if (fitting < bytes.length) {
                    throw new IOException("No space left on device");
                }
            }

            @Override
            public void truncate(long lengthBytes) throws IOException {
                if (!truncates) {
                    throw new IOException("Input/output error");
                }
                file.truncate(lengthBytes);
            }

            @Override
            public void force() throws IOException {
                forced++;
                whileForcing.run();
                if (!forces) {
                    throw new IOException("Input/output error");
                }
                file.force();
            }

            @Override
            public void close() throws IOException {
                file.close();
                open--;
                if (!closes) {
                    throw new IOException("Input/output error");
                }
            }
        };
    }
}
