package io.tiercel.schedule;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The moments at which something is to be done. Immutable. */
@FunctionalInterface
public interface Schedule {

    /** Returns the first moment after the given one, or null if there is none any more. */
    @Nullable
    Instant nextAfter(Instant moment);

    /** Returns the schedule of what is done again after the same time each. */
    static Schedule every(Duration interval) {
        if (interval.toMillis() < 1) {
            throw new IllegalArgumentException("interval=" + interval);
        }
        return moment -> moment.plus(interval);
    }
}
