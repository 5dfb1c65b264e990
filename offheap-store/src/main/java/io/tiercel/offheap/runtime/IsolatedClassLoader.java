package io.tiercel.offheap.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/**
 * A class loader that keeps Chronicle Map, and our code on top of it, apart from the application. What our jar carries
 * under a prefix it sees in its normal place; names of Chronicle never reach the parent, which may have stock Chronicle
 * libraries; all else is the parent's. Knows nothing of jars or folders: it reads through the loader of our own classes,
 * wherever that has them from. Thread-safe.
 */
final class IsolatedClassLoader extends ClassLoader {

    private static final String CARRIED_PREFIX = "META-INF/tiercel/chronicle/";
    private static final String OWN_PACKAGE = "io.tiercel.offheap.chronicle.";

    static {
        registerAsParallelCapable();
    }

    private final ClassLoader home;
    private final ClassFiles files;

    /** Makes a loader in front of the one that has our classes. */
    IsolatedClassLoader(ClassLoader home) {
        super("tiercel-chronicle", home);
        this.home = home;
        files = ClassFiles.of(home, CARRIED_PREFIX + "map.version");
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!isIsolated(name)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) { // the protocol between the JVM and class loaders
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : findClass(name);
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        String file = name.replace('.', '/') + ".class";
        byte[] bytes;
        try {
            bytes = files.read(name.startsWith(OWN_PACKAGE) ? file : CARRIED_PREFIX + file);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
        if (bytes == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, bytes, 0, bytes.length, IsolatedClassLoader.class.getProtectionDomain());
    }

    private static boolean isIsolated(String className) {
        return className.startsWith("net.openhft.")
                || className.startsWith(OWN_PACKAGE)
                || className.startsWith("org.slf4j.");
    }

    @Override
    public @Nullable URL getResource(String name) {
        URL carried = home.getResource(CARRIED_PREFIX + name);
        return carried != null || isIsolatedResource(name) ? carried : super.getResource(name);
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        URL carried = home.getResource(CARRIED_PREFIX + name);
        if (carried != null) {
            return Collections.enumeration(Collections.singleton(carried));
        }
        return isIsolatedResource(name) ? Collections.emptyEnumeration() : super.getResources(name);
    }

    @Override
    public @Nullable InputStream getResourceAsStream(String name) {
        InputStream carried = home.getResourceAsStream(CARRIED_PREFIX + name);
        return carried != null || isIsolatedResource(name) ? carried : super.getResourceAsStream(name);
    }

    private static boolean isIsolatedResource(String name) {
        String services = "META-INF/services/";
        return isIsolated((name.startsWith(services) ? name.substring(services.length()) : name).replace('/', '.'));
    }
}
