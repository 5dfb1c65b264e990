package io.tiercel.serialize;

import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of an object that were decoded once to see that they can be: who opens them first is given the outcome, all others
 * an object of their own. Thread-safe.
 */
final class VettedEncoded extends Encoded {

    private static final AtomicReferenceFieldUpdater<VettedEncoded, Object> DECODED =
            AtomicReferenceFieldUpdater.newUpdater(VettedEncoded.class, Object.class, "decoded");

    private volatile @Nullable Object decoded;

    /** @param decoded what the bytes are of; the caller gives it away */
    VettedEncoded(byte[] bytes, Object decoded) {
        super(bytes);
        this.decoded = decoded;
    }

    @Override
    Object open(ValueStorage storage) {
        Object first = decoded == null ? null : DECODED.getAndSet(this, null);
        return first != null ? first : super.open(storage);
    }

    /** The object itself is handed out at once, and does not count. */
    @Override
    long weightBytes(ValueStorage storage) {
        return super.weightBytes(storage) + HeapLayout.align(HeapLayout.REFERENCE_BYTES);
    }
}
