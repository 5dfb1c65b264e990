package io.tiercel.rule;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** What events did so far. Thread-safe. Memory is bounded by the number of types that have rules. */
public final class EventCounters {

    private final ConcurrentMap<String, LongAdder> eventsByType = new ConcurrentHashMap<>();
    private final LongAdder withoutRule = new LongAdder();
    private final LongAdder repeated = new LongAdder();
    private final LongAdder invalidated = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final LongAdder gaps = new LongAdder();
    private volatile @Nullable String lastFailure;

    EventCounters() {}

    void count(EventOutcome outcome) {
        if (outcome.rules() == 0) {
            withoutRule.increment();
            return;
        }
        eventsByType.computeIfAbsent(outcome.type(), type -> new LongAdder()).increment();
        if (outcome.repeated()) {
            repeated.increment();
        }
        invalidated.add(outcome.invalidated());
    }

    void gap(long entries) {
        gaps.increment();
        invalidated.add(entries);
    }

    void failed(String failure) {
        failures.increment();
        lastFailure = Instant.now() + " " + failure;
    }

    /** Returns the number of events by type, for types that have rules. */
    public Map<String, Long> eventsByType() {
        Map<String, Long> counts = new TreeMap<>();
        eventsByType.forEach((type, count) -> counts.put(type, count.sum()));
        return counts;
    }

    /** Returns how many events no rule was for. */
    public long withoutRule() {
        return withoutRule.sum();
    }

    /** Returns how many events were not applied because they had been. */
    public long repeated() {
        return repeated.sum();
    }

    /** Returns how many entries were invalidated. */
    public long invalidated() {
        return invalidated.sum();
    }

    /** Returns how many events failed, in part or as a whole. */
    public long failures() {
        return failures.sum();
    }

    /** Returns how often events may have been missed, so that all that they could reach was invalidated. */
    public long gaps() {
        return gaps.sum();
    }

    /** Returns the last failure with its time, or null if there was none. */
    public @Nullable String lastFailure() {
        return lastFailure;
    }
}
