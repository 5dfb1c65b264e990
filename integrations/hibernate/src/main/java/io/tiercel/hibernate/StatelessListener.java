package io.tiercel.hibernate;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import org.hibernate.StatelessSession;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.event.spi.AbstractPostDatabaseOperationEvent;
import org.hibernate.event.spi.PostDeleteEvent;
import org.hibernate.event.spi.PostDeleteEventListener;
import org.hibernate.event.spi.PostInsertEvent;
import org.hibernate.event.spi.PostInsertEventListener;
import org.hibernate.event.spi.PostUpdateEvent;
import org.hibernate.event.spi.PostUpdateEventListener;
import org.hibernate.event.spi.PostUpsertEvent;
import org.hibernate.event.spi.PostUpsertEventListener;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

/**
 * Publishes what stateless sessions change, once their transactions have committed: Hibernate tells the listeners of commits
 * of other sessions alone. A stateless session does not know what an entity was like before. Thread-safe.
 */
final class StatelessListener
        implements PostInsertEventListener, PostUpdateEventListener, PostUpsertEventListener, PostDeleteEventListener {

    private final transient TargetManager target;
    private final transient Map<SharedSessionContractImplementor, StatelessChanges> bySession =
            Collections.synchronizedMap(new WeakHashMap<>());

    StatelessListener(TargetManager target) {
        this.target = target;
    }

    @Override
    public void onPostInsert(PostInsertEvent event) {
        changed(event, CommittedChanges.CREATED, event.getState(), /* wasThere= */ false);
    }

    @Override
    public void onPostUpdate(PostUpdateEvent event) {
        changed(event, CommittedChanges.UPDATED, event.getState(), /* wasThere= */ true);
    }

    @Override
    public void onPostUpsert(PostUpsertEvent event) {
        changed(event, CommittedChanges.WRITTEN, event.getState(), /* wasThere= */ true);
    }

    @Override
    public void onPostDelete(PostDeleteEvent event) {
        changed(event, CommittedChanges.REMOVED, null, /* wasThere= */ true);
    }

    private void changed(
            AbstractPostDatabaseOperationEvent event,
            Set<String> kinds,
            @Nullable Object @Nullable [] state,
            boolean wasThere) {
        SharedSessionContractImplementor session = event.getSession();
        if (!(session instanceof StatelessSession)) {
            return;
        }
        EntityFields fields = new EntityFields(event.getPersister(), session, event.getId());
        StatelessChanges changes = changesOf(session);
        for (String type : CommittedChanges.types(event.getPersister(), kinds)) {
            changes.add(type, fields.of(state), wasThere ? fields.of(null) : null);
        }
        if (!session.isTransactionInProgress()) {
            changes.publish();
        }
    }

    private StatelessChanges changesOf(SharedSessionContractImplementor session) {
        if (!session.isTransactionInProgress()) {
            return new StatelessChanges(target);
        }
        StatelessChanges known = bySession.get(session);
        if (known != null && !known.isOver()) {
            return known;
        }
        StatelessChanges begun = new StatelessChanges(target);
        session.getTransactionCoordinator().getLocalSynchronizations().registerSynchronization(begun);
        bySession.put(session, begun);
        return begun;
    }

    @Override
    public boolean requiresPostCommitHandling(@Nullable EntityPersister persister) {
        return false;
    }
}
