package io.tiercel.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.TiercelCache;
import io.tiercel.warming.HotKey;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.cache.Caching;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that end without closing their caches. */
class WarmRestartTest {

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        Caching.getCachingProvider().close();
    }

    private void checkThatTheKeysAreKnown() throws Exception {
        TiercelCache<Integer, String> cache = WarmRestartChild.open(folder, Duration.ofHours(1));

        assertThat(cache.warming()
                        .outcome()
                        .toCompletableFuture()
                        .get(60, TimeUnit.SECONDS)
                        .loaded())
                .isEqualTo(5);
        assertThat(cache.warming().hotKeys(10)).extracting(HotKey::key).containsExactly(5, 4, 3, 2, 1);
    }

    @Test
    void exit_withoutClose_keepsTheHotKeys() throws Exception {
        ChildProgram child = ChildProgram.run(List.of(), WarmRestartChild.class, folder.toString());

        assertThat(child.exitValue()).as(child.output()).isZero();
        checkThatTheKeysAreKnown();
    }

    @Test
    void kill_afterAPeriodicSave_keepsWhatWasSaved() throws Exception {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        ChildProgram.classPath(),
                        WarmRestartChild.class.getName(),
                        folder.toString(),
                        "and wait")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader said =
                new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(said.readLine()).isEqualTo(WarmRestartChild.SAVED);
        } finally {
            child.destroyForcibly().waitFor();
        }
        checkThatTheKeysAreKnown();
    }
}
