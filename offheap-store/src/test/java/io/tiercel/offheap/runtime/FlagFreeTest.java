package io.tiercel.offheap.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an application notices of Chronicle Map: nothing. */
class FlagFreeTest {

    private static final JavaProcess.Finished UNNOTICED = new JavaProcess.Finished(0, "", "", List.of());

    @TempDir
    private Path folder;

    static List<Path> jdks() {
        return Jdks.all();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void mapInMemory_withoutFlags_goesUnnoticed(Path jdk) throws Exception {
        assertThat(JavaProcess.of(jdk, folder, ClassPaths.plain()).run(OpenMain.class))
                .isEqualTo(UNNOTICED);
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void mapInAFile_withoutFlags_goesUnnoticedButForTheFile(Path jdk) throws Exception {
        Path file = folder.resolve("map");

        assertThat(JavaProcess.of(jdk, folder, ClassPaths.plain()).run(OpenMain.class, file.toString()))
                .isEqualTo(UNNOTICED);
        assertThat(file).isRegularFile();
    }

    @Test
    void mapInAFile_openedAgain_isTheSame() throws Exception {
        JavaProcess process = JavaProcess.ofThisJava(folder, ClassPaths.plain());
        String file = folder.resolve("map").toString();

        assertThat(process.run(OpenMain.class, file)).isEqualTo(UNNOTICED);
        assertThat(process.run(OpenMain.class, file, "999")).isEqualTo(UNNOTICED);
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void maps_fromAJar_work(Path jdk) throws Exception {
        Path jar = ClassPaths.jarOf(ClassPaths.ownClasses(), folder.resolve("own.jar"));
        List<Path> classPath =
                Stream.concat(Stream.of(jar), ClassPaths.libraries().stream()).toList();

        assertThat(JavaProcess.of(jdk, folder, classPath).run(OpenMain.class)).isEqualTo(UNNOTICED);
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void maps_neverTouchTheNetworkOrACompiler(Path jdk) throws Exception {
        JavaProcess process = JavaProcess.of(jdk, folder, ClassPaths.plain()).withClassLoadLog();

        process.run(OpenMain.class, folder.resolve("map").toString());

        // no code in Java opens a socket or resolves a host without these, and no native library comes with us
        assertThat(process.loadedClasses())
                .contains("net.openhft.chronicle.map.ChronicleMapBuilder")
                .doesNotContain("java.net.InetAddress", "java.net.SocketImpl", "java.net.DatagramSocket")
                .doesNotContain("sun.nio.ch.Net", "java.net.http.HttpClient")
                .noneMatch(name -> name.startsWith("com.sun.tools.javac.") || name.startsWith("javax.tools."))
                .noneMatch(name -> name.startsWith("com.sun.jna.") || name.startsWith("jnr."));
    }

    /** Those that the interfaces of JSR-107 and the serializer need, and no other. */
    @Test
    void caches_onTheSmallestRuntimeImage_goUnnoticed() throws Exception {
        Path image = jlink("java.management,jdk.unsupported");

        assertThat(JavaProcess.of(image, folder, ClassPaths.ofCaches())
                        .run(CachesMain.class, folder.resolve("caches").toString()))
                .isEqualTo(UNNOTICED);
    }

    @Test
    void maps_onARuntimeImageWithoutACompiler_goUnnoticed() throws Exception {
        Path image = jlink("java.se,jdk.unsupported");

        assertThat(JavaProcess.of(image, folder, ClassPaths.plain())
                        .run(OpenMain.class, folder.resolve("map").toString()))
                .isEqualTo(UNNOTICED);
        assertThat(JavaProcess.of(image, folder, ClassPaths.ofCaches())
                        .run(CachesMain.class, folder.resolve("caches").toString()))
                .isEqualTo(UNNOTICED);
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void caches_onAllTiers_goUnnoticedButForTheirFolders(Path jdk) throws Exception {
        Path path = folder.resolve("caches");
        JavaProcess process = JavaProcess.of(jdk, folder, ClassPaths.ofCaches()).withClassLoadLog();

        assertThat(process.run(CachesMain.class, path.toString()).exitCode()).isZero();

        assertThat(process.loadedClasses())
                .contains("org.apache.fory.Fory", "net.openhft.chronicle.map.ChronicleMapBuilder")
                .doesNotContain("java.net.SocketImpl", "java.net.DatagramSocket", "sun.nio.ch.Net")
                .noneMatch(name -> name.startsWith("com.sun.tools.javac.") || name.startsWith("javax.tools."));
        assertThat(path.resolve("disk")).isDirectory();
        assertThat(JavaProcess.of(jdk, folder, ClassPaths.ofCaches()).run(CachesMain.class, path.toString()))
                .isEqualTo(UNNOTICED);
    }

    /** A property of Maven's, in which Chronicle looks for a place for its own tests. */
    @Test
    void maps_whereAPropertyNamesTheFolderOfABuild_leaveThatAlone() throws Exception {
        Path build = Files.createDirectory(folder.resolve("build"));
        JavaProcess process =
                JavaProcess.ofThisJava(folder, ClassPaths.plain()).with(List.of("-Dproject.build.directory=" + build));

        assertThat(process.run(OpenMain.class, folder.resolve("map").toString()))
                .isEqualTo(UNNOTICED);

        assertThat(build).isEmptyDirectory();
    }

    private Path jlink(String modules) {
        ToolProvider jlink = ToolProvider.findFirst("jlink").orElse(null);
        Assumptions.assumeTrue(jlink != null, "this is not a JDK");
        Path image = folder.resolve("image");
        int exitCode = jlink.run(
                System.out, System.err, "--add-modules", modules, "--output", image.toString(), "--no-header-files");
        assertThat(exitCode).isZero();
        return image;
    }
}
