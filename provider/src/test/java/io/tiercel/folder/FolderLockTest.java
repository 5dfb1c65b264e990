package io.tiercel.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.cache.CacheException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLockTest {

    @TempDir
    Path folder;

    private static long held() {
        return System.getProperties().values().stream()
                .filter(holder -> String.valueOf(holder).contains("cache 'of FolderLockTest'"))
                .count();
    }

    private FolderLock acquire(Path file) throws IOException {
        return FolderLock.acquire(file, "of FolderLockTest");
    }

    @Test
    void acquire_twiceInOneProcess_isRefusedUntilTheFirstIsClosed() throws IOException {
        Path file = folder.resolve("lock");
        FolderLock first = acquire(file);

        assertThatThrownBy(() -> acquire(file))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining("of FolderLockTest");
        assertThat(held()).isEqualTo(1);

        first.close();
        first.close();
        acquire(file).close();
        assertThat(held()).isZero();
    }

    @Test
    void acquire_fileThatCannotBeOpened_leavesTheFolderFree() throws IOException {
        Path file = Files.createDirectory(folder.resolve("lock"));

        assertThatThrownBy(() -> acquire(file)).isInstanceOf(IOException.class);

        assertThat(held()).isZero();
    }
}
