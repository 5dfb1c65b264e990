package io.tiercel.offheap.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What caches take, in a process of their own, where nothing else comes and goes. */
class FootprintTest {

    private static final long MIB = 1 << 20;

    /** All of the heap is resident from the start, so that none of it is taken for growth. */
    private static final List<String> STEADY_HEAP =
            List.of("-XX:+UseSerialGC", "-Xms256m", "-XX:+AlwaysPreTouch", "-XX:TieredStopAtLevel=1");

    @TempDir
    private Path folder;

    @Test
    @EnabledOnOs(OS.LINUX)
    void manyDefaultCaches_touchedByManyThreads_takeLittle() throws Exception {
        List<Long> bytes = run(ManyCachesMain.class);

        assertThat(bytes.get(0)).as("resident").isLessThan(150 * MIB);
        assertThat(bytes.get(1)).as("heap").isLessThan(50 * MIB);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void close_aFilledCache_givesItsMemoryBack() throws Exception {
        List<Long> bytes = run(ClosedCachesMain.class, "64", "16", "30");

        assertThat(bytes.get(0)).as("with 64 MiB filled").isGreaterThan(48 * MIB);
        assertThat(bytes.get(1)).as("closed").isLessThan(16 * MIB);
        // the allocator of the system may keep the memory of the last one for the next
        assertThat(bytes.get(2)).as("after 30 more of 16 MiB").isLessThan(32 * MIB);
    }

    @Test
    void threads_ofPoolsOfThousand_findWhatTheyPut_andLeaveNothing() throws Exception {
        List<Long> bytes = run(ManyThreadsMain.class, "1000", "false");

        assertThat(bytes.get(0)).as("heap, with 2,000 more that are dead").isLessThan(MIB * 3 / 4);
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void virtualThreads_hundredThousandShortOnes_findWhatTheyPut_andLeaveNothing() throws Exception {
        List<Long> bytes = run(ManyThreadsMain.class, "25000", "true");

        assertThat(bytes.get(0)).as("heap, with 50,000 more that are dead").isLessThan(MIB);
    }

    private List<Long> run(Class<?> main, String... arguments) throws Exception {
        JavaProcess.Finished finished = JavaProcess.ofThisJava(folder, ClassPaths.ofCaches())
                .with(STEADY_HEAP)
                .run(main, arguments);
        assertThat(finished.exitCode()).as(finished.err()).isZero();
        return Arrays.stream(finished.out().strip().split(" ", -1))
                .map(Long::parseLong)
                .toList();
    }
}
