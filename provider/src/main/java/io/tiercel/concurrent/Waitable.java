package io.tiercel.concurrent;

import org.jspecify.annotations.Nullable;

/** Something that one thread will finish and others wait for: a lock on a key, a load in flight, an event's delivery. */
public interface Waitable {

    /** Returns the thread that will finish this, or null if it is finished or no thread has taken it up yet. */
    @Nullable
    Thread holder();

    /** Returns whether nobody needs to wait for this any longer. */
    boolean isDone();
}
