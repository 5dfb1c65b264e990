package io.tiercel.benchmarks.subject;

/** Where a cache of a table holds its entries. */
public enum Place {
    HEAP,
    /** Outside the heap, for those that can with copies of some on the heap. */
    OUTSIDE
}
