package io.tiercel.rule;

import io.tiercel.jvm.FirstFailure;
import io.tiercel.key.KeyParser;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;

/**
 * One event on its way to the caches: what its rules say, each effect whatever becomes of the others. For one thread.
 */
final class Application {

    private final CacheEvent event;
    private final RuleTargets targets;
    private final boolean isPreview;
    private final Map<String, Long> invalidatedByCache = new HashMap<>();
    private final List<String> failures = new ArrayList<>();
    private final List<Throwable> causes = new ArrayList<>();
    private boolean mayLeaveStale;

    Application(CacheEvent event, RuleTargets targets, boolean isPreview) {
        this.event = event;
        this.targets = targets;
        this.isPreview = isPreview;
    }

    /** Applies one rule. Templates are filled in and functions called before anything is invalidated. */
    void apply(EventRule rule) {
        Set<Effect> effects = new LinkedHashSet<>();
        rule.keys()
                .forEach(key -> attempt(
                        rule,
                        () -> effects.add(Effect.key(key.cache(), key.template().render(event, value -> value)))));
        rule.patterns()
                .forEach(pattern -> attempt(
                        rule,
                        () -> effects.add(Effect.pattern(
                                pattern.cache(), pattern.template().render(event, Glob::quoted)))));
        rule.tags().forEach(tag -> attempt(rule, () -> effects.add(Effect.tag(tag.render(event, value -> value)))));
        rule.functions().forEach(function -> attempt(rule, () -> effects.addAll(function.effectsOf(event))));
        effects.forEach(effect -> attempt(rule, () -> apply(effect)));
    }

    private void attempt(EventRule rule, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error e) { // of the user's function too; the other effects must happen all the same
            failures.add("rule for " + rule.type() + ": " + (e.getMessage() == null ? e : e.getMessage()));
            causes.add(e);
            mayLeaveStale |= !(e instanceof NoSuchCacheException);
        }
    }

    private void apply(Effect effect) {
        if (effect instanceof Effect.OfKey ofKey) {
            RuleTarget target = target(ofKey.cache());
            Object key = ofKey.isText() ? KeyParser.of(target.keyType()).parse((String) ofKey.key()) : ofKey.key();
            count(target, each -> (isPreview ? each.holds(key) : each.invalidate(key)) ? 1 : 0);
        } else if (effect instanceof Effect.OfPattern ofPattern) {
            RuleTarget target = target(ofPattern.cache());
            String glob = ofPattern.glob();
            count(target, each -> isPreview ? each.countMatching(glob) : each.invalidateMatching(glob));
        } else if (effect instanceof Effect.OfTag ofTag) {
            invalidateTag(ofTag.tag());
        }
    }

    /** A cache that fails must not keep the tag alive in the others. */
    private void invalidateTag(String tag) {
        RuntimeException failure = null;
        for (RuleTarget target : targets.all()) {
            try {
                count(target, each -> isPreview ? each.countByTag(tag) : each.invalidateTags(Set.of(tag)));
            } catch (NoSuchCacheException closedMeanwhile) {
                // it was one of all that there are, and is not any more
            } catch (RuntimeException e) {
                failure = FirstFailure.of(failure, e);
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** Counts what is done to a cache. One that closes meanwhile is one that does not exist. */
    private void count(RuleTarget target, ToLongFunction<RuleTarget> action) {
        try {
            invalidatedByCache.merge(target.name(), action.applyAsLong(target), Long::sum);
        } catch (IllegalStateException e) {
            RuleTarget unused = target(target.name());
            throw e;
        }
    }

    private RuleTarget target(String cacheName) {
        RuleTarget target = targets.find(cacheName);
        if (target == null) {
            List<String> names =
                    targets.all().stream().map(RuleTarget::name).sorted().toList();
            throw new NoSuchCacheException("there is no cache '" + cacheName + "'; there "
                    + (names.isEmpty() ? "is none" : "are " + String.join(", ", names)));
        }
        return target;
    }

    /**
     * Returns what was done.
     *
     * @param rules how many rules were applied
     * @throws EventException if something failed
     */
    EventOutcome outcome(int rules) {
        EventOutcome outcome = new EventOutcome(event.type(), rules, /* repeated= */ false, invalidatedByCache);
        if (!failures.isEmpty()) {
            throw new EventException(outcome, mayLeaveStale, failures, causes);
        }
        return outcome;
    }
}
