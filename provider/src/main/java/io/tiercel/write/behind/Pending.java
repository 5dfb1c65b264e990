package io.tiercel.write.behind;

import io.tiercel.write.QueuedChange;
import io.tiercel.write.log.LogPosition;
import org.jspecify.annotations.Nullable;

/**
 * A change that waits to be written, or is being written.
 *
 * @param change what reads see of it
 * @param madeMillis when it was made
 * @param position where it is in the log, null without one
 */
record Pending(
        QueuedChange change, long madeMillis, @Nullable LogPosition position) {}
