package io.tiercel.configuration;

import java.util.List;

/**
 * What is configured about events. Immutable.
 *
 * @param rules which entries they invalidate
 * @param sources where they come from, besides the application
 */
public record EventsSettings(List<RuleSettings> rules, List<SourceSettings> sources) {

    /** No rules, no sources. */
    public static final EventsSettings NONE = new EventsSettings(List.of(), List.of());

    public EventsSettings {
        rules = List.copyOf(rules);
        sources = List.copyOf(sources);
    }
}
