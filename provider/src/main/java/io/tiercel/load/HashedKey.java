package io.tiercel.load;

/**
 * A stored key with the hash that it had when this was made: what is filed under it is found and removed again even if
 * the hash of the key has changed meanwhile, as that of a mutable key in a cache by reference may. Immutable, as far as
 * the key is.
 */
public final class HashedKey {

    private final Object stored;
    private final int hash;

    public HashedKey(Object stored) {
        this.stored = stored;
        this.hash = stored.hashCode();
    }

    /** Returns the key. */
    public Object stored() {
        return stored;
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof HashedKey that
                        && hash == that.hash
                        && (stored == that.stored || stored.equals(that.stored)));
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return stored.toString();
    }
}
