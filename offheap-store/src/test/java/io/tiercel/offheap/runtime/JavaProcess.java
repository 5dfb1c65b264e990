package io.tiercel.offheap.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A JVM of its own in which a main class runs, with a home, a temporary and a working folder that are empty. */
final class JavaProcess {

    private static final int TIMEOUT_SECONDS = 120;

    private final Path javaHome;
    private final Path folder;
    private final List<Path> classPath;
    private final List<String> flags = new ArrayList<>();

    private JavaProcess(Path javaHome, Path folder, List<Path> classPath) {
        this.javaHome = javaHome;
        this.folder = folder;
        this.classPath = classPath;
    }

    /** Prepares a process, with the folders that it needs in an empty one. */
    static JavaProcess of(Path javaHome, Path folder, List<Path> classPath) {
        return new JavaProcess(javaHome, folder, classPath);
    }

    static JavaProcess ofThisJava(Path folder, List<Path> classPath) {
        return of(Jdks.current(), folder, classPath);
    }

    JavaProcess with(List<String> moreFlags) {
        flags.addAll(moreFlags);
        return this;
    }

    JavaProcess withClassLoadLog() {
        return with(List.of("-Xlog:class+load:file=" + folder.resolve("classes.log")));
    }

    /** Runs a main class to its end. */
    Finished run(Class<?> main, String... arguments) throws IOException, InterruptedException {
        Path home = Files.createDirectories(folder.resolve("home"));
        Path temporary = Files.createDirectories(folder.resolve("tmp"));
        Path working = Files.createDirectories(folder.resolve("work"));
        List<String> command = new ArrayList<>();
        command.add(javaHome.resolve("bin/java").toString());
        command.addAll(List.of("-Xmx256m", "-XX:-UsePerfData"));
        command.addAll(List.of("-Duser.home=" + home, "-Djava.io.tmpdir=" + temporary));
        command.addAll(flags);
        command.addAll(List.of("-cp", ClassPaths.join(classPath), main.getName()));
        command.addAll(List.of(arguments));
        Path out = folder.resolve("out.txt");
        Path err = folder.resolve("err.txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(working.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().put("HOME", home.toString());
        builder.environment().put("TMPDIR", temporary.toString());
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        Process process = builder.start();
        if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        return new Finished(
                process.exitValue(), Files.readString(out), Files.readString(err), filesIn(home, temporary, working));
    }

    /** Returns the names of the classes that were loaded, if they were logged. */
    List<String> loadedClasses() throws IOException {
        try (Stream<String> lines = Files.lines(folder.resolve("classes.log"))) {
            return lines.map(line -> line.replaceAll("^(\\[[^]]*\\])*\\s*", ""))
                    .map(line -> line.split(" ", 2)[0])
                    .toList();
        }
    }

    private static List<Path> filesIn(Path... folders) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path each : folders) {
            try (Stream<Path> found = Files.list(each)) {
                found.forEach(files::add);
            }
        }
        return files;
    }

    /**
     * What is left of a process.
     *
     * @param files what it left in its folders
     */
    record Finished(int exitCode, String out, String err, List<Path> files) {}
}
