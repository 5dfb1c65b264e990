package io.tiercel.offheap.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.spec.LeakProbe;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A redeployment of applications whose caches have tiers outside the heap, a queue and hot keys. */
class LeakTest {

    @TempDir
    private Path folder;

    static List<Path> jdks() {
        return Jdks.all();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void close_cachesOfApplicationsInAContainerThatHasTheProvider_theirLoadersAreCollected(Path jdk) throws Exception {
        JavaProcess.Finished finished = run(jdk, "heap,usual,off-heap,disk", "closeManager");

        assertThat(finished.exitCode()).as(finished.err()).isZero();
    }

    @Test
    void close_cachesOfAnApplicationThatHasTheProvider_itsLoaderIsCollected() throws Exception {
        JavaProcess.Finished finished = run(Jdks.current(), "disk", "ownProvider");

        assertThat(finished.exitCode()).as(finished.err()).isZero();
    }

    private JavaProcess.Finished run(Path jdk, String tiers, String how) throws Exception {
        return JavaProcess.of(jdk, folder, ClassPaths.withStockChronicle())
                .with(List.of("-XX:SoftRefLRUPolicyMSPerMB=0", "-Dtiercel.test.tiers=" + tiers))
                .run(LeakProbe.class, how);
    }
}
