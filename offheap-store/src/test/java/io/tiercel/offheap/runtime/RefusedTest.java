package io.tiercel.offheap.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A JVM that was told not to let itself be opened. */
class RefusedTest {

    private static final List<String> LEFT_TO_FLAGS = List.of("-Dtiercel.chronicle.open-modules=false");
    private static final Pattern FLAG = Pattern.compile("--add-opens (\\S+)");

    @TempDir
    private Path folder;

    @Test
    void maps_withoutTheFlags_sayWhichOnesToAdd() throws Exception {
        JavaProcess.Finished refused = JavaProcess.ofThisJava(folder, ClassPaths.plain())
                .with(LEFT_TO_FLAGS)
                .run(OpenMain.class);

        assertThat(refused.exitCode()).isNotZero();
        assertThat(refused.err())
                .contains(OffHeapUnavailableException.class.getName())
                .contains("--add-opens java.base/java.lang=ALL-UNNAMED");
    }

    @Test
    void maps_withTheFlagsThatTheErrorNames_work() throws Exception {
        String error = JavaProcess.ofThisJava(folder, ClassPaths.plain())
                .with(LEFT_TO_FLAGS)
                .run(OpenMain.class)
                .err();
        List<String> flags = FLAG.matcher(error)
                .results()
                .map(flag -> "--add-opens=" + flag.group(1))
                .toList();

        JavaProcess.Finished finished = JavaProcess.ofThisJava(folder, ClassPaths.plain())
                .with(LEFT_TO_FLAGS)
                .with(flags)
                .run(OpenMain.class);

        assertThat(finished).isEqualTo(new JavaProcess.Finished(0, "", "", List.of()));
    }
}
