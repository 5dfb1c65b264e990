package io.tiercel.offheap.runtime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiercel.offheap.map.ByteMaps;
import java.io.InputStream;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class IsolatedClassLoaderTest {

    private static final String MAP_BUILDER = "net.openhft.chronicle.map.ChronicleMapBuilder";

    private final ClassLoader home = IsolatedClassLoaderTest.class.getClassLoader();
    private final ClassLoader loader = new IsolatedClassLoader(home);

    @Test
    void classOfChronicle_isNotTheApplications() throws Exception {
        Class<?> ours = loader.loadClass(MAP_BUILDER);

        assertThat(ours.getClassLoader()).isSameAs(loader);
        assertThat(ours).isNotEqualTo(home.loadClass(MAP_BUILDER));
    }

    @Test
    void classOfTheIsolatedPackage_isLoadedApart() throws Exception {
        assertThat(loader.loadClass("io.tiercel.offheap.chronicle.MapProbe").getClassLoader())
                .isSameAs(loader);
    }

    @Test
    void otherClass_isTheParents() throws Exception {
        assertThat(loader.loadClass(ByteMaps.class.getName())).isSameAs(ByteMaps.class);
    }

    @Test
    void classOfChronicleThatIsNotCarried_isNotFoundThoughTheApplicationHasIt() throws Exception {
        String compiler = "net.openhft.compiler.CompilerUtils";
        assertThat(home.loadClass(compiler)).isNotNull();

        assertThatThrownBy(() -> loader.loadClass(compiler)).isInstanceOf(ClassNotFoundException.class);
    }

    @Test
    void resourceOfChronicle_isTheCarriedOneAlone() throws Exception {
        String resource = MAP_BUILDER.replace('.', '/') + ".class";

        assertThat(Collections.list(loader.getResources(resource)))
                .containsExactly(loader.getResource(resource))
                .allMatch(url -> url.toString().contains("META-INF/tiercel/chronicle/"));
    }

    @Test
    void serviceFileOfTheApplicationsChronicle_isHidden() throws Exception {
        String services = "META-INF/services/net.openhft.chronicle.core.cleaner.spi.ByteBufferCleanerService";
        assertThat(home.getResource(services)).isNotNull();

        assertThat(loader.getResource(services)).isNull();
        assertThat(loader.getResources(services).hasMoreElements()).isFalse();
    }

    @Test
    void propertiesFileOfTheApplication_isHidden() throws Exception {
        try (InputStream stream = loader.getResourceAsStream("system.properties")) {
            assertThat(new String(stream.readAllBytes(), UTF_8)).startsWith("#");
        }
    }

    /** What a process leaves in its temporary folder depends on the folders above it, so the class is looked at, too. */
    @Test
    void classOfChronicleThatMadeAFolderAsItWasInitialized_makesNone() throws Exception {
        try (InputStream stream = loader.getResourceAsStream("net/openhft/chronicle/core/OS.class")) {
            assertThat(new String(stream.readAllBytes(), ISO_8859_1))
                    .contains("tmpdir")
                    .doesNotContain("mkdirs");
        }
    }
}
