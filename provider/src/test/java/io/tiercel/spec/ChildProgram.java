package io.tiercel.spec;

import io.tiercel.TiercelCachingProvider;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.cache.Caching;
import org.apache.fory.Fory;
import org.snakeyaml.engine.v2.api.Load;

/** A program of these tests in a JVM of its own, on a class path with the provider and no more than it needs. */
record ChildProgram(String output, int exitValue) {

    private static final long DEADLINE_SECONDS = 90;

    /** Runs the main method of a class to its end. */
    static ChildProgram run(List<String> options, Class<?> main, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", classPath(), main.getName()));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile("child", ".log");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("does not end: " + command + "\n" + Files.readString(output));
            }
            return new ChildProgram(Files.readString(output), process.exitValue());
        } finally {
            Files.delete(output);
        }
    }

    static String classPath() {
        return Stream.of(ChildProgram.class, TiercelCachingProvider.class, Caching.class, Fory.class, Load.class)
                .map(ChildProgram::location)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String location(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(type.getName(), e);
        }
    }
}
