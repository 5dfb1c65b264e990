package io.tiercel.hibernate;

import io.tiercel.rule.CacheEvent;
import io.tiercel.rule.CacheEvents;
import io.tiercel.rule.EventException;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one transaction of a stateless session has changed, published when it has committed. Of an entity that was there
 * before, nobody knows the fields that it had, but for its identifier: if a rule needs others, all that the rules of the type
 * can reach is invalidated, once for the transaction; so it is if there are more than {@value #MOST} changes of the type. For
 * one thread.
 */
final class StatelessChanges implements Synchronization {

    private static final Logger LOGGER = System.getLogger(StatelessChanges.class.getName());
    private static final int MOST = 1_000;

    /** The fields that entities have now, and the part of those that they had which is known, of one type of events. */
    private record States(Set<Map<String, String>> now, Set<Map<String, String>> before) {}

    private final CommittedChanges changes;
    private final MissedEvents missed;
    private final Map<String, States> statesByType = new LinkedHashMap<>();
    private final Set<String> tooMany = new LinkedHashSet<>();
    private boolean over;

    StatelessChanges(TargetManager target) {
        this.changes = new CommittedChanges(target);
        this.missed = new MissedEvents(target);
    }

    /** Adds a change. */
    void add(String type, Map<String, String> now, @Nullable Map<String, String> before) {
        if (tooMany.contains(type)) {
            return;
        }
        States states =
                statesByType.computeIfAbsent(type, first -> new States(new LinkedHashSet<>(), new LinkedHashSet<>()));
        states.now().add(now);
        if (before != null) {
            states.before().add(before);
        }
        if (states.now().size() > MOST) {
            tooMany.add(type);
            statesByType.remove(type);
        }
    }

    /** Returns whether the transaction has ended. */
    boolean isOver() {
        return over;
    }

    @Override
    public void beforeCompletion() {
        // a reader could load the old value again
    }

    @Override
    public void afterCompletion(int status) {
        over = true;
        if (status == Status.STATUS_COMMITTED) {
            publish();
        }
    }

    /** Publishes all. Nothing is thrown. */
    void publish() {
        Set<String> unknown = new LinkedHashSet<>(tooMany);
        try {
            CacheEvents events = changes.target().events();
            statesByType.forEach((type, states) -> {
                if (!isEnough(events, type, states.before())) {
                    unknown.add(type);
                }
            });
        } catch (RuntimeException e) { // the cache manager cannot be opened, or is closed
            LOGGER.log(Level.WARNING, "Committed changes could not be published, types=" + statesByType.keySet(), e);
            return;
        }
        missed.tell(unknown);
        statesByType.keySet().removeAll(unknown);
        statesByType.forEach((type, states) -> changes.publish(Set.of(type), states.now()));
    }

    /** Returns whether the rules need no fields but those that are known. */
    private static boolean isEnough(CacheEvents events, String type, Set<Map<String, String>> before) {
        try {
            if (events.hasRuleFor(type)) {
                before.forEach(fields -> events.preview(CacheEvent.of(type, fields)));
            }
            return true;
        } catch (EventException e) {
            return !e.mayLeaveStale();
        }
    }
}
