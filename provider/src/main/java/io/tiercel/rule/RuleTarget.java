package io.tiercel.rule;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A cache as rules and operators see it: what is invalidated from outside. Thread-safe. Fails with
 * {@link IllegalStateException} when it is closed.
 */
public interface RuleTarget {

    /** Returns the name of the cache. */
    String name();

    /** Returns the type of its keys. */
    Class<?> keyType();

    /** Invalidates the entry of a key and what is being loaded for it, and returns whether there was an entry. */
    boolean invalidate(Object key);

    /** Invalidates what matches, and returns how many entries did. */
    long invalidateMatching(String glob);

    /** Invalidates what carries a tag, and returns how many entries did. */
    long invalidateTags(Set<String> tags);

    /**
     * Invalidates what is being loaded, since nobody knows yet which tags that will carry, and all entries if any may carry
     * one. Returns how many there were.
     */
    long invalidateTagged();

    /** Returns whether there is an entry of a key. */
    boolean holds(Object key);

    /** Returns how many entries match. */
    long countMatching(String glob);

    /** Returns how many entries carry a tag. */
    long countByTag(String tag);

    /** Returns how many entries {@link #invalidateTags} would invalidate. */
    default long countByTags(Set<String> tags) {
        return tags.stream().mapToLong(this::countByTag).sum();
    }

    /** Returns the tags that most entries carry, with their counts, the largest first. */
    Map<String, Long> tagCounts(int most);

    /** Returns the strings of keys of entries that carry a tag, as far as they are found within the time. */
    List<String> listKeys(String tag, int most, Duration timeLimit);
}
