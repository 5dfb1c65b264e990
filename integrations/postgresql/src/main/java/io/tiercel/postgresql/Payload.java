package io.tiercel.postgresql;

import io.tiercel.rule.CacheEvent;
import io.tiercel.rule.CacheEvents;
import io.tiercel.rule.EventException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Applies what the database sent: a flat JSON object with the type of the event as {@code $type}, at will its id as
 * {@code $id}, and its fields. With {@code "$all": true} it stands for any event of the type.
 *
 * <p>What cannot be read, or fails in a way that may leave something stale, is logged, counted, and taken for events that
 * are missing: all that the rules can reach is invalidated.
 */
final class Payload {

    private static final Logger LOGGER = System.getLogger(PostgresSource.class.getName());

    private final CacheEvents events;
    private boolean hasWarned;

    Payload(CacheEvents events) {
        this.events = events;
    }

    /** Applies a payload. */
    void apply(String text) {
        Map<String, @Nullable String> members;
        CacheEvent event;
        try {
            members = new LinkedHashMap<>(FlatJson.parse(text));
            event = event(members);
        } catch (IllegalArgumentException e) {
            events.sourceFailed("postgresql: " + e.getMessage());
            warn("A notification of PostgreSQL cannot be read; all that rules can reach is invalidated", e);
            events.eventsMayBeMissing(null);
            return;
        }
        if ("true".equals(members.get("$all"))) {
            events.eventsMayBeMissing(event.type());
            return;
        }
        try {
            events.publish(event);
        } catch (EventException e) {
            warn("An event of PostgreSQL could not be applied as the rules say", e);
            if (e.mayLeaveStale()) {
                events.eventsMayBeMissing(event.type());
            }
        }
    }

    private static CacheEvent event(Map<String, @Nullable String> members) {
        String type = members.get("$type");
        if (type == null) {
            throw new IllegalArgumentException("there is no \"$type\"");
        }
        Map<String, @Nullable String> fields = new LinkedHashMap<>(members);
        fields.keySet().removeIf(name -> name.startsWith("$"));
        CacheEvent event = CacheEvent.of(type, fields);
        String id = members.get("$id");
        return id == null ? event : event.withId(id);
    }

    /** The first tells that something is wrong, the counters tell how often. */
    private void warn(String message, RuntimeException failure) {
        LOGGER.log(hasWarned ? Level.DEBUG : Level.WARNING, message, failure);
        hasWarned = true;
    }
}
