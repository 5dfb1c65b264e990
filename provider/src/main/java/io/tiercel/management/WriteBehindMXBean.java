package io.tiercel.management;

/**
 * The changes of a cache that are written behind: {@code io.tiercel:type=WriteBehind,CacheManager=<URI>,Cache=<name>}.
 * Each value is that of the moment it is read.
 */
@Described("The changes of a cache that wait for its writer.")
public interface WriteBehindMXBean {

    /** Returns whether changes outlive the process. */
    @Described("Whether changes outlive the process.")
    boolean isDurable();

    /** Returns how many keys have changes that are not written yet. */
    @Described("How many keys have changes that are not written yet.")
    long getPending();

    /** Returns how long the oldest change has not been written, in milliseconds; 0 if there is none. */
    @Described("How long the oldest change has not been written, in milliseconds.")
    long getOldestAgeMillis();

    /** Returns how many changes were written. */
    @Described("How many changes were written.")
    long getWritten();

    /** Returns how many calls of the writer failed. */
    @Described("How many calls of the writer failed.")
    long getFailures();

    /** Returns what the writer threw last; empty if it never did. */
    @Described("What the writer threw last.")
    String getLastError();

    /** Returns how many changes were given up. */
    @Described("How many changes were given up.")
    long getDeadLetters();

    /** Returns changes that were given up as text. */
    @Described("The 100 changes that were given up first, as text.")
    String getDeadLetterReport();

    /** Has all that waits written now. */
    @Described(
            "Has all that waits tried now, whatever its delay and back-off, and waits for it; tells whether all is written.")
    @Mutator
    boolean flush(@Described("How long to wait at most, in seconds.") int timeoutSeconds);

    /** Queues the changes that were given up again. */
    @Described("Queues the changes that were given up again, unless their key was changed since; returns how many.")
    @Mutator
    int retryDeadLetters(@Described(OnlyCount.TEXT) boolean dryRun);

    /** Forgets the changes that were given up. */
    @Described("Forgets the changes that were given up: they are not written any more. Returns how many.")
    @Mutator
    int discardDeadLetters(@Described(OnlyCount.TEXT) boolean dryRun);
}
