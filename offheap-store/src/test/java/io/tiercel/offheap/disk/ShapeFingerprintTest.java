package io.tiercel.offheap.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ShapeFingerprintTest {

    @TempDir
    private Path folder;

    /** Two scopes with classes of the same simple name, told apart by their package-level names only. */
    private record Address(String street) {}

    private record User(String name, Address address) {}

    private record Account(String name, Address address) {}

    private static class Plain {
        @SuppressWarnings("unused")
        private int count;
    }

    private static final class Extended extends Plain {
        @SuppressWarnings("unused")
        private transient int cached;
    }

    @Test
    void of_constantsInAnotherOrder_differs() throws Exception {
        assertThat(ofSources("enum Color { RED, GREEN }", "record Car(Color color) {}"))
                .isEqualTo(ofSources("enum Color { RED, GREEN }", "record Car(Color color) {}"))
                .isNotEqualTo(ofSources("enum Color { GREEN, RED }", "record Car(Color color) {}"));
    }

    @Test
    void of_typeArgumentsOfOtherState_differs() throws Exception {
        String car = "record Car(java.util.Map<String, ? extends java.util.List<Wheel[]>> wheels) {}";

        assertThat(ofSources("record Wheel(int size) {}", car))
                .isEqualTo(ofSources("record Wheel(int size) {}", car))
                .isNotEqualTo(ofSources("record Wheel(long size) {}", car));
    }

    @Test
    void of_typeArgumentsOfTheParent_count() throws Exception {
        String car = "class Car extends java.util.ArrayList<Wheel> {}";

        assertThat(ofSources("record Wheel(int size) {}", car))
                .isNotEqualTo(ofSources("record Wheel(long size) {}", car));
    }

    /** Returns the fingerprint of the class Car, of which other versions may exist at the same time. */
    private long ofSources(String... sources) throws Exception {
        Path classes = Files.createTempDirectory(folder, "classes");
        Path source = Files.writeString(classes.resolve("Car.java"), String.join("\n", sources));
        int exitCode = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-d", classes.toString(), source.toString());
        assertThat(exitCode).isZero();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
            return ShapeFingerprint.of(loader.loadClass("Car"));
        }
    }

    @Test
    void of_theSameClasses_isTheSame() {
        assertThat(ShapeFingerprint.of(Long.class, User.class)).isEqualTo(ShapeFingerprint.of(Long.class, User.class));
    }

    @Test
    void of_otherClasses_differs() {
        assertThat(ShapeFingerprint.of(User.class)).isNotEqualTo(ShapeFingerprint.of(Account.class));
    }

    @Test
    void of_classesOfTheJdk_looksAtNamesOnly() {
        assertThat(ShapeFingerprint.of(String.class)).isNotEqualTo(ShapeFingerprint.of(Long.class));
    }

    @Test
    void of_subclass_differsFromItsParent() {
        assertThat(ShapeFingerprint.of(Extended.class)).isNotEqualTo(ShapeFingerprint.of(Plain.class));
    }
}
