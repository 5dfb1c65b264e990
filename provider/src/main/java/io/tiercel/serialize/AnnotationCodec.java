package io.tiercel.serialize;

import io.tiercel.tag.TagRegistry;
import io.tiercel.tag.TagSet;
import java.nio.ByteBuffer;
import java.util.function.Function;

/**
 * Annotations before the bytes of a value. Written to disk:
 *
 * <pre>
 * flags    1   1 has tags, 2 has an age
 * epoch    4   if there are tags: of the registry that knows their numbers
 * stamp    8   the reading of the tag clock that the value is from
 * tags     1   how many
 * numbers  4 each
 * since    8   if there is an age: when the value was made, in milliseconds since 1970
 * cost     4   how long it took to load it, in milliseconds, 0 if it was not loaded
 * bytes    *   of the bare value
 * </pre>
 *
 * Numbers are big-endian. Thread-safe.
 */
final class AnnotationCodec {

    private static final byte HAS_TAGS = 1;
    private static final byte HAS_AGE = 2;
    private static final int AGE_BYTES = Long.BYTES + Integer.BYTES;
    private static final int TAGS_BYTES = Integer.BYTES + Long.BYTES + 1;
    private static final int TAGS_OFFSET = 1;
    private static final int LOW_BITS = 0xFF;

    private final TagRegistry registry;

    AnnotationCodec(TagRegistry registry) {
        this.registry = registry;
    }

    /** Returns the bytes of a value, given those of the bare value. */
    byte[] bytesOf(AnnotatedValue annotated, byte[] bare) {
        TagSet tags = annotated.tags();
        int tagsBytes = tags == null ? 0 : TAGS_BYTES + tags.size() * Integer.BYTES;
        Freshness freshness = annotated.freshness();
        int ageBytes = freshness == null ? 0 : AGE_BYTES;
        ByteBuffer out = ByteBuffer.allocate(1 + tagsBytes + ageBytes + bare.length);
        out.put((byte) ((tags == null ? 0 : HAS_TAGS) | (freshness == null ? 0 : HAS_AGE)));
        if (tags != null) {
            write(tags, out);
        }
        if (freshness != null) {
            out.putLong(freshness.sinceMillis()).putInt(freshness.loadMillis());
        }
        return out.put(bare).array();
    }

    /** Writes the tags of a value anew to its bytes: their number is what it was. */
    void restamp(AnnotatedValue annotated, byte[] bytes) {
        TagSet tags = annotated.tags();
        if (tags != null) {
            write(tags, ByteBuffer.wrap(bytes).position(TAGS_OFFSET));
        }
    }

    private void write(TagSet tags, ByteBuffer out) {
        out.putInt(registry.epoch()).putLong(tags.stamp()).put((byte) tags.size());
        for (int i = 0; i < tags.size(); i++) {
            out.putInt(tags.id(i));
        }
    }

    /** Returns a value with its annotations; the rest of the bytes is given to the function. */
    AnnotatedValue read(byte[] bytes, Function<byte[], Object> toStored) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        byte flags = in.get();
        TagSet tags = (flags & HAS_TAGS) == 0 ? null : readTags(in);
        Freshness freshness = (flags & HAS_AGE) == 0 ? null : new Freshness(in.getLong(), in.getInt());
        byte[] bare = new byte[in.remaining()];
        in.get(bare);
        return new AnnotatedValue(toStored.apply(bare), tags, freshness);
    }

    private TagSet readTags(ByteBuffer in) {
        int epoch = in.getInt();
        long stamp = in.getLong();
        int[] ids = new int[in.get() & LOW_BITS];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = in.getInt();
        }
        return registry.resolve(epoch, stamp, ids);
    }
}
