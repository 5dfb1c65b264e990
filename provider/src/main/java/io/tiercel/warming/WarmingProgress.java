package io.tiercel.warming;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How far a warm-up is. Immutable.
 *
 * @param state what has become of it
 * @param planned how many keys it is to go through; fewer if the cache is full before
 * @param loaded of how many the source had a value
 * @param skipped how many were there already
 * @param absent of how many the source had none
 * @param failed of how many the load failed
 * @param elapsed how long it has been under way, or was
 * @param failure what failed last, or null
 */
public record WarmingProgress(
        WarmingState state,
        long planned,
        long loaded,
        long skipped,
        long absent,
        long failed,
        Duration elapsed,
        @Nullable String failure) {

    static final WarmingProgress NONE = new WarmingProgress(WarmingState.IDLE, 0, 0, 0, 0, 0, Duration.ZERO, null);

    /** Returns how many keys it has gone through. */
    public long done() {
        return loaded + skipped + absent + failed;
    }

    /** Returns how many of a hundred planned keys it has gone through; 0 where nothing is planned. */
    public double percent() {
        return planned == 0 ? 0 : 100.0 * done() / planned;
    }

    /** Returns how long it will take on, if it goes on as so far; null if it is not under way, or nobody can tell yet. */
    public @Nullable Duration remaining() {
        if (!state.isUnderWay() || done() == 0) {
            return null;
        }
        return Duration.ofMillis((long) ((double) elapsed.toMillis() * (planned - done()) / done()));
    }
}
