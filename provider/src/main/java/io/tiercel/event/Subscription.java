package io.tiercel.event;

import org.jspecify.annotations.Nullable;

/** A registration and, if it is asynchronous, the queue through which it is called. */
record Subscription<K, V>(
        Registration<K, V> registration, @Nullable AsyncQueue queue) {

    /** Starts no call from now on, and forgets what is queued; returns how many events that were. */
    long end() {
        registration.close();
        if (queue == null) {
            return 0;
        }
        queue.stopAccepting();
        return queue.discard();
    }
}
