package io.tiercel.write.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * A disk that has of each file what was forced, and nothing more. Names are there, or gone, at once. What a force has failed
 * for is lost, though the next one says that all is well.
 */
final class LosingDisk implements LogFile.Maker {

    private final Map<Path, Integer> kept = new ConcurrentHashMap<>();
    boolean forces = true;

    @Override
    public LogFile make(Path path) throws IOException {
        LogFile file = SystemLogFile.make(path);
        return new LogFile() {
            private boolean lost;

            @Override
            public void write(long offset, byte[] bytes) throws IOException {
                file.write(offset, bytes);
            }

            @Override
            public void truncate(long lengthBytes) throws IOException {
                file.truncate(lengthBytes);
            }

            @Override
            public void force() throws IOException {
                lost |= !forces;
                if (!forces) {
                    throw new IOException("Input/output error");
                }
                if (!lost) {
                    kept.put(path, (int) Files.size(path));
                }
            }

            @Override
            public void close() throws IOException {
                file.close();
            }
        };
    }

    /** Makes a folder of what is left of another one when the power goes now. */
    void losePower(Path folder, Path left) throws IOException {
        Files.createDirectories(left);
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> segments =
                    files.filter(file -> file.toString().endsWith(".log")).toList();
            for (Path segment : segments) {
                byte[] bytes = Files.readAllBytes(segment);
                Files.write(left.resolve(segment.getFileName()), Arrays.copyOf(bytes, kept.getOrDefault(segment, 0)));
            }
        }
    }
}
