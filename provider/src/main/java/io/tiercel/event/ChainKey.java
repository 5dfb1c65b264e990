package io.tiercel.event;

/**
 * A stored key by which its chain is found. The hash is taken once, so a chain is found again and removed even if the
 * key has changed in the meantime; a key whose {@code equals} throws is equal to nothing but itself. What such keys
 * lose is the order of their events, not the events.
 */
final class ChainKey {

    private final Object storedKey;
    private final int hash;

    ChainKey(Object storedKey) {
        this.storedKey = storedKey;
        this.hash = hashOf(storedKey);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof ChainKey that && hash == that.hash && equal(storedKey, that.storedKey));
    }

    private static int hashOf(Object storedKey) {
        try {
            return storedKey.hashCode();
        } catch (RuntimeException brokenKey) {
            return System.identityHashCode(storedKey);
        }
    }

    private static boolean equal(Object left, Object right) {
        try {
            return left.equals(right);
        } catch (RuntimeException brokenKey) {
            return left == right;
        }
    }
}
