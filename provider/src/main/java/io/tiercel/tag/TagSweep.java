package io.tiercel.tag;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * One pass over all entries: finds which tags are still carried, and counts by how many. An entry that comes or leaves
 * meanwhile is counted as always; a count that such entries may explain is kept. Used by one thread.
 */
public final class TagSweep {

    private final int number;
    private final Map<Tag, Seen> seen = new HashMap<>();

    private static final class Seen {
        private final long stateBefore;
        private long entries;

        private Seen(long stateBefore) {
            this.stateBefore = stateBefore;
        }
    }

    TagSweep(int number, Collection<Tag> tags) {
        this.number = number;
        tags.forEach(tag -> seen.put(tag, new Seen(tag.beginCount())));
    }

    /** Shows the sweep an entry that is not dead. */
    public void sees(TagSet tags) {
        for (Tag tag : tags.tags()) {
            tag.usedIn(number);
            Seen of = seen.get(tag);
            if (of != null) {
                of.entries++;
            }
        }
    }

    void putCountsRight() {
        seen.forEach((tag, of) -> tag.recounted(of.stateBefore, of.entries));
    }

    boolean isUnused(Tag tag, int sweepsRemembered) {
        return number - tag.usedInSweep() >= sweepsRemembered && tag.entries() == 0;
    }
}
