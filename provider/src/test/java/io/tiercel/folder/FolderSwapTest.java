package io.tiercel.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Properties;
import java.util.function.IntPredicate;
import javax.cache.CacheException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lock file becomes another one after it was looked at and before it is locked, as if the folder were made anew. */
class FolderSwapTest {

    private final Properties before = System.getProperties();

    @TempDir
    private Path folder;

    /** In whose table locks are noted. */
    private SwappingProperties properties;

    @BeforeEach
    void swap() {
        properties = new SwappingProperties(folder);
        properties.putAll(before);
        System.setProperties(properties);
    }

    @AfterEach
    void restore() {
        System.setProperties(before);
    }

    private FolderLock acquire() throws IOException {
        return FolderLock.acquire(folder.resolve("lock"), "of FolderSwapTest");
    }

    private long held() {
        return properties.keySet().stream()
                .filter(name -> name.toString().startsWith("tiercel.disk.open.") && !before.containsKey(name))
                .count();
    }

    @Test
    void acquire_fileBecomesAnotherOnceBeforeItIsLocked_isTheLockOfTheOther() throws IOException {
        properties.swapping = attempt -> attempt == 1;

        FolderLock lock = acquire();

        assertThat(properties.attempts).isEqualTo(2);
        assertThat(held()).isEqualTo(1);
        assertThatThrownBy(this::acquire)
                .as("who looks at the file that is there now")
                .isInstanceOf(CacheException.class)
                .hasMessageContaining("by this process");
        lock.close();
        assertThat(held()).isZero();
    }

    @Test
    void acquire_fileBecomesAnotherAgainAndAgain_isGivenUpAndLeavesTheFolderFree() throws IOException {
        properties.swapping = attempt -> true;
        assertThatThrownBy(this::acquire).isInstanceOf(CacheException.class).hasMessageContaining("disappears");
        assertThat(held()).isZero();

        properties.swapping = attempt -> false;
        acquire().close();
    }

    /** The system properties; before a lock is noted in them, the file may be exchanged. */
    private static final class SwappingProperties extends Properties {
        private static final long serialVersionUID = 1L;

        private final transient Path folder;
        private transient IntPredicate swapping = attempt -> false;
        private int attempts;

        SwappingProperties(Path folder) {
            this.folder = folder;
        }

        @Override
        public synchronized Object putIfAbsent(Object key, Object value) {
            Object present = super.putIfAbsent(key, value);
            if (present == null && swapping.test(++attempts)) {
                exchange();
            }
            return present;
        }

        /** Both files are there for a moment, so that they cannot be taken for the same. */
        private void exchange() {
            try {
                Path other = Files.createFile(folder.resolve("other"));
                Files.move(other, folder.resolve("lock"), StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
