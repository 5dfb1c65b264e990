package io.tiercel;

import io.tiercel.rule.RuleTarget;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A cache as events see it. */
record CacheTarget<K, V>(StandardCache<K, V> cache) implements RuleTarget {

    @Override
    public String name() {
        return cache.getName();
    }

    @Override
    public Class<?> keyType() {
        return cache.lifecycle().configuration().getKeyType();
    }

    @Override
    @SuppressWarnings("unchecked") // the cache checks the type of its keys
    public boolean invalidate(Object key) {
        return cache.invalidate((K) key);
    }

    @Override
    public long invalidateMatching(String glob) {
        return cache.invalidateMatching(glob);
    }

    @Override
    public long invalidateTags(Set<String> tags) {
        return cache.invalidateTags(tags);
    }

    @Override
    public long invalidateTagged() {
        return cache.invalidateTagged();
    }

    @Override
    @SuppressWarnings("unchecked") // the cache checks the type of its keys
    public boolean holds(Object key) {
        return cache.containsKey((K) key);
    }

    @Override
    public long countMatching(String glob) {
        return cache.countMatching(glob);
    }

    @Override
    public long countByTag(String tag) {
        return cache.countByTag(tag);
    }

    @Override
    public long countByTags(Set<String> tags) {
        return cache.countByTags(tags);
    }

    @Override
    public Map<String, Long> tagCounts(int most) {
        return cache.tagCounts(most);
    }

    @Override
    public List<String> listKeys(String tag, int most, Duration timeLimit) {
        return cache.listKeys(tag, most, timeLimit).stream()
                .map(String::valueOf)
                .toList();
    }
}
