package io.tiercel.offheap.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;

/**
 * Reads files next to our own classes, wherever the class loader that has them got them from. Several hundred are read
 * before the first map is open; so if they are in a jar, it is asked directly instead of through a connection for each
 * file. Thread-safe.
 */
final class ClassFiles {

    private final ClassLoader home;
    private final @Nullable JarFile jar;

    private ClassFiles(ClassLoader home, @Nullable JarFile jar) {
        this.home = home;
        this.jar = jar;
    }

    /** Finds the files of a loader, by the path of one that is there. */
    static ClassFiles of(ClassLoader home, String knownPath) {
        try {
            return new ClassFiles(home, jarOf(home.getResource(knownPath), knownPath));
        } catch (IOException unusual) { // a loader with URLs of its own: it reads them itself
            return new ClassFiles(home, null);
        }
    }

    private static @Nullable JarFile jarOf(@Nullable URL known, String knownPath) throws IOException {
        if (known == null || !(known.openConnection() instanceof JarURLConnection connection)) {
            return null;
        }
        connection.setUseCaches(false); // not the one that others would close
        return knownPath.equals(connection.getEntryName()) ? connection.getJarFile() : null;
    }

    /** Returns the content of a file, or null if there is none. */
    byte @Nullable [] read(String path) throws IOException {
        try (InputStream stream = open(path)) {
            return stream == null ? null : stream.readAllBytes();
        }
    }

    private @Nullable InputStream open(String path) throws IOException {
        if (jar != null) {
            ZipEntry entry = jar.getEntry(path);
            if (entry != null) {
                return jar.getInputStream(entry);
            }
        }
        return home.getResourceAsStream(path);
    }
}
