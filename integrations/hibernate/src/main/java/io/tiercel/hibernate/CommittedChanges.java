package io.tiercel.hibernate;

import io.tiercel.rule.CacheEvent;
import io.tiercel.rule.CacheEvents;
import io.tiercel.rule.EventException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.hibernate.persister.entity.EntityPersister;

/**
 * Publishes what was committed. Nothing is thrown: what fails is logged and counted, and if it may leave something stale, all
 * that the rules of the type can reach is invalidated. Thread-safe.
 *
 * @param target whose rules are told
 */
record CommittedChanges(TargetManager target) {

    /** What the types of events about a new entity end with. */
    static final Set<String> CREATED = Set.of("_created", "_changed");

    /** The same for an entity that was there. */
    static final Set<String> UPDATED = Set.of("_updated", "_changed");

    /** The same for an entity that is there no more. */
    static final Set<String> REMOVED = Set.of("_removed", "_changed");

    /** The same for an entity that may have been there before. */
    static final Set<String> WRITTEN = Set.of("_created", "_updated", "_changed");

    private static final Logger LOGGER = System.getLogger(CommittedChanges.class.getName());

    /** Returns the types of the events about an entity. */
    static Set<String> types(EntityPersister persister, Set<String> kinds) {
        Set<String> types = new LinkedHashSet<>();
        EntityFields.names(persister).forEach(name -> kinds.forEach(kind -> types.add(name + kind)));
        return types;
    }

    /** Publishes an event of each type with the fields of each state. */
    void publish(EntityPersister persister, Set<String> kinds, Set<Map<String, String>> states) {
        publish(types(persister, kinds), states);
    }

    /** Does the same. */
    void publish(Set<String> types, Set<Map<String, String>> states) {
        try {
            CacheEvents events = target.events();
            types.forEach(type -> publish(events, type, states));
        } catch (RuntimeException e) { // the cache manager cannot be opened, or is closed
            LOGGER.log(Level.WARNING, "A committed change could not be published, types=" + types, e);
        }
    }

    private static void publish(CacheEvents events, String type, Set<Map<String, String>> states) {
        if (!events.hasRuleFor(type)) {
            return;
        }
        for (Map<String, String> fields : states) {
            try {
                events.publish(CacheEvent.of(type, fields));
            } catch (EventException e) {
                LOGGER.log(Level.WARNING, "A committed change could not be applied as the rules say, type=" + type, e);
                if (e.mayLeaveStale()) {
                    events.eventsMayBeMissing(type);
                }
            }
        }
    }
}
