package io.tiercel.benchmarks.subject;

/**
 * What a measured cache is to be.
 *
 * @param types the classes of keys and values
 * @param byValue whether the cache isolates what it holds from the application
 * @param capacity how many entries it may hold on the heap; {@link #UNBOUNDED} for no bound, 0 for none
 * @param statistics whether JSR-107 statistics are counted
 * @param expiry when entries expire
 * @param offHeapBytes what it may take outside the heap; 0 for a cache on the heap alone
 */
public record CacheSpec(
        Types types, boolean byValue, long capacity, boolean statistics, Expiry expiry, long offHeapBytes) {

    /** The capacity of a cache that never evicts. */
    public static final long UNBOUNDED = Long.MAX_VALUE;

    /**
     * The classes of keys and values.
     *
     * @param mutableValue whether a by-value cache must copy its values
     */
    public record Types(Class<?> key, Class<?> value, boolean mutableValue) {}

    /** A cache on the heap alone. */
    public CacheSpec(Types types, boolean byValue, long capacity, boolean statistics, Expiry expiry) {
        this(types, byValue, capacity, statistics, expiry, /* offHeapBytes= */ 0);
    }

    /** An eternal cache that holds its entries by value outside the heap, and copies of some on the heap. */
    public static CacheSpec outside(Types types, long heapEntries, long offHeapBytes) {
        return new CacheSpec(
                types, /* byValue= */ true, heapEntries, /* statistics= */ false, Expiry.ETERNAL, offHeapBytes);
    }

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
