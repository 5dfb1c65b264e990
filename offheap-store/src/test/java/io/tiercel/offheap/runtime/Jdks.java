package io.tiercel.offheap.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The Java installations of this machine that tests run on. */
final class Jdks {

    private static final List<String> FEATURES = List.of("17", "21", "25");

    /** Set to {@code false} where the tests themselves run on one version after the other. */
    private static final String OTHERS = "tiercel.test.other-jdks";

    private Jdks() {}

    static Path current() {
        return Path.of(System.getProperty("java.home"));
    }

    /** Returns the one that runs this test, and one of each other version that is found unless those are not wanted. */
    static List<Path> all() {
        Map<String, Path> byFeature = new TreeMap<>();
        byFeature.put(String.valueOf(Runtime.version().feature()), current());
        if (!Boolean.parseBoolean(System.getProperty(OTHERS, "true"))) {
            return List.copyOf(byFeature.values());
        }
        for (Path home : candidates()) {
            String feature = feature(home);
            if (FEATURES.contains(feature) && Files.isExecutable(home.resolve("bin/java"))) {
                byFeature.putIfAbsent(feature, home);
            }
        }
        return List.copyOf(byFeature.values());
    }

    private static List<Path> candidates() {
        Stream<Path> named = System.getenv().entrySet().stream()
                .filter(variable -> variable.getKey().startsWith("JAVA_HOME"))
                .map(variable -> Path.of(variable.getValue()));
        return Stream.concat(named, installed(Path.of("/usr/lib/jvm"))).toList();
    }

    private static Stream<Path> installed(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Stream.empty();
        }
        try (Stream<Path> children = Files.list(folder)) {
            return children.sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String feature(Path home) {
        Path release = home.resolve("release");
        if (!Files.isReadable(release)) {
            return "";
        }
        try (Stream<String> lines = Files.lines(release)) {
            return lines.filter(line -> line.startsWith("JAVA_VERSION="))
                    .map(line -> line.replaceAll("^[^\"]*\"(\\d+).*$", "$1"))
                    .findFirst()
                    .orElse("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
