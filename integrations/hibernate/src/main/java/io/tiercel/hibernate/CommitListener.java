package io.tiercel.hibernate;

import io.tiercel.rule.CacheEvent;
import io.tiercel.rule.CacheEvents;
import io.tiercel.rule.EventException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.hibernate.event.spi.PostCommitDeleteEventListener;
import org.hibernate.event.spi.PostCommitInsertEventListener;
import org.hibernate.event.spi.PostCommitUpdateEventListener;
import org.hibernate.event.spi.PostDeleteEvent;
import org.hibernate.event.spi.PostInsertEvent;
import org.hibernate.event.spi.PostUpdateEvent;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

/**
 * Publishes {@code Book_created}, {@code Book_updated} or {@code Book_removed}, and {@code Book_changed} with each, when the
 * transaction has committed: before that, a reader could load the old value again. The fields are those of
 * {@link EntityFields}; an update whose fields differ from before is published with both.
 *
 * <p>The commit has happened, so nothing is thrown: what fails is logged and counted, and if it may leave something stale,
 * all that the rules of the type can reach is invalidated. Thread-safe.
 */
final class CommitListener
        implements PostCommitInsertEventListener, PostCommitUpdateEventListener, PostCommitDeleteEventListener {

    private static final Logger LOGGER = System.getLogger(CommitListener.class.getName());

    private final transient TargetManager target;

    CommitListener(TargetManager target) {
        this.target = target;
    }

    @Override
    public void onPostInsert(PostInsertEvent event) {
        EntityFields fields = new EntityFields(event.getPersister(), event.getSession(), event.getId());
        publish(event.getPersister(), "created", Set.of(fields.of(event.getState())));
    }

    @Override
    public void onPostUpdate(PostUpdateEvent event) {
        EntityFields fields = new EntityFields(event.getPersister(), event.getSession(), event.getId());
        Set<Map<String, String>> both = new LinkedHashSet<>();
        both.add(fields.of(event.getState()));
        if (event.getOldState() != null) {
            both.add(fields.of(event.getOldState()));
        }
        publish(event.getPersister(), "updated", both);
    }

    @Override
    public void onPostDelete(PostDeleteEvent event) {
        EntityFields fields = new EntityFields(event.getPersister(), event.getSession(), event.getId());
        publish(event.getPersister(), "removed", Set.of(fields.of(event.getDeletedState())));
    }

    private void publish(EntityPersister persister, String what, Set<Map<String, String>> states) {
        try {
            CacheEvents events = target.events();
            for (String entity : EntityFields.names(persister)) {
                for (String suffix : Set.of(what, "changed")) {
                    publish(events, entity + "_" + suffix, states);
                }
            }
        } catch (RuntimeException e) { // the cache manager cannot be opened, or is closed
            LOGGER.log(
                    Level.WARNING, "A committed change could not be published, entity=" + persister.getEntityName(), e);
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

    @Override
    public boolean requiresPostCommitHandling(@Nullable EntityPersister persister) {
        return true;
    }

    @Override
    public void onPostInsertCommitFailed(PostInsertEvent event) {
        // nothing has changed
    }

    @Override
    public void onPostUpdateCommitFailed(PostUpdateEvent event) {
        // nothing has changed
    }

    @Override
    public void onPostDeleteCommitFailed(PostDeleteEvent event) {
        // nothing has changed
    }
}
