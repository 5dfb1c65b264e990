package io.tiercel.engine;

import io.tiercel.serialize.AnnotatedValue;

/**
 * A value on its way in, encoded and weighed before its key is locked.
 *
 * @param application the value as the application gave it, which is what a writer is told
 * @param stored the value in stored form
 * @param prepared the same for the store, as {@link io.tiercel.store.Store#prepare} returns it
 * @param weight what the entry will count against the bound
 * @param timeToLiveMillis the longest time that the entry may live, {@link #UNBOUNDED} for as long as the expiry says
 */
record NewValue(Object application, Object stored, Object prepared, long weight, long timeToLiveMillis) {

    static final long UNBOUNDED = Terms.UNBOUNDED;

    /** Returns whether a tag of the value was invalidated after it was read. */
    boolean isInvalidated() {
        return AnnotatedValue.isInvalidated(stored);
    }
}
