package io.tiercel.serialize;

import io.tiercel.tag.TagSet;
import org.jspecify.annotations.Nullable;

/**
 * A value in stored form with what is known of it besides: its tags, its age. Tiers hold it like any other value, so that only
 * the values that have annotations pay for them, and all tiers carry them. Immutable and thread-safe.
 */
public final class AnnotatedValue extends Held {

    /** What an entry of such a value takes at most beyond one without annotations. */
    private static final long ENTRY_BYTES = 24;

    private final Object value;
    private final @Nullable TagSet tags;
    private final @Nullable Freshness freshness;

    /** @param value the value in stored form */
    public AnnotatedValue(Object value, @Nullable TagSet tags) {
        this(value, tags, null);
    }

    /** @param value the value in stored form */
    public AnnotatedValue(Object value, @Nullable TagSet tags, @Nullable Freshness freshness) {
        this.value = value;
        this.tags = tags;
        this.freshness = freshness;
    }

    /** Returns a stored form with its age, and with the other annotations that it has. */
    public static AnnotatedValue aged(Object stored, Freshness freshness) {
        return new AnnotatedValue(bare(stored), tagsOf(stored), freshness);
    }

    /** Returns the value, in stored form, without its annotations. */
    public Object value() {
        return value;
    }

    /** Returns the tags, or null if there are none. */
    public @Nullable TagSet tags() {
        return tags;
    }

    /** Returns whether its value is handed out as it is. */
    public boolean isPlain() {
        return ValueStorage.isPlain(value);
    }

    /** Returns whether it has tags and no other annotation, and its value is handed out as it is. */
    public boolean isPlainWithTags() {
        return tags != null && freshness == null && isPlain();
    }

    /** Returns how old the value is, or null if that is not kept. */
    public @Nullable Freshness freshness() {
        return freshness;
    }

    /** Returns how old a stored form is, or null if that is not kept. */
    public static @Nullable Freshness freshnessOf(Object stored) {
        return stored instanceof AnnotatedValue annotated ? annotated.freshness : null;
    }

    /** Returns a stored form without its annotations. */
    public static Object bare(Object stored) {
        return stored instanceof AnnotatedValue annotated ? annotated.value : stored;
    }

    /** Returns the tags of a stored form, or null if it has none. */
    public static @Nullable TagSet tagsOf(Object stored) {
        return stored instanceof AnnotatedValue annotated ? annotated.tags : null;
    }

    /** Returns whether a stored form must not be served any more, for a tag of it was invalidated after it was read. */
    public static boolean isInvalidated(Object stored) {
        return stored instanceof AnnotatedValue annotated && annotated.tags != null && annotated.tags.isInvalidated();
    }

    @Override
    Object open(ValueStorage storage) {
        return storage.fromStored(value);
    }

    @Override
    long weightBytes(ValueStorage storage) {
        long own = ENTRY_BYTES + HeapLayout.align(HeapLayout.HEADER_BYTES + 3L * HeapLayout.REFERENCE_BYTES);
        long annotations = (tags == null ? 0 : tags.weightBytes()) + (freshness == null ? 0 : freshness.weightBytes());
        return own + annotations + storage.weightBytes(value);
    }
}
