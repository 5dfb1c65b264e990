package io.tiercel.rule;

/**
 * Brings events from elsewhere, from the time it is started until it is closed, on threads of its own, which are daemons.
 * Thread-safe.
 */
public interface CacheEventSource extends AutoCloseable {

    /**
     * Begins to bring events. Returns at once: a place that cannot be reached yet is tried again.
     *
     * @param events takes them
     */
    void start(CacheEvents events);

    /** Returns how it is, in a few words for people: connected since when, or why not. */
    String status();

    /** Ends it. Nothing is published once this has returned. Idempotent. */
    @Override
    void close();
}
