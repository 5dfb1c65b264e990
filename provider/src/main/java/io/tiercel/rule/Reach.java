package io.tiercel.rule;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/** All that the events of some rules can invalidate, for when it is not known which events there were. */
final class Reach {

    private final RuleTargets targets;
    private final Set<Effect.OfPattern> patterns = new LinkedHashSet<>();

    Reach(RuleTargets targets, Collection<EventRule> rules) {
        this.targets = targets;
        rules.forEach(this::add);
    }

    private void add(EventRule rule) {
        rule.keys().forEach(key -> add(key.cache(), key.template().widened(), /* isOfKey= */ true));
        rule.patterns()
                .forEach(pattern -> add(pattern.cache(), pattern.template().widenedPattern(), false));
        for (RuleTarget target : targets.all()) {
            if (!rule.functions().isEmpty() || (!rule.tags().isEmpty() && target.hasTags())) {
                patterns.add(new Effect.OfPattern(target.name(), Glob.EVERYTHING));
            }
        }
    }

    /** Keys that are not strings may be written in another way than their {@code toString}. */
    private void add(String cacheName, String glob, boolean isOfKey) {
        RuleTarget target = targets.find(cacheName);
        if (target != null) {
            boolean isText = !isOfKey || target.keyType() == String.class;
            patterns.add(new Effect.OfPattern(cacheName, isText ? glob : Glob.EVERYTHING));
        }
    }

    /** Invalidates it all, and returns how many entries that were. A cache that closes meanwhile has nothing to lose. */
    long invalidate() {
        long entries = 0;
        for (Effect.OfPattern pattern : patterns) {
            RuleTarget target = targets.find(pattern.cache());
            if (target != null) {
                try {
                    entries += target.invalidateMatching(pattern.glob());
                } catch (IllegalStateException e) {
                    if (targets.find(pattern.cache()) != null) {
                        throw e;
                    }
                }
            }
        }
        return entries;
    }
}
