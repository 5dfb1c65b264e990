package io.tiercel.warming;

import io.tiercel.statistics.CacheStatistics;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

/**
 * The keys of a cache that are read most. It is told of the hits that the statistics sample, each of which then
 * counts for all of them, and of every load. Thread-safe; whoever would have to wait for another thread is not counted, which happens to all keys alike.
 */
public final class HotKeys<K> {

    /** How many hits a hit stands for that is told. */
    static final int SAMPLE = CacheStatistics.GETS_PER_SAMPLE;

    private static final int LEAST_COUNTERS = 8_192;
    private static final int COUNTERS_PER_KEY = 4;
    private static final long SAMPLES_IN_WINDOW_PER_COUNTER = 64;

    private final int most;
    private final ReentrantLock lock = new ReentrantLock();
    private final SpaceSaving<K> frequencies;

    /**
     * @param most how many keys are wanted
     * @param keep returns what to keep of a key that the application may change
     */
    public HotKeys(int most, UnaryOperator<K> keep) {
        this.most = most;
        this.frequencies = counting(most, SAMPLE, keep);
    }

    /** Returns what counts the frequencies of enough keys to find the most frequent ones. */
    static <K> SpaceSaving<K> counting(int most, int weight, UnaryOperator<K> keep) {
        int counters = Math.max(LEAST_COUNTERS, COUNTERS_PER_KEY * most);
        return new SpaceSaving<>(counters, SAMPLES_IN_WINDOW_PER_COUNTER * weight * counters, keep);
    }

    /** Counts a hit that was sampled. */
    public void hit(K key) {
        add(key, SAMPLE);
    }

    /** Counts a load. */
    public void loaded(K key) {
        add(key, 1);
    }

    private void add(K key, long weight) {
        if (lock.tryLock()) {
            try {
                frequencies.add(key, weight);
            } finally {
                lock.unlock();
            }
        }
    }

    /** Counts what was known of keys before. */
    void remember(List<HotKey<K>> known) {
        lock.lock();
        try {
            for (int i = known.size() - 1; i >= 0; i--) { // the hottest last, so that it loses no counter
                frequencies.add(known.get(i).key(), known.get(i).frequency());
            }
        } finally {
            lock.unlock();
        }
    }

    /** Returns the hottest keys, the hottest first. They are ordered without the lock, for what is read meanwhile is to count. */
    List<HotKey<K>> hottest(int atMost) {
        return SpaceSaving.top(counted(), Math.min(atMost, most));
    }

    private List<HotKey<K>> counted() {
        lock.lock();
        try {
            return frequencies.counted();
        } finally {
            lock.unlock();
        }
    }

    /** Returns the hottest keys, the hottest first, as many as are wanted. */
    List<HotKey<K>> hottest() {
        return hottest(most);
    }
}
