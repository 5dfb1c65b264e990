package io.tiercel.warming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiercel.schedule.Scheduler;
import io.tiercel.serialize.CanonicalClasses;
import io.tiercel.serialize.ClassAdmission;
import io.tiercel.serialize.KeyCodec;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HotKeyKeeperTest {

    @TempDir
    private Path folder;

    private final HotKeys<String> hotKeys = new HotKeys<>(10, key -> key);
    private final ManualExecutor executor = new ManualExecutor();
    private final List<Runnable> scheduled = new ArrayList<>();
    private final Scheduler scheduler = (delayMillis, action) -> {
        scheduled.add(action);
        return () -> scheduled.remove(action);
    };

    private HotKeyKeeper<String> keeper;

    @BeforeEach
    void open() {
        keeper = new HotKeyKeeper<>(
                hotKeys, new HotKeyFile<>(path(), codec(), String.class), Duration.ofMinutes(1), scheduler, executor);
        keeper.open();
        hotKeys.hit("a");
    }

    private KeyCodec codec() {
        return new KeyCodec(
                new CanonicalClasses(getClass().getClassLoader()), String.class, ClassAdmission.ofLiveObjects());
    }

    private Path path() {
        return folder.resolve("users.hotkeys");
    }

    @Test
    void destroy_savesNoMore() {
        keeper.save();
        assertThat(path()).exists();
        keeper.destroy();
        assertThat(scheduled).isEmpty();
        assertThat(Files.exists(path())).isFalse();
    }

    @Test
    void destroy_aSaveOnItsWay_bringsNothingBack() {
        scheduled.remove(0).run();
        keeper.destroy();
        executor.runAll();
        assertThat(Files.exists(path())).isFalse();
    }

    @Test
    void close_aSaveOnItsWay_leavesTheFileToOthers() throws Exception {
        scheduled.remove(0).run();
        keeper.close();
        Files.writeString(path(), "of the next cache of this name");
        executor.runAll();
        assertThat(path()).hasContent("of the next cache of this name");
    }

    @Test
    void save_thatFailsUnexpectedly_isFollowedByOthers() throws Exception {
        Logger logger = Logger.getLogger(HotKeyKeeper.class.getName());
        logger.setLevel(Level.OFF);
        FileSystem files = FileSystems.newFileSystem(folder.resolve("files.zip"), Map.of("create", "true"));
        try {
            HotKeyFile<String> file = new HotKeyFile<>(files.getPath("users.hotkeys"), codec(), String.class);
            keeper.close();
            keeper = new HotKeyKeeper<>(hotKeys, file, Duration.ofMinutes(1), scheduler, executor);
            keeper.open();
            files.close(); // each use of a path of it is a RuntimeException now
            scheduled.remove(0).run();
            executor.runAll();
            assertThat(scheduled).hasSize(1);
            keeper.close();
        } finally {
            logger.setLevel(null);
        }
    }

    @Test
    void save_thatNoThreadCouldBeStartedFor_isFollowedByOthers() {
        executor.outOfThreads(true);
        assertThatThrownBy(() -> scheduled.remove(0).run()).isInstanceOf(OutOfMemoryError.class);
        assertThat(scheduled).hasSize(1);
    }

    @Test
    void close_byAThreadThatIsInterrupted_keepsTheKeys() {
        Thread.currentThread().interrupt();
        keeper.close();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(path()).exists();
    }

    @Test
    void close_keepsTheKeys() {
        keeper.close();
        assertThat(scheduled).isEmpty();
        assertThat(path()).exists();
    }
}
