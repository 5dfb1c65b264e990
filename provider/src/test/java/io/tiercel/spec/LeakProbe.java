package io.tiercel.spec;

import io.tiercel.TiercelCachingProvider;
import java.io.File;
import java.lang.ref.WeakReference;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** A program that deploys and closes applications, and fails if the class loader of one is not collected. */
public final class LeakProbe {

    /** The tiers of the applications' caches, one application after the other. */
    private static final String TIERS = "tiercel.test.tiers";

    private LeakProbe() {}

    /** Takes how the caches are closed, and whether another application uses caches meanwhile and all the while after. */
    public static void main(String[] arguments) throws Exception {
        TiercelCachingProvider provider = new TiercelCachingProvider();
        Neighbour neighbour = new Neighbour();
        Runnable meanwhile = arguments.length > 1 ? () -> neighbour.start(provider) : () -> {};
        for (String tiers : System.getProperty(TIERS, "usual").split(",", -1)) {
            WeakReference<ClassLoader> gone = deployAndClose(provider, arguments[0], tiers, meanwhile);
            linkAnotherRecord();
            Eventual.await(() -> "the class loader is collected; tiers=" + tiers, () -> {
                System.gc();
                LockSupport.parkNanos(20_000_000);
                return gone.get() == null;
            });
            meanwhile = () -> {};
        }
    }

    /** The JDK keeps the type of a component of the record that was linked last (17: ObjectMethods, asTypeCache). */
    private static void linkAnotherRecord() {
        Another one = new Another(Thread.currentThread());
        if (!one.equals(new Another(Thread.currentThread())) || one.hashCode() == 0) {
            throw new IllegalStateException(one.toString());
        }
    }

    private record Another(Thread thread) {}

    /** In a method of its own, so that no local variable keeps the loader. */
    private static WeakReference<ClassLoader> deployAndClose(
            TiercelCachingProvider provider, String how, String tiers, Runnable meanwhile) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        boolean ownProvider = how.equals("ownProvider");
        try (DeployedLoader loader = new DeployedLoader(
                ownProvider ? List.of("io.tiercel.", "org.apache.fory.", "javax.cache.") : List.of(Deployed.NAME))) {
            thread.setContextClassLoader(loader);
            Class<?> application = loader.loadClass(Deployed.NAME);
            if (ownProvider) {
                application
                        .getMethod("runWithOwnProvider", String.class, Runnable.class)
                        .invoke(null, tiers, meanwhile);
            } else {
                application
                        .getMethod("run", TiercelCachingProvider.class, String.class, String.class, Runnable.class)
                        .invoke(null, provider, how, tiers, meanwhile);
            }
            return new WeakReference<>(loader);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** Loads the classes of an application itself, as a container does for a WAR. */
    private static final class DeployedLoader extends URLClassLoader {
        private final List<String> own;

        DeployedLoader(List<String> own) {
            super(classPath(), LeakProbe.class.getClassLoader());
            this.own = own;
        }

        private static URL[] classPath() {
            return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                    .map(DeployedLoader::url)
                    .toArray(URL[]::new);
        }

        private static URL url(String path) {
            try {
                return Path.of(path).toUri().toURL();
            } catch (MalformedURLException e) {
                throw new IllegalArgumentException(path, e);
            }
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (own.stream().noneMatch(name::startsWith)) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? findClass(name) : loaded;
            }
        }
    }
}
