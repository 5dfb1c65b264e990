package io.tiercel.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Says what events of a type invalidate. Templates have placeholders for the fields of the event, as in
 * {@code user:{userId}}; a brace that is meant as it is is written twice. For one thread.
 */
public final class EventRuleBuilder {

    final String type;
    final List<EventRule.OfCache> keys = new ArrayList<>();
    final List<EventRule.OfCache> patterns = new ArrayList<>();
    final List<Template> tags = new ArrayList<>();
    final List<EventFunction> functions = new ArrayList<>();

    EventRuleBuilder(String type) {
        if (type.isBlank() || type.length() > CacheEvent.LONGEST_NAME) {
            throw new IllegalArgumentException(
                    "the type of an event has 1 to " + CacheEvent.LONGEST_NAME + " characters");
        }
        this.type = type;
    }

    /**
     * Invalidates entries by their keys, which are read by the type of the cache's keys.
     *
     * @throws IllegalArgumentException if a template is malformed
     * @see io.tiercel.key.KeyParser
     */
    public EventRuleBuilder keys(String cache, String... templates) {
        for (String template : templates) {
            keys.add(new EventRule.OfCache(checkedCache(cache), Template.parse(template)));
        }
        return this;
    }

    /**
     * Invalidates entries whose keys match a pattern. What comes from a field means itself, whatever characters it has.
     *
     * @throws IllegalArgumentException if a template is malformed
     */
    public EventRuleBuilder patterns(String cache, String... templates) {
        for (String template : templates) {
            patterns.add(new EventRule.OfCache(checkedCache(cache), Template.parse(template)));
        }
        return this;
    }

    /**
     * Invalidates entries by their tags, in all caches of the manager.
     *
     * @throws IllegalArgumentException if a template is malformed
     */
    public EventRuleBuilder tags(String... templates) {
        for (String template : templates) {
            tags.add(Template.parse(template));
        }
        return this;
    }

    /** Has code say what an event invalidates. */
    public EventRuleBuilder function(EventFunction function) {
        functions.add(Objects.requireNonNull(function, "function"));
        return this;
    }

    /**
     * Returns the rule.
     *
     * @throws IllegalStateException if it invalidates nothing
     */
    public EventRule build() {
        if (keys.isEmpty() && patterns.isEmpty() && tags.isEmpty() && functions.isEmpty()) {
            throw new IllegalStateException("the rule for " + type + " invalidates nothing");
        }
        return new EventRule(this);
    }

    private static String checkedCache(String cache) {
        if (cache.isBlank()) {
            throw new IllegalArgumentException("the name of a cache is empty");
        }
        if (cache.indexOf('*') >= 0 || cache.indexOf('?') >= 0) {
            throw new IllegalArgumentException("a rule names caches one by one, '" + cache + "' is a pattern");
        }
        return cache;
    }
}
