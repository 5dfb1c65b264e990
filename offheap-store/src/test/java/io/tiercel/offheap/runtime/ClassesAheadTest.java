package io.tiercel.offheap.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The list of classes that are loaded beforehand names classes that there are. */
final class ClassesAheadTest {

    @Test
    void list_namesClassesThatThereAre() throws IOException {
        IsolatedClassLoader loader = new IsolatedClassLoader(ClassesAheadTest.class.getClassLoader());

        assertThat(names())
                .hasSizeGreaterThan(300)
                .contains("io.tiercel.offheap.chronicle.ChronicleMaps", "net.openhft.chronicle.map.VanillaChronicleMap")
                .doesNotHaveDuplicates()
                .allSatisfy(name -> assertThat(Class.forName(name, /* initialize= */ false, loader))
                        .isNotNull());
    }

    private static List<String> names() throws IOException {
        try (InputStream list =
                Objects.requireNonNull(ClassesAhead.class.getResourceAsStream("/META-INF/tiercel/chronicle.classes"))) {
            return new String(list.readAllBytes(), UTF_8).lines().toList();
        }
    }
}
