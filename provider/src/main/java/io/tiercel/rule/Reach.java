package io.tiercel.rule;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.ToLongFunction;

/** All that the events of some rules can invalidate, for when it is not known which events there were. */
final class Reach {

    private final RuleTargets targets;
    private final Set<Effect.OfPattern> patterns = new LinkedHashSet<>();
    private boolean ofTags;

    Reach(RuleTargets targets, Collection<EventRule> rules) {
        this.targets = targets;
        rules.forEach(this::add);
    }

    private void add(EventRule rule) {
        rule.keys().forEach(key -> add(key.cache(), key.template().widened(), /* isOfKey= */ true));
        rule.patterns()
                .forEach(pattern -> add(pattern.cache(), pattern.template().widenedPattern(), false));
        if (!rule.functions().isEmpty()) {
            targets.all().forEach(target -> patterns.add(everythingOf(target)));
        }
        ofTags |= !rule.tags().isEmpty();
    }

    /** Keys that are not strings may be written in another way than their {@code toString}. */
    private void add(String cacheName, String glob, boolean isOfKey) {
        RuleTarget target = targets.find(cacheName);
        if (target != null) {
            boolean isText = !isOfKey || target.keyType() == String.class;
            patterns.add(new Effect.OfPattern(cacheName, isText ? glob : Glob.EVERYTHING));
        }
    }

    private static Effect.OfPattern everythingOf(RuleTarget target) {
        return new Effect.OfPattern(target.name(), Glob.EVERYTHING);
    }

    /** Invalidates it all, and returns how many entries that were. */
    long invalidate() {
        long entries = 0;
        for (Effect.OfPattern pattern : patterns) {
            RuleTarget target = targets.find(pattern.cache());
            if (target != null) {
                entries += unlessClosed(target, each -> each.invalidateMatching(pattern.glob()));
            }
        }
        if (ofTags) {
            for (RuleTarget target : targets.all()) {
                if (!patterns.contains(everythingOf(target))) {
                    entries += unlessClosed(target, RuleTarget::invalidateTagged);
                }
            }
        }
        return entries;
    }

    /** A cache that closes meanwhile has nothing to lose. */
    private long unlessClosed(RuleTarget target, ToLongFunction<RuleTarget> invalidation) {
        try {
            return invalidation.applyAsLong(target);
        } catch (IllegalStateException e) {
            if (targets.find(target.name()) != null) {
                throw e;
            }
            return 0;
        }
    }
}
