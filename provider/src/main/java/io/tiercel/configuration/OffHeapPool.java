package io.tiercel.configuration;

/**
 * How large the pool is that the caches of a manager share outside the heap: what the file says, else a quarter of what
 * the machine, or the container, leaves beside the largest heap of the JVM, at most {@value #MOST_BY_DEFAULT_BYTES}
 * bytes. Memory is taken as entries arrive.
 */
public final class OffHeapPool {

    /** The least that a file may say, and the least by default. */
    public static final long LEAST_BYTES = 16L << 20;

    /** The most that it is by default. */
    public static final long MOST_BY_DEFAULT_BYTES = 1L << 30;

    private static final int FRACTION = 4;

    private OffHeapPool() {}

    /** Returns the size of the pool of this JVM; reads some files of the system. */
    public static long bytesByDefault() {
        return bytesByDefault(
                MachineMemory.ofThisMachine().bytes(), Runtime.getRuntime().maxMemory());
    }

    static long bytesByDefault(long machineBytes, long maxHeapBytes) {
        long share = (machineBytes - maxHeapBytes) / FRACTION;
        return Math.max(LEAST_BYTES, Math.min(MOST_BY_DEFAULT_BYTES, share));
    }

    /**
     * Returns a size that was said.
     *
     * @throws IllegalArgumentException if it is below the least, or above the most, {@link OffHeapBound#MOST_BYTES}
     */
    public static long checked(long bytes) {
        check(bytes);
        return bytes;
    }

    static void check(long bytes) {
        SizeSyntax.checkWithin("off-heap pool", LEAST_BYTES, OffHeapBound.MOST_BYTES, bytes);
    }
}
