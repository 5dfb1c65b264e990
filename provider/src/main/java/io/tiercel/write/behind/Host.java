package io.tiercel.write.behind;

/** What a queue needs of the cache that it belongs to. */
public interface Host extends StoredForms {

    /** Runs an action while the calling thread holds a key. */
    void whileHeld(Object storedKey, Runnable action);

    /** Makes the cache forget a key, of which nobody is told. Waits for whoever holds the key. */
    void forget(Object storedKey);

    /**
     * Makes the cache forget a key, unless a thread holds it: that thread may wait for room in the queue.
     *
     * @return whether the key is forgotten
     */
    boolean forgetUnlessHeld(Object storedKey);
}
