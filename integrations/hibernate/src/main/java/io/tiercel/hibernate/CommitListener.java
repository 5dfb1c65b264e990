package io.tiercel.hibernate;

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

    private final transient TargetManager target;
    private final transient CommittedChanges changes;

    CommitListener(TargetManager target) {
        this.target = target;
        this.changes = new CommittedChanges(target);
    }

    TargetManager target() {
        return target;
    }

    @Override
    public void onPostInsert(PostInsertEvent event) {
        EntityFields fields = new EntityFields(event.getPersister(), event.getSession(), event.getId());
        changes.publish(event.getPersister(), CommittedChanges.CREATED, Set.of(fields.of(event.getState())));
    }

    @Override
    public void onPostUpdate(PostUpdateEvent event) {
        EntityFields fields = new EntityFields(event.getPersister(), event.getSession(), event.getId());
        Set<Map<String, String>> both = new LinkedHashSet<>();
        both.add(fields.of(event.getState()));
        if (event.getOldState() != null) {
            both.add(fields.of(event.getOldState()));
        }
        changes.publish(event.getPersister(), CommittedChanges.UPDATED, both);
    }

    @Override
    public void onPostDelete(PostDeleteEvent event) {
        EntityFields fields = new EntityFields(event.getPersister(), event.getSession(), event.getId());
        changes.publish(event.getPersister(), CommittedChanges.REMOVED, Set.of(fields.of(event.getDeletedState())));
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
