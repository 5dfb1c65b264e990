package io.tiercel.offheap.disk.crash;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What may be found, given what was started and what has returned. Absent is always allowed; of a key's values, the last
 * one that was put and those that were being put when the process was killed.
 */
final class Model {

    private static final long NOT_ENDED = Long.MAX_VALUE;

    /** For each key, its values that may be found, and when their put returned. */
    private final Map<Integer, Map<Long, Long>> allowed = new HashMap<>();

    private long time;
    private long clearStarted;
    private boolean clearing;

    /** Values that were put while all were removed: either may have come first. */
    private final Set<Long> overlapping = new HashSet<>();

    private long lastSequence;

    void apply(Step step) {
        time++;
        lastSequence = Math.max(lastSequence, step.sequence());
        Map<Long, Long> values = allowed.computeIfAbsent(step.key(), key -> new HashMap<>());
        switch (step.kind()) {
            case READY, REMOVE_STARTS -> {}
            case PUT_STARTS -> values.put(step.sequence(), NOT_ENDED);
            case PUT_ENDED -> {
                values.keySet().removeIf(sequence -> sequence != step.sequence());
                values.put(step.sequence(), time);
            }
            case REMOVE_ENDED -> values.clear();
            case CLEAR_STARTS -> {
                clearStarted = time;
                clearing = true;
            }
            case CLEAR_ENDED -> {
                clearing = false;
                allowed.values().forEach(each -> each.values().removeIf(ended -> ended < clearStarted));
                allowed.values().forEach(each -> overlapping.addAll(each.keySet()));
            }
        }
    }

    /** Returns what is wrong with a value that was found, or an empty string. */
    String judge(int key, byte[] payload, long expiresAtMillis) {
        long sequence = Payload.sequenceOf(key, payload);
        if (sequence < 0) {
            return "key " + key + " has bytes that were never put for it";
        }
        if (expiresAtMillis != Payload.expiresAtMillis(sequence)) {
            return "key " + key + " has a deadline that it never had";
        }
        Map<Long, Long> values = allowed.getOrDefault(key, Map.of());
        return values.containsKey(sequence)
                ? ""
                : "key " + key + " has value " + sequence + ", of " + values.keySet() + " that it may have";
    }

    /** Notes what was found: nothing else may be found from now on, unless it is put again. */
    void found(int key, long sequence) {
        Map<Long, Long> values = allowed.computeIfAbsent(key, each -> new HashMap<>());
        values.keySet().removeIf(each -> each != sequence);
        values.replaceAll((each, ended) -> time);
    }

    void foundAbsent(int key) {
        allowed.computeIfAbsent(key, each -> new HashMap<>()).clear();
    }

    /**
     * Returns how many keys have a value that was put before the process was killed, and was not removed. Call before
     * anything is looked for.
     */
    long expected() {
        if (clearing) {
            clearing = false;
            return 0; // the clear may have come through
        }
        return allowed.values().stream()
                .filter(values -> !values.isEmpty() && !values.containsValue(NOT_ENDED))
                .filter(values -> Collections.disjoint(values.keySet(), overlapping))
                .count();
    }

    /** Returns a number above that of every operation so far. */
    long nextSequence() {
        return lastSequence + 1;
    }
}
