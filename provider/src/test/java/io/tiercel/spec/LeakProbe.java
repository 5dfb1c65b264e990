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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;

/** A program that deploys and closes an application, and fails if the application's class loader is not collected. */
public final class LeakProbe {

    private LeakProbe() {}

    /** Takes how the caches are closed, and whether another application reads its caches all the while. */
    public static void main(String[] arguments) throws Exception {
        TiercelCachingProvider provider = new TiercelCachingProvider();
        WeakReference<ClassLoader> gone = deployAndClose(provider, arguments[0]);
        if (arguments.length > 1) {
            startReader(provider);
        }
        linkAnotherRecord();
        Eventual.await(() -> "the class loader is collected", () -> {
            System.gc();
            LockSupport.parkNanos(20_000_000);
            return gone.get() == null;
        });
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
    private static WeakReference<ClassLoader> deployAndClose(TiercelCachingProvider provider, String how)
            throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        boolean ownProvider = how.equals("ownProvider");
        try (DeployedLoader loader = new DeployedLoader(
                ownProvider ? List.of("io.tiercel.", "org.apache.fory.", "javax.cache.") : List.of(Deployed.NAME))) {
            thread.setContextClassLoader(loader);
            Class<?> application = loader.loadClass(Deployed.NAME);
            if (ownProvider) {
                application.getMethod("runWithOwnProvider").invoke(null);
            } else {
                application
                        .getMethod("run", TiercelCachingProvider.class, String.class)
                        .invoke(null, provider, how);
            }
            return new WeakReference<>(loader);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** Keeps what all applications share busy. */
    private static void startReader(TiercelCachingProvider provider) {
        Cache<Object, Object> cache = provider.getCacheManager()
                .createCache(
                        "others",
                        new MutableConfiguration<>()
                                .setExpiryPolicyFactory(
                                        CreatedExpiryPolicy.factoryOf(new Duration(TimeUnit.MILLISECONDS, 500))));
        Thread reader = new Thread(() -> {
            while (true) {
                cache.put("key", "value");
                cache.get("key");
                LockSupport.parkNanos(1_000_000);
            }
        });
        reader.setDaemon(true);
        reader.start();
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
