package io.tiercel.offheap.map;

/**
 * What the owner of a map says to an entry that is about to be evicted. Called with a part of the map locked: must not
 * block, run code of the user, or call the map.
 */
public interface VictimGate {

    /** Lets every entry go, and wants to know only how many went: some may leave in one call, and are told one by one. */
    VictimGate OPEN = new VictimGate() {
        @Override
        public boolean admits(int hash, long expiresAtMillis) {
            return true;
        }

        @Override
        public boolean wantsContent(int hash, long expiresAtMillis) {
            return false;
        }
    };

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
