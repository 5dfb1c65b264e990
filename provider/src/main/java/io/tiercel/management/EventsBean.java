package io.tiercel.management;

import static java.util.Objects.requireNonNullElse;

import io.tiercel.rule.CacheEvent;
import io.tiercel.rule.CacheEvents;
import io.tiercel.rule.EventOutcome;
import io.tiercel.rule.EventRule;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Shows rules and what events did, and publishes events of operators. Safe for use by many threads. */
public final class EventsBean implements EventsMXBean {

    private final CacheEvents events;
    private final Supplier<Map<String, String>> sources;

    private EventsBean(CacheEvents events, Supplier<Map<String, String>> sources) {
        this.events = events;
        this.sources = sources;
    }

    /** Returns the bean of a manager with its name. */
    public static NamedBean named(CacheEvents events, Supplier<Map<String, String>> sources) {
        return NamedBean.of("Events", () -> DescribedBean.of(EventsMXBean.class, new EventsBean(events, sources)));
    }

    @Override
    public String getRules() {
        return events.rules().stream().map(EventRule::toString).collect(Collectors.joining("\n"));
    }

    @Override
    public Map<String, String> getSources() {
        return sources.get();
    }

    @Override
    public Map<String, Long> getEventsByType() {
        return events.counters().eventsByType();
    }

    @Override
    public long getEventsWithoutRule() {
        return events.counters().withoutRule();
    }

    @Override
    public long getEventsRepeated() {
        return events.counters().repeated();
    }

    @Override
    public long getEntriesInvalidated() {
        return events.counters().invalidated();
    }

    @Override
    public long getFailures() {
        return events.counters().failures();
    }

    @Override
    public long getGaps() {
        return events.counters().gaps();
    }

    @Override
    public String getLastFailure() {
        return requireNonNullElse(events.counters().lastFailure(), "");
    }

    @Override
    public long publish(String type, String fields, boolean dryRun) {
        CacheEvent event = event(type, fields);
        return (dryRun ? events.preview(event) : events.publish(event)).invalidated();
    }

    @Override
    public Map<String, Long> preview(String type, String fields) {
        EventOutcome outcome = events.preview(event(type, fields));
        return outcome.invalidatedByCache();
    }

    /** An operator who mistypes should be told, where a program's event without a rule is nothing special. */
    private CacheEvent event(String type, String fields) {
        if (events.rules().stream().noneMatch(rule -> rule.type().equals(type))) {
            throw new IllegalArgumentException("there is no rule for events of type '" + LogText.of(type)
                    + "'; there are "
                    + events.rules().stream().map(EventRule::type).distinct().collect(Collectors.joining(", ")));
        }
        return CacheEvent.of(type, ListText.fields(fields));
    }
}
