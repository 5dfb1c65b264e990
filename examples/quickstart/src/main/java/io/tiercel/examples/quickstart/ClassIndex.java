package io.tiercel.examples.quickstart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The names of all classes of the JDK that runs this program, each with the module that holds it. They come from the
 * {@code jrt:/} file system, which every JDK has. Immutable.
 */
final class ClassIndex {
    private static final String SUFFIX = ".class";
    private static final FileSystem RUNTIME_IMAGE = FileSystems.getFileSystem(URI.create("jrt:/"));

    private final Map<String, String> moduleByClass;
    private final List<String> names;

    private ClassIndex(Map<String, String> moduleByClass) {
        this.moduleByClass = moduleByClass;
        this.names = moduleByClass.keySet().stream().sorted().toList();
    }

    /** The index of this JDK; lists its directories on the first call, which takes a fraction of a second. */
    static ClassIndex ofThisJdk() {
        return Holder.INDEX;
    }

    /** All names, in alphabetical order. */
    List<String> names() {
        return names;
    }

    boolean contains(String className) {
        return moduleByClass.containsKey(className);
    }

    /** The module of a class, null if this JDK has no class of that name. */
    @Nullable
    String module(String className) {
        return moduleByClass.get(className);
    }

    int moduleCount() {
        return new HashSet<>(moduleByClass.values()).size();
    }

    /** The class file of a class, null if this JDK has no class of that name. */
    @Nullable
    Path find(String className) {
        String module = moduleByClass.get(className);
        return module == null ? null : RUNTIME_IMAGE.getPath("/modules", module, className.replace('.', '/') + SUFFIX);
    }

    private static ClassIndex list() {
        Map<String, String> moduleByClass = new HashMap<>();
        try (Stream<Path> files = Files.walk(RUNTIME_IMAGE.getPath("/modules"))) {
            files.filter(file -> file.toString().endsWith(SUFFIX)).forEach(file -> add(file, moduleByClass));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list jrt:/modules", e);
        }
        return new ClassIndex(Collections.unmodifiableMap(moduleByClass));
    }

    /** Adds {@code /modules/<module>/<package>/<name>.class}; module descriptors, all of one name, stay out. */
    private static void add(Path file, Map<String, String> moduleByClass) {
        String inModule = file.subpath(2, file.getNameCount()).toString();
        String className =
                inModule.substring(0, inModule.length() - SUFFIX.length()).replace('/', '.');
        if (!className.equals("module-info")) {
            moduleByClass.put(className, file.getName(1).toString());
        }
    }

    private static final class Holder {
        static final ClassIndex INDEX = list();
    }
}
