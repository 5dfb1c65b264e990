package io.tiercel.offheap.map;

/**
 * What the owner of a map says to an entry that is about to be evicted. Called with a part of the map locked: must not
 * block, run code of the user, or call the map.
 */
public interface VictimGate {

    /** Returns whether the entry may leave now; if not, the map takes another one. */
    boolean admits(int hash, long expiresAtMillis);

    /** Returns whether {@link ByteVictim#content} is wanted of an entry that was just admitted. */
    boolean wantsContent(int hash, long expiresAtMillis);

    /** Says that the entry that was just admitted has left already, and was told: another one may be asked about. */
    default void withdraw() {}

    /**
     * Returns whether every expired entry is to be told with its content. If so, one that leaves while nobody can be asked
     * is kept for a later call, and goes through the gate then. Constant for a gate.
     */
    default boolean wantsExpired() {
        return false;
    }
}
