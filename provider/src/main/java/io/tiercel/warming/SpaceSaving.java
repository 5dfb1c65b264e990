package io.tiercel.warming;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Finds the most frequent keys of a stream in bounded memory.
 *
 * <p>This is Space-Saving of Metwally, Agrawal and El Abbadi ("Efficient Computation of Frequent and Top-k Elements in
 * Data Streams", ICDT 2005). There is a fixed number of counters. A key that has none takes that of the smallest count,
 * begins where that one was, and remembers it as the error that its count may have. So no count is too small; with m
 * counters and a stream of weight n none is too large by more than n / m, and every key of a frequency above that has a
 * counter. Keys are ranked by the middle of what their count may stand for: a newcomer's count is mostly error.
 *
 * <p>Two things are added. Observations have a weight, because reads are sampled. And counts age: after every window of
 * weight they are halved, so that a key that was hot last week gives way to one that is hot now.
 *
 * <p>An observation takes time logarithmic in the number of counters, and a counter about 100 bytes besides its key. Not
 * thread-safe.
 */
final class SpaceSaving<K> {

    private static final class Counter<K> {
        private K key;
        private long count;
        private long error;
        private int position;

        private Counter(K key, int position) {
            this.key = key;
            this.position = position;
        }

        /** Twice the middle of the counts that it may stand for. */
        private long rank() {
            return count + (count - error);
        }
    }

    private final int capacity;
    private final long windowWeight;
    private final UnaryOperator<K> keep;
    private final Map<K, Counter<K>> counters;

    /** The counters as a binary heap: none is smaller than the one at half its position. */
    private final List<Counter<K>> heap = new ArrayList<>();

    private long weightInWindow;

    /**
     * @param capacity the number of counters
     * @param windowWeight after how much weight counts are halved
     * @param keep returns what to keep of a key
     */
    SpaceSaving(int capacity, long windowWeight, UnaryOperator<K> keep) {
        this.capacity = capacity;
        this.windowWeight = windowWeight;
        this.keep = keep;
        this.counters = new HashMap<>();
    }

    /** Adds an observation of a key. */
    void add(K key, long weight) {
        Counter<K> counter = counters.get(key);
        if (counter == null) {
            counter = counterFor(keep.apply(key));
        }
        counter.count += weight;
        sink(counter.position);
        weightInWindow += weight;
        if (weightInWindow >= windowWeight) {
            age();
        }
    }

    private Counter<K> counterFor(K key) {
        Counter<K> counter;
        if (heap.size() < capacity) {
            counter = new Counter<>(key, heap.size());
            heap.add(counter);
            rise(counter.position);
        } else {
            counter = heap.get(0);
            counters.remove(counter.key);
            counter.key = key;
            counter.error = counter.count;
        }
        counters.put(key, counter);
        return counter;
    }

    /** Halves all counts. That leaves the heap a heap. */
    private void age() {
        weightInWindow = 0;
        for (Counter<K> counter : heap) {
            counter.count >>= 1;
            counter.error >>= 1;
        }
    }

    /** Returns the most frequent keys, the most frequent first. */
    List<HotKey<K>> top(int most) {
        return top(counted(), most);
    }

    /** Returns the most frequent of counted keys, the most frequent first. */
    static <K> List<HotKey<K>> top(List<HotKey<K>> counted, int most) {
        return counted.stream()
                .sorted(Comparator.<HotKey<K>>comparingLong(HotKey::frequency).reversed())
                .limit(most)
                .toList();
    }

    /** Returns all keys that have counters, in no order: quickly, for who keeps observations out meanwhile. */
    List<HotKey<K>> counted() {
        List<HotKey<K>> counted = new ArrayList<>(heap.size());
        for (Counter<K> counter : heap) {
            if (counter.count > 0) {
                counted.add(new HotKey<>(counter.key, (counter.rank() + 1) / 2));
            }
        }
        return counted;
    }

    int size() {
        return heap.size();
    }

    private void sink(int from) {
        int at = from;
        while (true) {
            int child = 2 * at + 1;
            if (child >= heap.size()) {
                return;
            }
            if (child + 1 < heap.size() && heap.get(child + 1).count < heap.get(child).count) {
                child++;
            }
            if (heap.get(child).count >= heap.get(at).count) {
                return;
            }
            swap(at, child);
            at = child;
        }
    }

    private void rise(int from) {
        int at = from;
        while (at > 0 && heap.get(at).count < heap.get((at - 1) / 2).count) {
            swap(at, (at - 1) / 2);
            at = (at - 1) / 2;
        }
    }

    private void swap(int one, int other) {
        Counter<K> first = heap.get(one);
        Counter<K> second = heap.get(other);
        heap.set(one, second);
        heap.set(other, first);
        second.position = one;
        first.position = other;
    }
}
