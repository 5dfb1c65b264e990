package io.tiercel.warming;

/**
 * How fast a warm-up goes. Keys are loaded in batches of a tenth of a second's, at least one and at most 100. Immutable.
 *
 * @param keysPerSecond at least 1
 */
record Pace(int keysPerSecond) {

    static final int MOST_IN_BATCH = 100;
    private static final int BATCHES_PER_SECOND = 10;
    private static final long MILLIS_PER_SECOND = 1_000;

    int batch() {
        return Math.max(1, Math.min(MOST_IN_BATCH, keysPerSecond / BATCHES_PER_SECOND));
    }

    /** Returns how long after the begin of a batch the next one may begin. */
    long millisFor(int keys) {
        return (keys * MILLIS_PER_SECOND + keysPerSecond - 1) / keysPerSecond;
    }
}
