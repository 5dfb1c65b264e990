package io.tiercel.benchmarks.hitratio;

/** A cache whose hit ratio is measured. */
interface Contender {

    String title();

    /** Returns how many reads hit in an empty cache that puts what it misses. */
    long hits(Integer[] keys, int capacity);
}
