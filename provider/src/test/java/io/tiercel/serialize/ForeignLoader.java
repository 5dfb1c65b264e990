package io.tiercel.serialize;

import java.lang.reflect.Constructor;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;

/** A class loader that defines some classes itself instead of asking its parent: another deployment of them. */
final class ForeignLoader extends URLClassLoader {

    private final String[] prefixes;

    ForeignLoader(Class<?>... own) {
        this(Arrays.stream(own).map(Class::getName).toArray(String[]::new));
    }

    ForeignLoader(String... prefixes) {
        super(classPath(), ForeignLoader.class.getClassLoader());
        this.prefixes = prefixes;
    }

    Object newInstance(String className) throws ReflectiveOperationException {
        Constructor<?> constructor = loadClass(className).getDeclaredConstructor();
        constructor.setAccessible(true);
        return constructor.newInstance();
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (Arrays.stream(prefixes).noneMatch(name::startsWith)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? findClass(name) : loaded;
        }
    }

    private static URL[] classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(java.io.File.pathSeparator))
                .map(ForeignLoader::url)
                .toArray(URL[]::new);
    }

    private static URL url(String entry) {
        try {
            return java.nio.file.Path.of(entry).toUri().toURL();
        } catch (java.net.MalformedURLException e) {
            throw new IllegalArgumentException(entry, e);
        }
    }
}
