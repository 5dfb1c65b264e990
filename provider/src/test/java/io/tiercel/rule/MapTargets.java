package io.tiercel.rule;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Caches that are maps from keys to tags. For one thread. */
final class MapTargets implements RuleTargets {

    private final Map<String, MapTarget> targets = new TreeMap<>();

    /** Adds a cache with entries that carry no tag. */
    MapTarget add(String name, Class<?> keyType, Object... keys) {
        MapTarget target = new MapTarget(name, keyType);
        for (Object key : keys) {
            target.entries.put(key, Set.of());
        }
        targets.put(name, target);
        return target;
    }

    @Override
    public @Nullable RuleTarget find(String cacheName) {
        return targets.get(cacheName);
    }

    @Override
    public Collection<? extends RuleTarget> all() {
        return List.copyOf(targets.values());
    }

    /** One of them. */
    final class MapTarget implements RuleTarget {

        private final String name;
        private final Class<?> keyType;
        final Map<Object, Set<String>> entries = new HashMap<>();
        boolean isBroken;
        boolean isClosing;

        @Nullable
        RuntimeException failure;

        private MapTarget(String name, Class<?> keyType) {
            this.name = name;
            this.keyType = keyType;
        }

        void put(Object key, String... tags) {
            entries.put(key, Set.of(tags));
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Class<?> keyType() {
            return keyType;
        }

        @Override
        public boolean invalidate(Object key) {
            requireSound();
            return entries.remove(key) != null;
        }

        @Override
        public long invalidateMatching(String glob) {
            requireSound();
            long before = entries.size();
            entries.keySet().removeIf(matching(glob));
            return before - entries.size();
        }

        @Override
        public long invalidateTags(Set<String> tags) {
            requireSound();
            long before = entries.size();
            entries.values().removeIf(ofEntry -> {
                Set<String> common = new HashSet<>(ofEntry);
                common.retainAll(tags);
                return !common.isEmpty();
            });
            return before - entries.size();
        }

        @Override
        public long invalidateTagged() {
            return tagCounts(1).isEmpty() ? 0 : invalidateMatching("*");
        }

        @Override
        public boolean holds(Object key) {
            return entries.containsKey(key);
        }

        @Override
        public long countMatching(String glob) {
            return entries.keySet().stream().filter(matching(glob)).count();
        }

        @Override
        public long countByTag(String tag) {
            return entries.values().stream().filter(tags -> tags.contains(tag)).count();
        }

        @Override
        public Map<String, Long> tagCounts(int most) {
            Map<String, Long> counts = new TreeMap<>();
            entries.values().forEach(tags -> tags.forEach(tag -> counts.merge(tag, 1L, Long::sum)));
            return counts;
        }

        @Override
        public List<String> listKeys(String tag, int most, Duration timeLimit) {
            return entries.keySet().stream().map(String::valueOf).limit(most).toList();
        }

        private void requireSound() {
            if (isClosing) {
                targets.remove(name);
                throw new IllegalStateException(name + " is closed");
            }
            if (failure != null) {
                throw failure;
            }
            if (isBroken) {
                throw new IllegalStateException(name + " is broken");
            }
        }

        private static Predicate<Object> matching(String glob) {
            StringBuilder regex = new StringBuilder();
            for (int i = 0; i < glob.length(); i++) {
                char c = glob.charAt(i);
                if (c == '\\') {
                    regex.append(java.util.regex.Pattern.quote(String.valueOf(glob.charAt(++i))));
                } else {
                    regex.append(c == '*' ? ".*" : c == '?' ? "." : java.util.regex.Pattern.quote(String.valueOf(c)));
                }
            }
            return key -> key.toString().matches(regex.toString());
        }
    }
}
