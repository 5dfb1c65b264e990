package io.tiercel.offheap.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.spec.LeakProbe;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A redeployment of an application whose caches have tiers outside the heap, a queue and hot keys. */
class LeakTest {

    @TempDir
    private Path folder;

    @Test
    void close_cachesOfAThrowAwayClassLoader_loaderIsCollected() throws Exception {
        JavaProcess process = JavaProcess.ofThisJava(folder, ClassPaths.withStockChronicle())
                .with(List.of("-XX:SoftRefLRUPolicyMSPerMB=0", "-Dtiercel.test.disk=true"));

        JavaProcess.Finished finished = process.run(LeakProbe.class, "ownProvider");

        assertThat(finished.exitCode()).as(finished.err()).isZero();
    }
}
