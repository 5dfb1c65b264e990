package io.tiercel.warming;

/**
 * Names the keys that a warm-up is to load besides the hot ones, such as those of today's reports. Asked anew for each
 * warm-up, by a thread in the background. What it throws is the failure of the warm-up.
 *
 * @param <K> the type of keys
 */
@FunctionalInterface
public interface KeySource<K> {

    /** Returns the keys, the most important first. */
    Iterable<? extends K> keys();
}
