package io.tiercel.engine;

import io.tiercel.load.Lease;
import org.jspecify.annotations.Nullable;

/**
 * What an operation wants done with the entry of its key.
 *
 * @param action what is to be done
 * @param value what to write, for the writing actions only
 * @param lease what a value was read under, for the filling action only
 * @param result what the operation returns
 * @param isAccess whether the operation is an access for the expiry of the entry besides, before it writes or removes it
 */
@SuppressWarnings("NullAway") // a result may be null where R says so, which is not checked for type variables
record Decision<R extends @Nullable Object>(
        Action action, @Nullable NewValue value, @Nullable Lease lease, R result, boolean isAccess) {

    private Decision(Action action, @Nullable NewValue value, @Nullable Lease lease, R result) {
        this(action, value, lease, result, /* isAccess= */ false);
    }

    enum Action {
        /** Leaves the entry alone. */
        KEEP,
        /** Counts as an access for its expiry. */
        TOUCH,
        /** Writes a value of the application's. */
        WRITE,
        /** Writes a value that was read from its source: no put, and nothing for the writer. */
        FILL,
        /** Writes a value that was read from its source once more: the time of the entry begins anew. */
        RENEW,
        /** Removes the entry, if there is one; the writer is told in any case. */
        REMOVE
    }

    static <R extends @Nullable Object> Decision<R> keep(@Nullable R result) {
        return new Decision<>(Action.KEEP, null, null, result);
    }

    static <R extends @Nullable Object> Decision<R> touch(@Nullable R result) {
        return new Decision<>(Action.TOUCH, null, null, result, /* isAccess= */ true);
    }

    static <R extends @Nullable Object> Decision<R> write(NewValue value, @Nullable R result) {
        return new Decision<>(Action.WRITE, value, null, result);
    }

    static <R extends @Nullable Object> Decision<R> fill(NewValue value, @Nullable Lease lease, @Nullable R result) {
        return new Decision<>(Action.FILL, value, lease, result);
    }

    static <R extends @Nullable Object> Decision<R> renew(NewValue value, @Nullable Lease lease, @Nullable R result) {
        return new Decision<>(Action.RENEW, value, lease, result);
    }

    static <R extends @Nullable Object> Decision<R> remove(@Nullable R result) {
        return new Decision<>(Action.REMOVE, null, null, result);
    }

    /** Returns this decision, of an operation that has read the entry first. */
    Decision<R> afterAccess() {
        return new Decision<>(action, value, lease, result, /* isAccess= */ true);
    }
}
