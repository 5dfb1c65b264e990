package io.tiercel.tag;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The combinations of tags that were seen lately, so that the many entries with the same tags share one array. Thread-safe,
 * takes no lock and constant time; holds at most 256 arrays, which may keep tags in memory that are forgotten.
 */
final class TagCombinations {

    private static final int PLACES = 256;

    /** A combination is in the place of its hash, until another one with that place comes. */
    private final AtomicReferenceArray<Tag[]> seen = new AtomicReferenceArray<>(PLACES);

    /** Returns an array of the same tags in the same order, which nobody may write to. */
    Tag[] shared(Tag[] tags) {
        int hash = Arrays.hashCode(tags);
        int place = (hash ^ (hash >>> 16)) & (PLACES - 1);
        Tag[] known = seen.get(place);
        if (known != null && Arrays.equals(known, tags)) {
            return known;
        }
        seen.set(place, tags);
        return tags;
    }
}
