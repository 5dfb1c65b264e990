package io.tiercel.engine;

import io.tiercel.load.Lease;
import io.tiercel.load.Load;
import io.tiercel.load.Loads;
import io.tiercel.store.Entry;
import java.util.function.Predicate;

/**
 * A key that a thread wants loaded.
 *
 * @param key the key
 * @param load the load that will bring it
 * @param lease the lease that the thread took before it looked who loads
 * @param mine whether the load is the thread's own to do
 * @param replaces tells whether an entry that is there when the load ends may give way to what it brings
 */
record Claim<K>(KeyRef<K> key, Load load, Lease lease, boolean mine, Predicate<? super Entry> replaces) {

    Claim(KeyRef<K> key, Load load, Lease lease, boolean mine) {
        this(key, load, lease, mine, entry -> true);
    }

    /** Returns one that no other thread finds. */
    static <K> Claim<K> unshared(KeyRef<K> key, Loads loads) {
        Load own = loads.prepare(key.stored());
        return new Claim<>(key, own, own.lease(), /* mine= */ true);
    }

    static <K> Claim<K> of(KeyRef<K> key, Loads loads) {
        Load own = loads.prepare(key.stored());
        boolean claimed = false;
        try {
            Load other = loads.claim(own);
            claimed = true;
            return new Claim<>(key, other == null ? own : other, own.lease(), other == null);
        } finally {
            if (!claimed) {
                own.lease().close();
            }
        }
    }
}
