package io.tiercel.engine;

import static java.util.Objects.requireNonNull;

import io.tiercel.serialize.AnnotatedValue;
import io.tiercel.tag.TagRegistry;
import io.tiercel.tag.TagSet;
import io.tiercel.tag.Tagger;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gives values their tags. Thread-safe. */
public final class Tagging<K, V> {

    private final TagRegistry registry;
    private final @Nullable Tagger<? super K, ? super V> tagger;

    /** @param tagger derives tags from key and value, null if nothing does */
    public Tagging(TagRegistry registry, @Nullable Tagger<? super K, ? super V> tagger) {
        this.registry = registry;
        this.tagger = tagger;
    }

    TagRegistry registry() {
        return registry;
    }

    /**
     * Returns a stored form with the tags of the entry, or as it is if there are none. May run code of the user.
     *
     * @param said the tags that are said
     * @param stamp the reading of the tag clock that the value is from
     */
    @SuppressWarnings("unchecked") // keys and values are those of the cache
    Object tagged(Object key, Object value, Object stored, Set<String> said, long stamp) {
        Set<String> names = tagger == null ? said : all((K) key, (V) value, said);
        return names.isEmpty() ? stored : new AnnotatedValue(stored, registry.tagSet(names, stamp));
    }

    private Set<String> all(K key, V value, Set<String> said) {
        Tagger<? super K, ? super V> present = requireNonNull(tagger);
        Set<String> derived = requireNonNull(
                present.tagsOf(key, value), () -> present.getClass().getName() + " returned null instead of tags");
        if (said.isEmpty()) {
            return derived;
        }
        Set<String> names = new HashSet<>(said);
        names.addAll(derived);
        return names;
    }

    /** Says that a value is written now. Call in the section of its key, so that whatever is invalidated later hides it. */
    void stamp(Object stored) {
        TagSet tags = AnnotatedValue.tagsOf(stored);
        if (tags != null) {
            tags.restamp(registry.now());
        }
    }

    /** Counts an entry in that is about to be put. */
    void entering(Object stored) {
        TagSet tags = AnnotatedValue.tagsOf(stored);
        if (tags != null) {
            registry.revive(tags);
            tags.entered();
        }
    }

    /** Counts an entry out that has left. */
    void left(Object stored) {
        TagSet tags = AnnotatedValue.tagsOf(stored);
        if (tags != null) {
            tags.left();
        }
    }
}
