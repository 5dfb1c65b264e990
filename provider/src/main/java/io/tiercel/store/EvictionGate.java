package io.tiercel.store;

/** What the owner of a store says to an entry that is about to be evicted. */
@FunctionalInterface
public interface EvictionGate {

    /** Lets every entry go. */
    EvictionGate OPEN = victim -> true;

    /**
     * Returns whether the entry may leave now; if not, the store offers another one. Called under the store's lock: must
     * not block, run code of the user, or call the store.
     */
    boolean admits(Entry victim);
}
