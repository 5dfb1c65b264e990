package io.tiercel.configuration;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How events reach the asynchronous listeners. Null means "not said". Immutable.
 *
 * @param queueCapacity how many events may wait for each listener of a cache
 * @param waitWhenFull how long an operation waits for room in a full queue before its event is dropped, counted and
 *     logged; zero drops it at once
 */
public record ListenerSettings(
        @Nullable Integer queueCapacity, @Nullable Duration waitWhenFull) {

    /** Says nothing. */
    public static final ListenerSettings UNSET = new ListenerSettings(null, null);

    public ListenerSettings {
        if (queueCapacity != null && queueCapacity < 1) {
            throw new IllegalArgumentException("the queue must hold at least 1 event, queue=" + queueCapacity);
        }
        if (waitWhenFull != null) {
            DurationSyntax.checkLength(waitWhenFull);
        }
    }

    /** Returns these settings with another capacity of the queue. */
    public ListenerSettings withQueueCapacity(@Nullable Integer said) {
        return new ListenerSettings(said, waitWhenFull);
    }

    /** Returns these settings with another wait for room. */
    public ListenerSettings withWaitWhenFull(@Nullable Duration said) {
        return new ListenerSettings(queueCapacity, said);
    }

    /** Returns what these settings say, and what the defaults say where these say nothing. */
    public ListenerSettings over(ListenerSettings defaults) {
        return new ListenerSettings(
                CacheSettings.either(queueCapacity, defaults.queueCapacity),
                CacheSettings.either(waitWhenFull, defaults.waitWhenFull));
    }
}
