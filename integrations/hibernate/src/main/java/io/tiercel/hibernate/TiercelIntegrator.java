package io.tiercel.hibernate;

import java.util.ArrayList;
import java.util.List;
import javax.cache.Caching;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.spi.BootstrapContext;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.event.service.spi.EventListenerRegistry;
import org.hibernate.event.spi.EventType;
import org.hibernate.event.spi.PostInsertEventListener;
import org.hibernate.integrator.spi.Integrator;

/**
 * Has session factories publish what they commit. Found by Hibernate, for each session factory, if this module is on the
 * class path. The settings of the factory:
 *
 * <ul>
 *   <li>{@value #MANAGER}: the cache manager whose rules are applied, a {@code CacheManager} or the URI of one; by default
 *       that of the default URI;
 *   <li>{@value #EVENTS}: {@code false} if this factory is to publish nothing.
 * </ul>
 */
public final class TiercelIntegrator implements Integrator {

    /** The setting that names the cache manager. */
    public static final String MANAGER = "hibernate.tiercel.manager";

    /** The setting that turns events off. */
    public static final String EVENTS = "hibernate.tiercel.events";

    /** Made by Hibernate. */
    public TiercelIntegrator() {}

    @Override
    public void integrate(Metadata metadata, BootstrapContext bootstrap, SessionFactoryImplementor factory) {
        if (!publishes(factory)) {
            return;
        }
        TargetManager target = newTarget(factory);
        CommitListener listener = new CommitListener(target);
        EventListenerRegistry registry = listeners(factory);
        registry.appendListeners(EventType.POST_COMMIT_INSERT, listener);
        registry.appendListeners(EventType.POST_COMMIT_UPDATE, listener);
        registry.appendListeners(EventType.POST_COMMIT_DELETE, listener);
        StatelessListener stateless = new StatelessListener(target);
        registry.appendListeners(EventType.POST_INSERT, stateless);
        registry.appendListeners(EventType.POST_UPDATE, stateless);
        registry.appendListeners(EventType.POST_UPSERT, stateless);
        registry.appendListeners(EventType.POST_DELETE, stateless);
    }

    /** Returns whether a session factory is to publish what it commits. */
    static boolean publishes(SessionFactoryImplementor factory) {
        Object wanted = factory.getProperties().get(EVENTS);
        return wanted == null || Boolean.parseBoolean(wanted.toString());
    }

    /** Returns where a session factory that publishes does so. */
    static TargetManager target(SessionFactoryImplementor factory) {
        List<TargetManager> targets = new ArrayList<>();
        listeners(factory)
                .getEventListenerGroup(EventType.POST_COMMIT_INSERT)
                .fireEventOnEachListener(targets, TiercelIntegrator::addTarget);
        return targets.isEmpty() ? newTarget(factory) : targets.get(0);
    }

    /** It is the listener that keeps the target: there is no other place that belongs to one session factory. */
    private static void addTarget(PostInsertEventListener listener, List<TargetManager> targets) {
        if (listener instanceof CommitListener ours) {
            targets.add(ours.target());
        }
    }

    private static TargetManager newTarget(SessionFactoryImplementor factory) {
        return new TargetManager(factory.getProperties().get(MANAGER), Caching.getDefaultClassLoader());
    }

    private static EventListenerRegistry listeners(SessionFactoryImplementor factory) {
        return factory.getServiceRegistry().requireService(EventListenerRegistry.class);
    }
}
