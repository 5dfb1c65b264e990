package io.tiercel.examples.quickstart;

import java.time.Duration;

/**
 * What all walkers saw, and how long they walked.
 *
 * @param tally the sum of their tallies
 * @param time from their start to their stop
 */
record TimedWalk(WalkTally tally, Duration time) {
    /** The steps of all walkers in a second. */
    double stepsPerSecond() {
        return tally.steps() * 1e9 / Math.max(1, time.toNanos());
    }
}
