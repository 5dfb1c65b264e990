package io.tiercel.hibernate;

import java.util.Map;
import org.hibernate.boot.registry.StandardServiceInitiator;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.hibernate.engine.jdbc.internal.JdbcServicesImpl;
import org.hibernate.engine.jdbc.spi.JdbcServices;
import org.hibernate.service.spi.ServiceContributor;
import org.hibernate.service.spi.ServiceRegistryImplementor;
import org.hibernate.sql.exec.spi.JdbcMutationExecutor;

/**
 * Puts a {@link BulkExecutor} in the place of what executes the statements of queries that change something. Hibernate has no
 * listener for those. Found by Hibernate, for each of its service registries, if this module is on the class path.
 */
public final class BulkStatements implements ServiceContributor {

    /** Made by Hibernate. */
    public BulkStatements() {}

    @Override
    public void contribute(StandardServiceRegistryBuilder registry) {
        registry.addInitiator(new Initiator());
    }

    private static final class Initiator implements StandardServiceInitiator<JdbcServices> {

        @Override
        public Class<JdbcServices> getServiceInitiated() {
            return JdbcServices.class;
        }

        @Override
        public JdbcServices initiateService(Map<String, Object> settings, ServiceRegistryImplementor registry) {
            return new Services();
        }
    }

    /** Those of Hibernate, but for one. */
    @SuppressWarnings("serial") // no service is ever written
    private static final class Services extends JdbcServicesImpl {

        private final transient JdbcMutationExecutor executor = new BulkExecutor(super.getJdbcMutationExecutor());

        @Override
        public JdbcMutationExecutor getJdbcMutationExecutor() {
            return executor;
        }
    }
}
