package io.tiercel.offheap.runtime;

import io.tiercel.store.Copies;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.cache.CacheException;
import org.apache.fory.Fory;
import org.snakeyaml.engine.v2.api.Load;

/** Class paths for processes of their own. */
final class ClassPaths {

    private ClassPaths() {}

    /** What an application needs for the runtime, and these tests. */
    static List<Path> plain() {
        return Stream.concat(Stream.of(ownClasses()), libraries().stream()).toList();
    }

    /** What an application needs for caches, and these tests. */
    static List<Path> ofCaches() {
        return Stream.concat(plain().stream(), Stream.of(Fory.class, Load.class).map(ClassPaths::locationOf))
                .toList();
    }

    /** As {@link #plain}, without our own classes. */
    static List<Path> libraries() {
        return Stream.of(JavaProcess.class, Copies.class, CacheException.class)
                .map(ClassPaths::locationOf)
                .toList();
    }

    static Path ownClasses() {
        return locationOf(ChronicleRuntime.class);
    }

    /** All that these tests are compiled with, stock Chronicle libraries among them. */
    static List<Path> withStockChronicle() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .toList();
    }

    static String join(List<Path> classPath) {
        return classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    /** Packs a folder of classes. */
    static Path jarOf(Path classes, Path jar) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file);
                Stream<Path> found = Files.walk(classes)) {
            for (Path each : found.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new JarEntry(classes.relativize(each).toString()));
                Files.copy(each, out);
            }
        }
        return jar;
    }

    private static Path locationOf(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
