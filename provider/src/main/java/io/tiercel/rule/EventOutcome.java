package io.tiercel.rule;

import java.util.Map;

/**
 * What became of an event. Immutable.
 *
 * @param type the type of the event
 * @param rules how many rules are for it
 * @param repeated whether it was applied before, as its id tells, and was not applied again
 * @param invalidatedByCache how many entries were invalidated, by the name of the cache; or would be, in a preview
 */
public record EventOutcome(String type, int rules, boolean repeated, Map<String, Long> invalidatedByCache) {

    public EventOutcome {
        invalidatedByCache = Map.copyOf(invalidatedByCache);
    }

    /** Returns how many entries were invalidated. */
    public long invalidated() {
        return invalidatedByCache.values().stream().mapToLong(Long::longValue).sum();
    }
}
