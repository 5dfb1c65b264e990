package io.tiercel.offheap;

import io.tiercel.offheap.map.KeyedCopies;
import org.jspecify.annotations.Nullable;

/** As {@link AttachedCopies}, for a map that tells keys. Thread-safe once it is attached. */
final class AttachedKeyedCopies implements KeyedCopies {

    private volatile @Nullable KeyedCopies attached;

    void attach(KeyedCopies copies) {
        attached = copies;
    }

    @Override
    public boolean holds(int hash) {
        KeyedCopies above = attached;
        return above != null && above.holds(hash);
    }

    @Override
    public void left(byte[] key, int hash) {
        KeyedCopies above = attached;
        if (above != null) {
            above.left(key, hash);
        }
    }
}
