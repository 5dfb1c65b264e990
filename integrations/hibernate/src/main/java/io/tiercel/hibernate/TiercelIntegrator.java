package io.tiercel.hibernate;

import org.hibernate.boot.Metadata;
import org.hibernate.boot.spi.BootstrapContext;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.event.service.spi.EventListenerRegistry;
import org.hibernate.event.spi.EventType;
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
        CommitListener listener = new CommitListener(target(factory));
        EventListenerRegistry registry = factory.getServiceRegistry().requireService(EventListenerRegistry.class);
        registry.appendListeners(EventType.POST_COMMIT_INSERT, listener);
        registry.appendListeners(EventType.POST_COMMIT_UPDATE, listener);
        registry.appendListeners(EventType.POST_COMMIT_DELETE, listener);
    }

    /** Returns whether a session factory is to publish what it commits. */
    static boolean publishes(SessionFactoryImplementor factory) {
        Object wanted = factory.getProperties().get(EVENTS);
        return wanted == null || Boolean.parseBoolean(wanted.toString());
    }

    /** Returns where it publishes. */
    static TargetManager target(SessionFactoryImplementor factory) {
        return new TargetManager(factory.getProperties().get(MANAGER));
    }
}
