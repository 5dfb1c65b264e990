package io.tiercel.store;

/**
 * What the owner of a store says to an entry that is about to be evicted. Called with a part of the store locked: must not
 * block, run code of the user, or call the store.
 */
@FunctionalInterface
public interface EvictionGate {

    /** Lets every entry go, and wants to know no more of it. */
    EvictionGate OPEN = (hash, expiresAtMillis) -> true;

    /**
     * Returns whether the entry may leave now; if not, the store offers another one.
     *
     * @param hash the spread hash of its key
     */
    boolean admits(int hash, long expiresAtMillis);

    /** Returns whether key and value are wanted of an entry that was just admitted. */
    default boolean wantsContent(int hash, long expiresAtMillis) {
        return false;
    }

    /**
     * Says that the entry that was just admitted has left already, and was told, or stays, for its deadline has changed:
     * another one may be asked about.
     */
    default void withdraw() {}

    /** Returns whether key and value are wanted of every expired entry that leaves. Constant for a gate. */
    default boolean wantsExpired() {
        return false;
    }
}
