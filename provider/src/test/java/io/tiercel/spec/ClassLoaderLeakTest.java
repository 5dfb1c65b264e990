package io.tiercel.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A redeployment: the application's class loader becomes unreachable when its caches are closed. */
class ClassLoaderLeakTest {

    @ParameterizedTest
    @ValueSource(strings = {"closeManager", "closeProvider", "closeManager whileOthersGoOn", "ownProvider"})
    void close_cachesOfAThrowAwayClassLoader_loaderIsCollected(String how) throws Exception {
        List<String> noMercyForSoftReferences = List.of("-Xmx128m", "-XX:SoftRefLRUPolicyMSPerMB=0");

        ChildProgram child = ChildProgram.run(noMercyForSoftReferences, LeakProbe.class, how.split(" "));

        assertThat(child).isEqualTo(new ChildProgram("", 0));
    }
}
