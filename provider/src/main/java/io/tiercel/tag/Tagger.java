package io.tiercel.tag;

import java.util.Set;

/**
 * Derives the tags of an entry from its key and value, for all that is written to a cache or loaded into it. They come
 * on top of those that a put or a loader says.
 *
 * <p>Must be safe for use by many threads, and fast. An exception that it throws fails the operation.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
@FunctionalInterface
public interface Tagger<K, V> {

    /** Returns the tags of an entry, none to leave it untagged. Must not return null. */
    Set<String> tagsOf(K key, V value);
}
