package io.tiercel.write.behind;

import io.tiercel.time.Clock;
import java.lang.System.Logger.Level;

/** Logs that the writer fails: the first time, and then at most once a minute. For one thread. */
final class FailureLog {

    private static final long INTERVAL_MILLIS = 60_000;

    private final String cacheName;
    private final Clock clock;
    private long quietUntilMillis = Long.MIN_VALUE;
    private int unlogged;

    FailureLog(String cacheName, Clock clock) {
        this.cacheName = cacheName;
        this.clock = clock;
    }

    void failed(String writer, int pending, Throwable cause) {
        long nowMillis = clock.nowMillis();
        if (nowMillis < quietUntilMillis) {
            unlogged++;
            return;
        }
        quietUntilMillis = nowMillis + INTERVAL_MILLIS;
        String others = unlogged == 0 ? "" : "; " + unlogged + " more failures were not logged";
        unlogged = 0;
        System.getLogger(FailureLog.class.getName())
                .log(
                        Level.WARNING,
                        writer + " failed to write behind for the cache '" + cacheName + "'; " + pending
                                + " keys have changes that wait, and are tried again" + others,
                        cause);
    }
}
