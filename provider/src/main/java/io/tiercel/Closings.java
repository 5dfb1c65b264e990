package io.tiercel;

import io.tiercel.concurrent.Closing;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** The caches of a manager that are being closed. Thread-safe. */
final class Closings {

    private final Set<OfCache> underWay = ConcurrentHashMap.newKeySet();

    /** The close of one cache. Others of its name may follow it before it is over. */
    private record OfCache(String cacheName, Closing closing) {}

    /** Runs the close of a cache that is about to leave its name to others. */
    void run(String cacheName, Runnable close) {
        OfCache begun = new OfCache(cacheName, new Closing());
        underWay.add(begun);
        try {
            close.run();
        } finally {
            underWay.remove(begun);
            begun.closing.end();
        }
    }

    /** Returns whether a cache of a name has something left to release. */
    boolean isUnderWay(String cacheName) {
        return underWay.stream().anyMatch(of -> of.cacheName.equals(cacheName));
    }

    /** Waits until caches of a name have released everything. Returns whether they have, as {@link Closing#await} says. */
    boolean await(String cacheName) {
        return await(of -> of.cacheName.equals(cacheName));
    }

    /** Waits for those of all names likewise. */
    boolean awaitAll() {
        return await(of -> true);
    }

    private boolean await(Predicate<OfCache> which) {
        boolean over = true;
        for (OfCache of : underWay) {
            over &= !which.test(of) || of.closing.await();
        }
        return over;
    }
}
