package io.tiercel.rule;

/**
 * Brings a kind of sources. Found by {@link java.util.ServiceLoader}, by the class loader of the cache manager. Making one
 * must cost nothing. Thread-safe.
 */
public interface CacheEventSourceModule {

    /** Returns the key under {@code events: sources:} that stands for it. */
    String name();

    /**
     * Makes a source, not started yet.
     *
     * @throws SourceOptionException if an option is unknown, missing or wrong
     */
    CacheEventSource create(SourceOptions options);
}
