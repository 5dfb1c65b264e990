package io.tiercel.benchmarks.subject;

/** When entries expire; the durations are far longer than a measurement, so nothing does. */
public enum Expiry {
    ETERNAL,
    /** One hour after creation. */
    CREATED,
    /** One hour after the last access. */
    ACCESSED
}
