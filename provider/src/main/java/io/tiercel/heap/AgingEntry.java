package io.tiercel.heap;

import io.tiercel.serialize.AnnotatedValue;
import io.tiercel.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * An entry with a deadline whose value is handed out as it is, but has annotations: tags, or an age at which it is loaded
 * anew. It remembers what a look at them has found, so that a hit follows no more references than that of an entry without.
 */
class AgingEntry extends TimedEntry {

    private final Object plain;

    /** The era of the tags in which it was found live. A lost write costs a look at the tags. */
    private volatile long liveIn = -1;

    /** When it may be time to load the value anew. A lost write costs a look at its age. */
    private volatile long quietUntilMillis;

    AgingEntry(Object key, int hash, AnnotatedValue value, long expiresAtMillis) {
        super(key, hash, value, expiresAtMillis);
        this.plain = value.value();
        this.quietUntilMillis = value.freshness() == null ? NEVER : Long.MIN_VALUE;
    }

    /** Returns whether such an entry can be made of a value in stored form. */
    static boolean suits(Object value) {
        return value instanceof AnnotatedValue annotated && annotated.isPlain();
    }

    @Override
    public final @Nullable Object plainAt(long era, Clock clock) {
        long recentMillis = clock.recentMillis();
        return liveIn >= era && isFarFromOver(recentMillis) && quietUntilMillis > recentMillis ? plain : null;
    }

    @Override
    public final void foundLive(long era) {
        liveIn = era;
    }

    @Override
    public final void quietUntil(long millis) {
        quietUntilMillis = millis;
    }
}
