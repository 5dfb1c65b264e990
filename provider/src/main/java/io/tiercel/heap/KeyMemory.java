package io.tiercel.heap;

import io.tiercel.heap.EvictionHistory.Origin;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What an eviction policy knows of keys, also of those that are not in the cache: how often they are used, and from where they
 * left. About eight bytes an entry, none before it is asked for. Not thread-safe. Constant time, but for growing.
 *
 * <p>It is large, so there may be no memory for it, and an eviction, which gives some back, must not fail for that: then nothing
 * is known. To try costs a collection of all garbage, so it is not tried again for as many misses as there are entries.
 */
final class KeyMemory {

    private final Consumer<Runnable> maker;
    private @Nullable FrequencySketch sketch;
    private @Nullable EvictionHistory history;
    private long misses;
    private long notBeforeMiss;

    KeyMemory() {
        this(Runnable::run);
    }

    /** @param maker runs what allocates */
    KeyMemory(Consumer<Runnable> maker) {
        this.maker = maker;
    }

    /** Takes note that a key was missed, and returns from where it left, if that is known. */
    Origin missed(int hash) {
        misses++;
        return history == null ? Origin.NONE : history.take(hash, misses);
    }

    /** Takes note of uses, if frequencies are kept already. */
    void used(int hash, int uses) {
        if (sketch != null) {
            sketch.add(hash, uses);
        }
    }

    /** Takes note that an entry was evicted. */
    void evicted(int hash, Origin origin, long entries) {
        if (history == null || history.entries() < entries / 2) {
            ifThereIsMemory(() -> history = new EvictionHistory(entries), entries);
        }
        if (history != null) {
            history.add(hash, origin, misses);
        }
    }

    /** Returns the frequencies, large enough for some entries; null if there is no memory for them. */
    @Nullable
    FrequencySketch frequencies(long entries) {
        FrequencySketch current = sketch;
        if (current == null) {
            ifThereIsMemory(() -> sketch = new FrequencySketch(entries), entries);
        } else if (current.entries() * 5 / 4 < entries) {
            ifThereIsMemory(current::doubleSize, entries);
        }
        return sketch;
    }

    private void ifThereIsMemory(Runnable making, long entries) {
        if (misses < notBeforeMiss) {
            return;
        }
        try {
            maker.accept(making);
        } catch (OutOfMemoryError e) {
            notBeforeMiss = misses + entries;
        }
    }

    /** Returns how many entries frequencies are kept for. */
    long entries() {
        return sketch == null ? 0 : sketch.entries();
    }

    /** Forgets all. */
    void clear() {
        sketch = null;
        history = null;
    }
}
