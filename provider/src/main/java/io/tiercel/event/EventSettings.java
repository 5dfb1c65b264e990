package io.tiercel.event;

import java.time.Duration;

/**
 * The bounds on what asynchronous listeners may hold and how long they may delay others.
 *
 * @param queueCapacity the number of events that wait for one asynchronous listener before its queue is full
 * @param waitWhenFull how long a writer waits for room in a full queue before its event is dropped; zero drops at once
 * @param closeTimeout how long {@link EventDispatcher#close()} waits for queued events to be delivered
 */
public record EventSettings(int queueCapacity, Duration waitWhenFull, Duration closeTimeout) {

    private static final EventSettings DEFAULTS =
            new EventSettings(10_000, Duration.ofSeconds(1), Duration.ofSeconds(1));

    public EventSettings {
        if (queueCapacity < 1) {
            throw new IllegalArgumentException("queueCapacity must be at least 1: queueCapacity=" + queueCapacity);
        }
        if (waitWhenFull.isNegative()) {
            throw new IllegalArgumentException("waitWhenFull must not be negative: waitWhenFull=" + waitWhenFull);
        }
        if (closeTimeout.isNegative()) {
            throw new IllegalArgumentException("closeTimeout must not be negative: closeTimeout=" + closeTimeout);
        }
    }

    /** Returns a capacity of 10,000 events, a wait of one second when full, and one second to drain at close. */
    public static EventSettings defaults() {
        return DEFAULTS;
    }
}
