package io.tiercel.rule;

import java.util.ArrayList;
import java.util.List;

/**
 * What events of one type invalidate. Immutable. Made by {@link #on}, or in a file under {@code events: rules:}.
 *
 * @see EventRuleBuilder
 */
public final class EventRule {

    /** A template for keys, or for patterns of keys, of one cache. */
    record OfCache(String cache, Template template) {}

    private final String type;
    private final List<OfCache> keys;
    private final List<OfCache> patterns;
    private final List<Template> tags;
    private final List<EventFunction> functions;

    EventRule(EventRuleBuilder said) {
        this.type = said.type;
        this.keys = List.copyOf(said.keys);
        this.patterns = List.copyOf(said.patterns);
        this.tags = List.copyOf(said.tags);
        this.functions = List.copyOf(said.functions);
    }

    /** Begins a rule for the events of a type. */
    public static EventRuleBuilder on(String eventType) {
        return new EventRuleBuilder(eventType);
    }

    /** Returns the type of the events that it is for. */
    public String type() {
        return type;
    }

    List<OfCache> keys() {
        return keys;
    }

    List<OfCache> patterns() {
        return patterns;
    }

    List<Template> tags() {
        return tags;
    }

    List<EventFunction> functions() {
        return functions;
    }

    /** Returns the rule in words. */
    @Override
    public String toString() {
        List<String> words = new ArrayList<>();
        keys.forEach(key -> words.add("key " + key.template() + " of " + key.cache()));
        patterns.forEach(pattern -> words.add("keys " + pattern.template() + " of " + pattern.cache()));
        tags.forEach(tag -> words.add("tag " + tag));
        functions.forEach(function -> words.add("what " + function.getClass().getName() + " says"));
        return type + " -> " + String.join(", ", words);
    }
}
