package io.tiercel.tier;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Tells whoever makes a copy whether the original may have changed meanwhile. For each group of hashes there is a stamp,
 * which moves <em>after</em> each change, and the number of copies being made. A copy that is installed while the stamp
 * is where it was before the original was read is a copy of what is there: had it changed in between, the stamp would
 * have moved, or the one who changes it has yet to move it and will look for copies after that.
 *
 * <p>Thread-safe, without locks. That hashes share a stamp costs a copy now and then and nothing else. 2 KiB.
 */
final class Stamps {

    private static final int GROUPS = 256;
    private static final int COUNT_BITS = 20;
    private static final long ONE_STAMP = 1L << COUNT_BITS;
    private static final long COUNT_MASK = ONE_STAMP - 1;

    private final AtomicLongArray words = new AtomicLongArray(GROUPS);

    /** Says that a copy is being made, and returns the stamp. Call before the original is read or written. */
    long begin(int hash) {
        return words.getAndIncrement(group(hash)) >>> COUNT_BITS;
    }

    /** Says that the copy is made, or given up. */
    void end(int hash) {
        words.getAndDecrement(group(hash));
    }

    /** Returns whether the original is what it was at the stamp. Call under the lock of those who hold copies. */
    boolean isAt(int hash, long stamp) {
        return words.get(group(hash)) >>> COUNT_BITS == stamp;
    }

    /**
     * Says that the original has changed. Look for copies after this.
     *
     * @return whether copies are being made, so that a look without the lock might miss one
     */
    boolean move(int hash) {
        return (words.getAndAdd(group(hash), ONE_STAMP) & COUNT_MASK) != 0;
    }

    /** Returns whether copies are being made. */
    boolean isCopying(int hash) {
        return (words.get(group(hash)) & COUNT_MASK) != 0;
    }

    /** Says that all originals have changed. */
    void moveAll() {
        for (int group = 0; group < GROUPS; group++) {
            words.getAndAdd(group, ONE_STAMP);
        }
    }

    private static int group(int hash) {
        return hash & (GROUPS - 1);
    }
}
