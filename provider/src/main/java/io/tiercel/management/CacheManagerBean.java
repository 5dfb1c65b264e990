package io.tiercel.management;

import io.tiercel.rule.RuleTarget;
import io.tiercel.rule.RuleTargets;
import java.util.Set;
import java.util.stream.Collectors;

/** Shows a manager, and acts on all its caches. Safe for use by many threads. */
public final class CacheManagerBean implements CacheManagerMXBean {

    private final RuleTargets caches;
    private final String configurationSource;

    private CacheManagerBean(RuleTargets caches, String configurationSource) {
        this.caches = caches;
        this.configurationSource = configurationSource;
    }

    /** Returns the bean of a manager with its name. */
    public static NamedBean named(RuleTargets caches, String configurationSource) {
        return NamedBean.of(
                "CacheManager",
                () -> DescribedBean.of(CacheManagerMXBean.class, new CacheManagerBean(caches, configurationSource)));
    }

    @Override
    public String getCaches() {
        return caches.all().stream().map(RuleTarget::name).sorted().collect(Collectors.joining("\n"));
    }

    @Override
    public String getConfigurationSource() {
        return configurationSource;
    }

    @Override
    public long invalidateTags(String tags, boolean dryRun) {
        Set<String> read = TagsBean.tags(tags);
        long entries = 0;
        for (RuleTarget cache : caches.all()) {
            entries += TagsBean.invalidate(cache, read, dryRun);
        }
        return entries;
    }
}
