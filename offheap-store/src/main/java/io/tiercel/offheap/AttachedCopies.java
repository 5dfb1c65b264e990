package io.tiercel.offheap;

import io.tiercel.store.Copies;

/** What the tier above holds, for a map that is opened before there is such a tier. Thread-safe once it is attached. */
final class AttachedCopies implements Copies {

    private volatile Copies attached = Copies.NONE;

    void attach(Copies copies) {
        attached = copies;
    }

    @Override
    public boolean holds(int hash) {
        return attached.holds(hash);
    }

    @Override
    public void left(int hash) {
        attached.left(hash);
    }
}
