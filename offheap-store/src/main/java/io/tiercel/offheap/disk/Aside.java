package io.tiercel.offheap.disk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;

/**
 * The one copy of content that was not trusted, which a folder keeps for somebody to look at: the files under their
 * names with {@code .aside} added, and a text that says why. An older copy is replaced. Nothing ever reads it.
 */
final class Aside {

    static final String SUFFIX = ".aside";
    static final String REASON = "reason.aside";

    private final Path folder;

    Aside(Path folder) {
        this.folder = folder;
    }

    /**
     * Renames the content. The data file goes last: until then it is without a manifest, so that nobody trusts it if
     * this process is killed meanwhile.
     */
    void take(Path manifest, Path data, String reason) throws IOException {
        Files.deleteIfExists(target(manifest));
        Files.writeString(
                folder.resolve(REASON),
                "Set aside at " + Instant.now() + ": " + reason + System.lineSeparator()
                        + "Nothing reads these files any more. They may be deleted." + System.lineSeparator(),
                StandardCharsets.UTF_8);
        if (Files.exists(manifest)) {
            Files.move(manifest, target(manifest), StandardCopyOption.REPLACE_EXISTING);
        }
        Files.move(data, target(data), StandardCopyOption.REPLACE_EXISTING);
    }

    /** Returns how many bytes the copy of a data file has, which would give way to another. */
    long bytes(Path data) throws IOException {
        Path target = target(data);
        return Files.exists(target) ? Files.size(target) : 0;
    }

    static boolean isIn(Path folder) {
        return Files.exists(folder.resolve(REASON));
    }

    void delete(Path manifest, Path data) throws IOException {
        Files.deleteIfExists(folder.resolve(REASON));
        Files.deleteIfExists(target(manifest));
        Files.deleteIfExists(target(data));
    }

    private Path target(Path file) {
        return folder.resolve(file.getFileName() + SUFFIX);
    }
}
