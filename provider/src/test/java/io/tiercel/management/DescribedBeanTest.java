package io.tiercel.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import javax.cache.CacheException;
import javax.management.JMX;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanServer;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.openmbean.TabularData;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXConnectorServer;
import javax.management.remote.JMXConnectorServerFactory;
import javax.management.remote.JMXPrincipal;
import javax.management.remote.JMXServiceURL;
import javax.security.auth.Subject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DescribedBeanTest {

    private static final Logger LOGGER = Logger.getLogger(DescribedBean.class.getName());

    /** What the bean shows. */
    @Described("A shelf of books.")
    public interface Shelf {

        @Described("How many books there are.")
        long getBooks();

        @Described("Whether it is full.")
        boolean isFull();

        @Described("Books by author.")
        Map<String, Long> getBooksByAuthor();

        @Described("Takes books away.")
        @Mutator
        long take(@Described("The author's name.") String author, @Described("Only count.") boolean dryRun);

        @Described("Finds a book.")
        String find(String title);
    }

    /** Two operations of one name. */
    public interface Overloaded {
        void take();

        void take(String author);
    }

    /** A type that is not open. */
    public interface Closed {
        Thread getThread();
    }

    private static final class OfMemory implements Shelf {
        @Override
        public long getBooks() {
            return 2;
        }

        @Override
        public boolean isFull() {
            throw new CacheException("the shelf is lost", new OwnException());
        }

        @Override
        public Map<String, Long> getBooksByAuthor() {
            return Map.of("Baker", 2L);
        }

        @Override
        public long take(String author, boolean dryRun) {
            return 1;
        }

        @Override
        public String find(String title) {
            if (title.isEmpty()) {
                throw new OwnError();
            }
            throw new OwnException();
        }
    }

    private static final class OwnException extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        OwnException() {
            super("no such title");
        }
    }

    private static final class OwnError extends AssertionError {
        private static final long serialVersionUID = 1L;

        OwnError() {
            super("a title is missing");
        }
    }

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final List<LogRecord> logged = new ArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord record) {
            logged.add(record);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };
    private ObjectName name = ObjectName.WILDCARD;

    @BeforeEach
    void register() throws Exception {
        name = new ObjectName("io.tiercel:type=Shelf");
        server.registerMBean(DescribedBean.of(Shelf.class, new OfMemory()), name);
        LOGGER.addHandler(handler);
        LOGGER.setUseParentHandlers(false);
    }

    @AfterEach
    void unregister() throws Exception {
        server.unregisterMBean(name);
        LOGGER.removeHandler(handler);
        LOGGER.setUseParentHandlers(true);
    }

    @Test
    void info_ofBeanAttributesAndOperations_isDescribed() throws Exception {
        MBeanInfo info = server.getMBeanInfo(name);

        assertThat(info.getDescription()).isEqualTo("A shelf of books.");
        assertThat(info.getAttributes())
                .extracting(attribute -> attribute.getName() + ": " + attribute.getDescription())
                .containsExactlyInAnyOrder(
                        "Books: How many books there are.",
                        "Full: Whether it is full.",
                        "BooksByAuthor: Books by author.");
        MBeanOperationInfo take = operation(info, "take");
        assertThat(take.getDescription()).isEqualTo("Takes books away.");
        assertThat(take.getImpact()).isEqualTo(MBeanOperationInfo.ACTION);
        assertThat(take.getSignature())
                .extracting(parameter -> parameter.getName() + ": " + parameter.getDescription())
                .containsExactly("author: The author's name.", "dryRun: Only count.");
        assertThat(operation(info, "find").getImpact()).isEqualTo(MBeanOperationInfo.INFO);
        assertThat(operation(info, "find").getSignature()[0].getName()).isEqualTo("title");
    }

    private static MBeanOperationInfo operation(MBeanInfo info, String name) {
        return List.of(info.getOperations()).stream()
                .filter(operation -> operation.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void attribute_map_isATable() throws Exception {
        assertThat(server.getAttribute(name, "BooksByAuthor")).isInstanceOf(TabularData.class);
        assertThat(JMX.newMXBeanProxy(server, name, Shelf.class).getBooksByAuthor())
                .isEqualTo(Map.of("Baker", 2L));
    }

    @Test
    void failure_ofAClassOfOurs_comesOutAsOneOfTheJdk() {
        assertThatThrownBy(() -> invoke(server, "find", "x"))
                .hasRootCauseExactlyInstanceOf(IllegalArgumentException.class)
                .hasRootCauseMessage("no such title");
        assertThatThrownBy(() -> server.getAttribute(name, "Full"))
                .hasRootCauseExactlyInstanceOf(IllegalStateException.class)
                .hasRootCauseMessage("the shelf is lost");
        assertThatThrownBy(() -> invoke(server, "find", ""))
                .hasRootCauseExactlyInstanceOf(IllegalStateException.class)
                .hasRootCauseMessage("a title is missing");
    }

    private Object invoke(MBeanServerConnection connection, String operation, Object... arguments) throws Exception {
        String[] signature = List.of(arguments).stream()
                .map(argument -> argument instanceof Boolean ? "boolean" : "java.lang.String")
                .toArray(String[]::new);
        return connection.invoke(name, operation, arguments, signature);
    }

    @Test
    void argument_null_isNamed() {
        assertThatThrownBy(() -> server.invoke(
                        name, "take", new Object[] {null, false}, new String[] {"java.lang.String", "boolean"}))
                .hasRootCauseExactlyInstanceOf(IllegalArgumentException.class)
                .hasRootCauseMessage("'author' is missing: take was given null for it");
        assertThatThrownBy(() -> server.invoke(
                        name, "take", new Object[] {"Baker", null}, new String[] {"java.lang.String", "boolean"}))
                .hasRootCauseMessage("'dryRun' is missing: take was given null for it");
        assertThat(logged).isEmpty();
    }

    @Test
    void mutator_invoked_isLoggedInOneLine() throws Exception {
        assertThat(invoke(server, "take", "Baker\nINFO: forged", false)).isEqualTo(1L);

        assertThat(logged)
                .extracting(LogRecord::getMessage)
                .containsExactly("Shelf.take(author=Baker.INFO: forged, dryRun=false) by nobody in particular"
                        + " (a call without authentication): result=1");
    }

    @Test
    void mutator_dryRun_isNotLogged() throws Exception {
        invoke(server, "take", "Baker", true);

        assertThat(logged).isEmpty();
    }

    @Test
    @SuppressWarnings("BanJNDI") // it connects to this JVM
    void mutator_ofAnAuthenticatedCaller_isLoggedWithThePrincipal() throws Exception {
        Map<String, Object> environment =
                Map.of(JMXConnectorServer.AUTHENTICATOR, (javax.management.remote.JMXAuthenticator)
                        credentials -> new Subject(true, Set.of(new JMXPrincipal("rachel")), Set.of(), Set.of()));
        JMXConnectorServer connectors = JMXConnectorServerFactory.newJMXConnectorServer(
                new JMXServiceURL("service:jmx:rmi://"), environment, server);
        connectors.start();
        try (JMXConnector connector = JMXConnectorFactory.connect(connectors.getAddress())) {
            invoke(connector.getMBeanServerConnection(), "take", "Baker", false);
        } finally {
            connectors.stop();
        }

        assertThat(logged)
                .extracting(LogRecord::getMessage)
                .containsExactly("Shelf.take(author=Baker, dryRun=false) by rachel: result=1");
    }

    @Test
    void of_operationsOfOneName_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DescribedBean.of(Overloaded.class, new Overloaded() {
                    @Override
                    public void take() {}

                    @Override
                    public void take(String author) {}
                }))
                .withMessageContaining("are named take");
    }

    @Test
    void of_typeThatIsNotOpen_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> DescribedBean.of(Closed.class, Thread::currentThread));
    }
}
