package io.tiercel;

import io.tiercel.concurrent.Closing;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** The caches of a manager that are being closed. Thread-safe. */
final class Closings {

    /** The closes, with the name of the cache of each. Others of a name may follow one before it is over. */
    private final Map<Closing, String> underWay = new ConcurrentHashMap<>();

    /** Runs the close of a cache that is about to leave its name to others; the calling thread has begun it. */
    void run(String cacheName, Closing begun, Runnable close) {
        underWay.put(begun, cacheName);
        try {
            close.run();
        } finally {
            underWay.remove(begun);
            begun.end();
        }
    }

    /** Returns whether a cache of a name has something left to release. */
    boolean isUnderWay(String cacheName) {
        return underWay.containsValue(cacheName);
    }

    /** Waits until caches of a name have released everything. Returns whether they have, as {@link Closing#await} says. */
    boolean await(String cacheName) {
        return await(cacheName::equals);
    }

    /** Waits for those of all names likewise. */
    boolean awaitAll() {
        return await(name -> true);
    }

    private boolean await(Predicate<String> which) {
        boolean over = true;
        for (Map.Entry<Closing, String> of : underWay.entrySet()) {
            over &= !which.test(of.getValue()) || of.getKey().await();
        }
        return over;
    }
}
