package io.tiercel.tier;

import io.tiercel.time.Clock;

/**
 * Brings tiers outside the heap. Found by {@link java.util.ServiceLoader}; making one must cost nothing, and none is asked
 * for anything before a cache needs such a tier. Thread-safe.
 */
@FunctionalInterface
public interface TierModule {

    /** Returns what makes the tiers of one manager. */
    ManagerTiers open(ManagerSetup manager);

    /**
     * Starts in the background what the first cache with such a tier would wait for, if anything, while the rest of that
     * cache is made. Returns at once and does not throw: what fails fails again where the tier is opened.
     */
    default void prepare() {
        // a module that is quick has nothing to begin with
    }

    /**
     * What there is to know of a manager.
     *
     * @param name tells it apart for people
     * @param classLoader resolves the classes of its caches
     * @param poolBytes what the caches without a size of their own may come to together, 0 to leave it to the module
     * @param clock the time that deadlines are of
     */
    record ManagerSetup(String name, ClassLoader classLoader, long poolBytes, Clock clock) {}
}
