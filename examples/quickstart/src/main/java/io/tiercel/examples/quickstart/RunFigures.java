package io.tiercel.examples.quickstart;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;

/**
 * How a run went, for later ones to be compared with: it is kept in a cache with a disk tier. Immutable.
 *
 * @param startedAt when it began
 * @param walked how long it walked through the cache
 * @param gets how many gets it made
 * @param loads how many of them had to be loaded
 */
public record RunFigures(Instant startedAt, Duration walked, long gets, long loads) implements Serializable {
    /** The gets that needed no load, as a share of all, between 0 and 1; 0 if there was none. */
    double hitRatio() {
        return gets == 0 ? 0 : (double) (gets - loads) / gets;
    }
}
