package io.tiercel.tag;

import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The tags of one entry, and the reading of the tag clock that its value is from: taken before a source was read, or when
 * in the section of a put. The entry is dead once one of its tags was invalidated later than that. Thread-safe, once the
 * entry can be found; a look takes time in proportion to the number of tags.
 */
public final class TagSet {

    private static final long OBJECT_BYTES = 24;
    private static final long ARRAY_BYTES = 16;
    private static final long REFERENCE_BYTES = 4;

    private long stamp;
    private Tag[] tags;

    TagSet(long stamp, Tag[] tags) {
        this.stamp = stamp;
        this.tags = tags;
    }

    /** Returns whether one of the tags was invalidated since the value was read, or is not remembered any more. */
    public boolean isInvalidated() {
        for (Tag tag : tags) {
            if (tag.isInvalidatedAfter(stamp)) {
                return true;
            }
        }
        return false;
    }

    /** Returns the reading of the clock that the value is from. */
    public long stamp() {
        return stamp;
    }

    /** Gives the value another reading. For the one who puts it, before it can be found. */
    public void restamp(long reading) {
        stamp = reading;
    }

    /** Returns the number of tags. */
    public int size() {
        return tags.length;
    }

    /** Returns the number of a tag, by which bytes name it. */
    public int id(int index) {
        return tags[index].id();
    }

    /** Returns whether it has a tag of that name. */
    public boolean contains(String name) {
        for (Tag tag : tags) {
            if (tag.name().equals(name)) {
                return true;
            }
        }
        return false;
    }

    /** Returns the names of the tags. */
    public Set<String> names() {
        return new AbstractSet<>() {
            @Override
            public Iterator<String> iterator() {
                return Stream.of(tags).map(Tag::name).iterator();
            }

            @Override
            public int size() {
                return tags.length;
            }
        };
    }

    /** Returns about how many bytes of heap this takes; the tags are shared. */
    public long weightBytes() {
        return OBJECT_BYTES + ARRAY_BYTES + ((tags.length * REFERENCE_BYTES + 7) & -8);
    }

    /** Counts the entry in, before it can be found. */
    public void entered() {
        for (Tag tag : tags) {
            tag.entered(stamp);
        }
    }

    /** Counts the entry out, after it has left. */
    public void left() {
        for (Tag tag : tags) {
            tag.left(stamp);
        }
    }

    Tag[] tags() {
        return tags;
    }

    /** Puts others in the place of the tags. For the one who puts the value, before it can be found. */
    void replaceTags(Tag[] others) {
        tags = others;
    }

    @Override
    public String toString() {
        return names() + "@" + stamp;
    }
}
