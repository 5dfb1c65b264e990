package io.tiercel.examples.quickstart;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a walk saw: how often it came to each class, and how long it waited. Not thread-safe. */
final class WalkTally {
    private final LatencySample hits = new LatencySample();
    private final LatencySample loads = new LatencySample();
    private final Map<String, Long> visits = new HashMap<>();

    /** Counts a get; it is a load, its own or one that it waited for, if the file was read after the get began. */
    void record(ClassSummary summary, Instant startedAt, long nanos) {
        boolean loaded = !summary.readAt().isBefore(startedAt);
        (loaded ? loads : hits).record(nanos);
        visits.merge(summary.name(), 1L, Long::sum);
    }

    void add(WalkTally other) {
        hits.add(other.hits);
        loads.add(other.loads);
        other.visits.forEach((name, count) -> visits.merge(name, count, Long::sum));
    }

    LatencySample hits() {
        return hits;
    }

    LatencySample loads() {
        return loads;
    }

    long steps() {
        return hits.count() + loads.count();
    }

    /** How many different classes the walk came to. */
    int distinctClasses() {
        return visits.size();
    }

    /** The classes that the walk came to most often, the first one first. */
    List<Map.Entry<String, Long>> mostVisited(int limit) {
        return visits.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(limit)
                .toList();
    }
}
