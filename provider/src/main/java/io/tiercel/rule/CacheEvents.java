package io.tiercel.rule;

import io.tiercel.key.KeyParser;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Takes events and invalidates what the rules of one cache manager say. {@code TiercelCacheManager.events()} leads here.
 *
 * <p>An event is applied in the thread that publishes it, before {@link #publish} returns: to every reader of every tier,
 * and to what is being loaded meanwhile. So the events of one thread are applied in their order. Neither writers nor
 * listeners of the caches are told. An event with an id that was applied lately (the last {@value #REMEMBERED_IDS} are
 * remembered) is not applied again; two with one id that are published at the same time may both be, which has the
 * same effect as one.
 *
 * <p>Thread-safe. Publishing takes time in proportion to the rules of the type and what they invalidate: constant for a key
 * or a tag, linear in the size of the cache for a pattern.
 */
public final class CacheEvents {

    /** How many ids are remembered. */
    static final int REMEMBERED_IDS = 10_000;

    private final RuleTargets targets;
    private final List<EventRule> rules = new CopyOnWriteArrayList<>();
    private final RecentIds applied = new RecentIds(REMEMBERED_IDS);
    private final EventCounters counters = new EventCounters();

    /** The types of the events that there were, or may have been; of those that have rules. */
    private final Set<String> past = ConcurrentHashMap.newKeySet();

    /** Creates the events of a manager without any rule. */
    public CacheEvents(RuleTargets targets) {
        this.targets = targets;
    }

    /**
     * Adds a rule. A type may have several; all are applied.
     *
     * @throws IllegalArgumentException if the rule names a key of a cache that exists, and keys of its type cannot be read
     *     from strings, or the template stands for no such key
     */
    public void add(EventRule rule) {
        check(rule);
        rules.add(rule);
    }

    private void check(EventRule rule) {
        for (EventRule.OfCache key : rule.keys()) {
            RuleTarget target = targets.find(key.cache());
            if (target == null) {
                continue; // it may be created later
            }
            KeyParser<?> parser = KeyParser.of(target.keyType());
            if (parser.refusal() != null) {
                throw new IllegalArgumentException("the cache '" + key.cache() + "' has no keys for the template '"
                        + key.template() + "': " + parser.refusal());
            }
            if (key.template().isConstant()) {
                parser.parse(key.template().render(CacheEvent.of(rule.type(), Map.of()), value -> value));
            }
        }
    }

    /** Removes a rule, and returns whether it was there. */
    public boolean remove(EventRule rule) {
        return rules.remove(rule);
    }

    /** Returns the rules. */
    public List<EventRule> rules() {
        return List.copyOf(rules);
    }

    /** Returns whether there is a rule for events of a type. */
    public boolean hasRuleFor(String type) {
        return rules.stream().anyMatch(rule -> rule.type().equals(type));
    }

    /**
     * Applies an event. One that no rule is for is counted, and that is all.
     *
     * @return what was invalidated
     * @throws EventException if something failed, such as a field that the event does not have, a cache that does not
     *     exist, or a string that is no key; all that did not fail is done
     */
    public EventOutcome publish(CacheEvent event) {
        List<EventRule> matching = rulesFor(event.type());
        String id = event.id();
        if (id != null && applied.contains(event.type(), id)) {
            return counted(new EventOutcome(event.type(), matching.size(), /* repeated= */ true, Map.of()));
        }
        try {
            EventOutcome outcome = apply(event, matching, /* isPreview= */ false);
            if (id != null) {
                applied.add(event.type(), id);
            }
            return counted(outcome);
        } catch (EventException e) {
            counted(e.outcome());
            counters.failed(Objects.requireNonNullElse(e.getMessage(), event.type()));
            throw e;
        }
    }

    /** Returns what an event would invalidate, and changes nothing. Fails as {@link #publish} would. */
    public EventOutcome preview(CacheEvent event) {
        return apply(event, rulesFor(event.type()), /* isPreview= */ true);
    }

    private EventOutcome apply(CacheEvent event, List<EventRule> matching, boolean isPreview) {
        if (!isPreview && !matching.isEmpty()) {
            past.add(event.type()); // before caches are looked for: one opened meanwhile sees this, or is seen
        }
        Application application = new Application(event, targets, isPreview);
        matching.forEach(application::apply);
        return application.outcome(matching.size());
    }

    private EventOutcome counted(EventOutcome outcome) {
        counters.count(outcome);
        return outcome;
    }

    private List<EventRule> rulesFor(String type) {
        return rules.stream().filter(rule -> rule.type().equals(type)).toList();
    }

    /**
     * Invalidates all that events can reach: for a source that may have missed some. Templates reach all keys that they
     * can become; tags reach all caches that have any, functions reach all caches.
     *
     * @param type the type of the events that may have been missed, null for all types
     * @return how many entries were invalidated
     */
    public long eventsMayBeMissing(@Nullable String type) {
        List<EventRule> missed = type == null ? rules() : rulesFor(type);
        missed.forEach(rule -> past.add(rule.type()));
        Reach reach = new Reach(targets, missed);
        long entries = reach.invalidate();
        counters.gap(entries);
        return entries;
    }

    /**
     * Invalidates of a cache what the events until now can reach: for one that has entries from an earlier time, when it is there
     * for those to come. They could not reach it before.
     *
     * @return how many entries were invalidated
     */
    public long opened(String cacheName) {
        RuleTarget target = targets.find(cacheName);
        List<EventRule> missed =
                rules.stream().filter(rule -> past.contains(rule.type())).toList();
        if (target == null || missed.isEmpty()) {
            return 0;
        }
        long entries = new Reach(new OneTarget(target), missed).invalidate();
        counters.gap(entries);
        return entries;
    }

    /** One cache as if there were no other. */
    private record OneTarget(RuleTarget target) implements RuleTargets {

        @Override
        public @Nullable RuleTarget find(String cacheName) {
            return cacheName.equals(target.name()) ? target : null;
        }

        @Override
        public Collection<RuleTarget> all() {
            return List.of(target);
        }
    }

    /** Counts what a source could not make an event of. */
    public void sourceFailed(String failure) {
        counters.failed(failure);
    }

    /** Returns what events did so far. */
    public EventCounters counters() {
        return counters;
    }
}
