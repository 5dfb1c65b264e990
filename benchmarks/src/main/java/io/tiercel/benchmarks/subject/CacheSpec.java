package io.tiercel.benchmarks.subject;

/**
 * What a measured cache is to be.
 *
 * @param types the classes of keys and values
 * @param byValue whether the cache isolates what it holds from the application
 * @param capacity how many entries it may hold; {@link #UNBOUNDED} for no bound
 * @param statistics whether JSR-107 statistics are counted
 * @param expiry when entries expire
 */
public record CacheSpec(Types types, boolean byValue, long capacity, boolean statistics, Expiry expiry) {

    /** The capacity of a cache that never evicts. */
    public static final long UNBOUNDED = Long.MAX_VALUE;

    /**
     * The classes of keys and values.
     *
     * @param mutableValue whether a by-value cache must copy its values
     */
    public record Types(Class<?> key, Class<?> value, boolean mutableValue) {}

    /** The name of every measured cache. */
    public String name() {
        return "measured";
    }

    public boolean bounded() {
        return capacity != UNBOUNDED;
    }

    @SuppressWarnings("unchecked") // a benchmark puts only keys of the declared class
    Class<Object> keyType() {
        return (Class<Object>) types.key();
    }

    @SuppressWarnings("unchecked") // a benchmark puts only values of the declared class
    Class<Object> valueType() {
        return (Class<Object>) types.value();
    }
}
