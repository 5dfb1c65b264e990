package io.tiercel.rule;

import java.util.Objects;

/** What one event invalidates, said by a rule. Immutable, as far as keys are. */
public sealed interface Effect {

    /** Invalidates the entry of a key, given as the string that stands for it. */
    static Effect key(String cache, String key) {
        return new OfKey(cache, key, /* isText= */ true);
    }

    /** Invalidates the entry of a key, given as it is. */
    static Effect keyObject(String cache, Object key) {
        return new OfKey(cache, key, /* isText= */ false);
    }

    /** Invalidates all entries whose key matches a pattern. */
    static Effect pattern(String cache, String glob) {
        return new OfPattern(cache, glob);
    }

    /** Invalidates all entries of a cache. */
    static Effect all(String cache) {
        return new OfPattern(cache, Glob.EVERYTHING);
    }

    /** Invalidates all entries of all caches of the manager that carry a tag. */
    static Effect tag(String tag) {
        return new OfTag(tag);
    }

    /**
     * The entry of a key.
     *
     * @param cache the name of the cache
     * @param key the key, or the string that stands for it
     * @param isText whether it is the string
     */
    record OfKey(String cache, Object key, boolean isText) implements Effect {
        public OfKey {
            Objects.requireNonNull(cache, "cache");
            Objects.requireNonNull(key, "key");
        }
    }

    /**
     * The entries whose key matches.
     *
     * @param cache the name of the cache
     * @param glob the pattern
     */
    record OfPattern(String cache, String glob) implements Effect {
        public OfPattern {
            Objects.requireNonNull(cache, "cache");
            Objects.requireNonNull(glob, "glob");
        }
    }

    /**
     * The entries that carry a tag, in all caches.
     *
     * @param tag the tag
     */
    record OfTag(String tag) implements Effect {
        public OfTag {
            if (tag.isEmpty()) {
                throw new IllegalArgumentException("a tag is empty");
            }
        }
    }
}
