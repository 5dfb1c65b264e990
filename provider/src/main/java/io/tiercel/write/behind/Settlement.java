package io.tiercel.write.behind;

import java.util.Collection;

/** What becomes of changes after the writer was called. */
interface Settlement {

    /** The source has them. */
    void written(Collection<KeySlot> slots);

    /**
     * The writer failed.
     *
     * @param counts whether the change was tried by itself, so that the failure is its own
     */
    void failed(KeySlot slot, boolean counts, Throwable cause);

    /** A call of the writer failed, whatever it was for. */
    void callFailed(Throwable cause);
}
