package io.tiercel.load;

import io.tiercel.jvm.ShownText;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * The loads of a cache that are in flight: at most one a key, so that a stampede of misses calls the loader once.
 *
 * <p>A load that was overtaken (its key changed after the load began) is joined by nobody: who asks after a change gets
 * what was read after it. Nor is one that takes longer than it may, and that nobody was there to give up. Thread-safe;
 * constant time.
 */
public final class Loads {

    private final ConcurrentMap<HashedKey, Load> inFlight = new ConcurrentHashMap<>();
    private final Leases leases;

    public Loads(Leases leases) {
        this.leases = leases;
    }

    /**
     * Claims the key, or finds who has claimed it.
     *
     * @return null if the load is now the caller's: {@code claim} then stands for the key until {@link #settle}; else the
     *     load of another thread
     * @throws CacheException if the calling thread is loading that key already
     */
    public @Nullable Load claim(Load claim) {
        while (true) {
            Load other = inFlight.putIfAbsent(claim.filedUnder(), claim);
            if (other == null) {
                return null;
            }
            boolean mine = other.isMine();
            if (mine && !other.isLoaded()) {
                throw new CacheException("The key " + ShownText.of(claim.key())
                        + " is asked for by the loader that loads it: a loader must not read its own key.");
            }
            // a thread that is past its own load asks from a listener that is told of it: it cannot wait for itself
            if (!mine && mayBeJoined(other)) {
                return other;
            }
            if (inFlight.replace(claim.filedUnder(), other, claim)) {
                return null;
            }
        }
    }

    /** Makes a load of a key in stored form, with a lease of its own. Claim it before the source is read. */
    public Load prepare(Object key) {
        return new Load(key, leases.take(key));
    }

    /**
     * Ends a load, whatever came of it, and lets go those who wait for it; the next who asks loads anew. The lease stays
     * with the load: a loader that was given up may still finish. Idempotent.
     */
    public void settle(Load load) {
        try {
            inFlight.remove(load.filedUnder(), load);
        } finally { // equals of a key may have thrown
            load.settle();
        }
    }

    /** Returns whether somebody loads a key in stored form, and who asks for it now would wait for that. */
    public boolean isInFlight(Object key) {
        Load load = inFlight.get(new HashedKey(key));
        return load != null && mayBeJoined(load);
    }

    private static boolean mayBeJoined(Load load) {
        return !load.lease().isOvertaken() && !load.isOverdue();
    }

    /** Returns how many loads are in flight. */
    public int size() {
        return inFlight.size();
    }
}
