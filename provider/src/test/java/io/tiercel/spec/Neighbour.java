package io.tiercel.spec;

import io.tiercel.TiercelCachingProvider;
import io.tiercel.TiercelConfiguration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.integration.CacheWriter;

/** Another application of a container, with a thread of its own. It goes on to need what all of them share. */
final class Neighbour {

    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread made = new Thread(task, "neighbour");
        made.setDaemon(true);
        return made;
    });

    /** Starts the thread, so that it inherits nothing of the application that it is to be the neighbour of. */
    Neighbour() throws Exception {
        thread.submit(() -> {}).get();
    }

    /** Opens caches on the heap, one of which has something to do at the exit of the JVM, and keeps the other busy. */
    void start(TiercelCachingProvider provider) {
        try {
            CacheManager manager =
                    thread.submit(() -> provider.getCacheManager()).get();
            thread.submit(() -> openQueue(manager)).get();
            Cache<String, Deployed.User> busy =
                    thread.submit(() -> openBusy(manager)).get();
            thread.execute(() -> use(busy));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static Cache<String, String> openQueue(CacheManager manager) {
        return manager.createCache(
                "queue",
                TiercelConfiguration.builder(String.class, String.class)
                        .offHeapNone()
                        .writer((CacheWriter<String, String>) new IgnoringWriter<String, String>())
                        .writeBehind(behind -> behind.withVolatileQueue())
                        .build());
    }

    private static Cache<String, Deployed.User> openBusy(CacheManager manager) {
        return manager.createCache(
                "busy",
                TiercelConfiguration.builder(String.class, Deployed.User.class)
                        .offHeapNone()
                        .expiry(CreatedExpiryPolicy.factoryOf(new Duration(TimeUnit.MILLISECONDS, 500)))
                        .build());
    }

    private static void use(Cache<String, Deployed.User> cache) {
        while (true) {
            cache.put("key", new Deployed.User("name", List.of()));
            cache.get("key");
            LockSupport.parkNanos(1_000_000);
        }
    }
}
