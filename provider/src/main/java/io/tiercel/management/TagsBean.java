package io.tiercel.management;

import io.tiercel.key.KeyParser;
import io.tiercel.rule.RuleTarget;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Lets operators count and invalidate by tags. Safe for use by many threads. */
public final class TagsBean implements TagsMXBean {

    private static final int TOP = 20;
    private static final int REPORTED = 100;
    private static final int MOST_KEYS = 10_000;
    private static final Duration LONGEST_SCAN = Duration.ofSeconds(5);

    private final RuleTarget cache;

    private TagsBean(RuleTarget cache) {
        this.cache = cache;
    }

    /** Returns the bean of a cache with its name. */
    public static NamedBean named(RuleTarget cache) {
        return NamedBean.of("Tags", () -> DescribedBean.of(TagsMXBean.class, new TagsBean(cache)));
    }

    @Override
    public long getTagCount() {
        return cache.tagCounts(Integer.MAX_VALUE).size();
    }

    @Override
    public Map<String, Long> getTopTags() {
        return cache.tagCounts(TOP);
    }

    @Override
    public String getReport() {
        Map<String, Long> counts = cache.tagCounts(REPORTED);
        return counts.isEmpty()
                ? "No entry carries a tag."
                : counts.entrySet().stream()
                        .map(count -> String.format("%,12d  %s", count.getValue(), LogText.of(count.getKey())))
                        .collect(Collectors.joining("\n"));
    }

    @Override
    public long countByTag(String tag) {
        return cache.countByTag(tag);
    }

    @Override
    public long invalidateTag(String tag, boolean dryRun) {
        return invalidate(cache, Set.of(tag), dryRun);
    }

    @Override
    public long invalidateTags(String tags, boolean dryRun) {
        return invalidate(cache, tags(tags), dryRun);
    }

    /** Reads tags as an operator types them. */
    static Set<String> tags(String text) {
        Set<String> tags = new HashSet<>(ListText.items(text));
        if (tags.isEmpty()) {
            throw new IllegalArgumentException("there is no tag in '" + LogText.of(text) + "'");
        }
        return tags;
    }

    static long invalidate(RuleTarget cache, Set<String> tags, boolean dryRun) {
        return dryRun ? cache.countByTags(tags) : cache.invalidateTags(tags);
    }

    @Override
    public long invalidatePattern(String pattern, boolean dryRun) {
        return dryRun ? cache.countMatching(pattern) : cache.invalidateMatching(pattern);
    }

    @Override
    public long invalidateKey(String key, boolean dryRun) {
        Object parsed = KeyParser.of(cache.keyType()).parse(key);
        boolean was = dryRun ? cache.holds(parsed) : cache.invalidate(parsed);
        return was ? 1 : 0;
    }

    @Override
    public List<String> listKeys(String tag, int limit) {
        if (limit < 1 || limit > MOST_KEYS) {
            throw new IllegalArgumentException("the limit must be 1 to " + MOST_KEYS + ", limit=" + limit);
        }
        return cache.listKeys(tag, limit, LONGEST_SCAN);
    }
}
