package io.tiercel.heap;

import static java.util.Objects.requireNonNull;

import io.tiercel.serialize.AnnotatedValue;
import io.tiercel.tag.TagSet;
import io.tiercel.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * An entry with tags that never expires, and whose value is handed out as it is. It remembers when it was last found
 * live, so that a hit follows no more references than that of an entry without tags, until something is invalidated. It
 * holds value and tags itself, for the fewer objects there are, the more of them stay in the processor's caches.
 */
class TaggedEntry extends HeapEntry {

    private final TagSet tags;

    /** The era of the tags in which it was found live. A lost write costs a look at the tags. */
    @SuppressWarnings("UnusedVariable")
    private volatile long liveIn;

    TaggedEntry(Object key, int hash, AnnotatedValue value) {
        super(key, hash, value.value(), Kind.ANNOTATED);
        this.tags = requireNonNull(value.tags());
        this.liveIn = -1;
    }

    /** Returns whether such an entry can be made of a value in stored form. */
    static boolean suits(Object value) {
        return value instanceof AnnotatedValue annotated && annotated.isPlainWithTags();
    }

    @Override
    public final Object value() {
        return new AnnotatedValue(held(), tags);
    }

    @Override
    public final @Nullable Object plainAt(long era, Clock clock) {
        return liveIn >= era ? held() : null;
    }

    @Override
    public final void foundLive(long era) {
        liveIn = era;
    }
}
