package io.tiercel.tier;

import java.util.concurrent.atomic.LongAdder;

/** What moved between a heap tier and the one below it, counted whether the statistics of the cache are on or not. Thread-safe. */
public final class Moves {

    private final LongAdder promotions = new LongAdder();
    private final LongAdder demotions = new LongAdder();

    void promoted() {
        promotions.increment();
    }

    void demoted() {
        demotions.increment();
    }

    long promotions() {
        return promotions.sum();
    }

    long demotions() {
        return demotions.sum();
    }
}
