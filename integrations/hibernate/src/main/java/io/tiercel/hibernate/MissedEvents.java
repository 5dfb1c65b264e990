package io.tiercel.hibernate;

import io.tiercel.rule.CacheEvents;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.LinkedHashSet;
import java.util.Set;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.engine.spi.SharedSessionContractImplementor;

/**
 * Tells the rules, once a transaction has committed, which types of events it should have published, but nobody knows with
 * which fields. Nothing is thrown then: what fails is logged.
 *
 * @param target whose rules are told
 */
record MissedEvents(TargetManager target) {

    private static final Logger LOGGER = System.getLogger(MissedEvents.class.getName());

    static MissedEvents of(SessionFactoryImplementor factory) {
        return new MissedEvents(TiercelIntegrator.target(factory));
    }

    /** Tells of some types when the transaction of a session commits; at once, if there is none. */
    void missed(SharedSessionContractImplementor session, Set<String> types) {
        if (types.isEmpty()) {
            return;
        }
        if (!session.isTransactionInProgress()) {
            tell(types);
            return;
        }
        session.getTransactionCoordinator()
                .getLocalSynchronizations()
                .registerSynchronization(new AfterCommit(this, new LinkedHashSet<>(types)));
    }

    /** Tells of some types now. */
    void tell(Set<String> types) {
        try {
            CacheEvents events = target.events();
            types.stream().filter(events::hasRuleFor).forEach(events::eventsMayBeMissing);
        } catch (RuntimeException e) { // the cache manager cannot be opened, or is closed
            LOGGER.log(Level.WARNING, "A committed change could not be told to the rules, types=" + types, e);
        }
    }

    private record AfterCommit(MissedEvents missed, Set<String> types) implements Synchronization {

        @Override
        public void beforeCompletion() {
            // a reader could load the old value again
        }

        @Override
        public void afterCompletion(int status) {
            if (status == Status.STATUS_COMMITTED) {
                missed.tell(types);
            }
        }
    }
}
