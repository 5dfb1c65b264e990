package io.tiercel.benchmarks.subject;

import org.jspecify.annotations.Nullable;

/**
 * The operations that are measured, over any cache or map. A benchmark's process loads one implementation only, so the
 * calls are inlined and cost the same for each. Thread-safe.
 */
public interface Target extends AutoCloseable {

    @Nullable
    Object get(Object key);

    void put(Object key, Object value);

    boolean putIfAbsent(Object key, Object value);

    boolean replace(Object key, Object value);

    @Nullable
    Object getAndPut(Object key, Object value);

    boolean remove(Object key);

    /** Sets the value in an entry processor, or in what comes nearest to it. */
    void invokeSet(Object key, Object value);

    @Override
    void close();
}
