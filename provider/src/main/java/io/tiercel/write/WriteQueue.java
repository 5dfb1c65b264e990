package io.tiercel.write;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The changes of a cache that are written behind: what waits, what failed, and what was given up. Thread-safe; the
 * figures are those of the moment.
 */
public interface WriteQueue {

    /** Returns whether changes outlive the process. */
    boolean isDurable();

    /** Returns how many keys have changes that are not written yet. */
    int pending();

    /** Returns for how long the oldest change has not been written; zero if there is none. */
    Duration oldestAge();

    /** Returns how many changes were written. Those that gave way to a later change of their key are not among them. */
    long written();

    /** Returns how many calls of the writer failed. */
    long failures();

    /** Returns what the writer threw last, null if it never did. */
    @Nullable
    String lastError();

    /**
     * Has all changes that were made before the call tried now, whatever their delay and back-off, and waits for it.
     *
     * @return whether all of them are written, or given up as dead letters; false if some failed, or the time was over
     */
    boolean flush(Duration timeout);

    /** Returns the changes that were given up, the oldest first. */
    List<DeadLetter> deadLetters();

    /** Returns how many of them can be tried again. Those that cannot be read any more are kept for people only. */
    int triableDeadLetters();

    /**
     * Puts those that were given up into the queue again, unless their key has been changed since.
     *
     * @return how many
     */
    int retryDeadLetters();

    /**
     * Forgets those that were given up. They are not written any more.
     *
     * @return how many
     */
    int discardDeadLetters();
}
