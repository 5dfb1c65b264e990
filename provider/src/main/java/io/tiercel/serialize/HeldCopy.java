package io.tiercel.serialize;

/** The cache's own copy of a mutable object, made by the user's copier, which copies it again at each hand-out. */
final class HeldCopy extends Held {

    private final Object copy;

    HeldCopy(Object copy) {
        this.copy = copy;
    }

    /** Returns the copy itself; the caller must not change it. */
    Object copy() {
        return copy;
    }

    @Override
    Object open(ValueStorage storage) {
        return storage.copied(copy);
    }

    @Override
    long weightBytes(ValueStorage storage) {
        return HeapLayout.WRAPPER_BYTES + storage.estimateBytes(copy);
    }
}
