package io.tiercel.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiercel.TestProviders;
import io.tiercel.TiercelCache;
import io.tiercel.TiercelCacheManager;
import io.tiercel.TiercelConfiguration;
import io.tiercel.event.RecordingListener;
import io.tiercel.load.LoadedValue;
import io.tiercel.load.TiercelLoader;
import io.tiercel.management.CacheFiguresMXBean;
import io.tiercel.management.CacheManagerMXBean;
import io.tiercel.management.DescribedBean;
import io.tiercel.management.EventsMXBean;
import io.tiercel.management.TagsMXBean;
import io.tiercel.rule.EventRule;
import io.tiercel.time.ManualClock;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.cache.Cache;
import javax.cache.spi.CachingProvider;
import javax.management.JMX;
import javax.management.MBeanInfo;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXConnectorServer;
import javax.management.remote.JMXConnectorServerFactory;
import javax.management.remote.JMXServiceURL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an operator does over a connection of JMX. */
@SuppressWarnings("BanJNDI") // it connects to this JVM
class OperatorBeansTest {

    private static final Logger LOGGER = Logger.getLogger(DescribedBean.class.getName());
    private static final URI MANAGER = URI.create("tiercel:default");
    private static final String OF_MANAGER = ",CacheManager=tiercel.default";

    private final ManualClock clock = new ManualClock();
    private final CachingProvider provider = TestProviders.agingBy(clock);
    private final TiercelCacheManager manager = provider.getCacheManager(
                    MANAGER, new ClassLoader(getClass().getClassLoader()) {})
            .unwrap(TiercelCacheManager.class);
    private final TiercelCache<Long, String> users = create("users");
    private final JMXConnectorServer server = newServer();
    private final JMXConnector connector = connect();

    private static JMXConnectorServer newServer() {
        try {
            JMXConnectorServer started = JMXConnectorServerFactory.newJMXConnectorServer(
                    new JMXServiceURL("service:jmx:rmi://"), Map.of(), ManagementFactory.getPlatformMBeanServer());
            started.start();
            return started;
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private JMXConnector connect() {
        try {
            return JMXConnectorFactory.connect(server.getAddress());
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked") // a cache of this provider is one
    private TiercelCache<Long, String> create(String name) {
        return manager.createCache(
                        name,
                        TiercelConfiguration.builder(Long.class, String.class)
                                .management(true)
                                .build())
                .unwrap(TiercelCache.class);
    }

    @BeforeEach
    void silence() {
        LOGGER.setLevel(Level.OFF);
        users.put(1L, "a", Set.of("news", "de"));
        users.put(2L, "b", Set.of("news"));
        users.put(3L, "c");
    }

    @AfterEach
    void close() throws Exception {
        connector.close();
        server.stop();
        provider.close();
        LOGGER.setLevel(null);
        assertThat(ManagementFactory.getPlatformMBeanServer().queryNames(new ObjectName("io.tiercel:*"), null))
                .isEmpty();
    }

    private <T> T bean(String name, Class<T> face) throws Exception {
        return JMX.newMXBeanProxy(connector.getMBeanServerConnection(), new ObjectName("io.tiercel:" + name), face);
    }

    private TagsMXBean tags() throws Exception {
        return bean("type=Tags" + OF_MANAGER + ",Cache=users", TagsMXBean.class);
    }

    private EventsMXBean events() throws Exception {
        return bean("type=Events" + OF_MANAGER, EventsMXBean.class);
    }

    @Test
    void tags_ofACache_areShown() throws Exception {
        assertThat(tags().getTagCount()).isEqualTo(2);
        assertThat(tags().getTopTags()).isEqualTo(Map.of("news", 2L, "de", 1L));
        assertThat(tags().getReport()).matches("\\s*2 {2}news\\s*1 {2}de");
        assertThat(tags().countByTag("news")).isEqualTo(2);
        assertThat(tags().listKeys("de", 10)).containsExactly("1");
    }

    @Test
    void invalidateTag_dryRun_countsAndChangesNothing() throws Exception {
        assertThat(tags().invalidateTag("news", true)).isEqualTo(2);
        assertThat(tags().invalidateTags("news, de", true)).isEqualTo(3);
        assertThat(tags().invalidatePattern("*", true)).isEqualTo(3);
        assertThat(tags().invalidateKey("3", true)).isEqualTo(1);

        assertThat(users.getAll(Set.of(1L, 2L, 3L))).hasSize(3);
    }

    @Test
    void invalidateTags_dryRun_countsNoMoreThanThereAre() throws Exception {
        users.remove(2L);
        users.remove(3L);

        assertThat(tags().invalidateTags("news, de", true)).isEqualTo(1);
        assertThat(tags().invalidateTags("news, de", false)).isEqualTo(1);
    }

    @Test
    void invalidate_each_returnsHowManyEntriesItRemoved() throws Exception {
        assertThat(tags().invalidateKey("3", false)).isEqualTo(1);
        assertThat(tags().invalidateKey("3", false)).isZero();
        assertThat(tags().invalidateTags("de,other", false)).isEqualTo(1);
        assertThat(tags().invalidateTag("news", false)).isGreaterThanOrEqualTo(1);
        users.put(10L, "d");
        users.put(20L, "e");
        assertThat(tags().invalidatePattern("1*", false)).isEqualTo(1);

        assertThat(users.getAll(Set.of(1L, 2L, 3L, 10L, 20L))).containsOnlyKeys(20L);
    }

    @Test
    void invalidateKey_noKeyOfTheType_isAnErrorThatSaysSo() throws Exception {
        TagsMXBean tags = tags();

        assertThatThrownBy(() -> tags.invalidateKey("abc", false))
                .hasMessageContaining("'abc' is no key of type java.lang.Long: it must be a whole number");
        assertThatThrownBy(() -> tags.invalidateTags(" ,", false)).hasMessageContaining("there is no tag in");
        assertThatThrownBy(() -> tags.listKeys("news", 0)).hasMessageContaining("limit=0");
    }

    @Test
    void invalidateTags_ofTheManager_reachesAllCaches() throws Exception {
        create("others").put(1L, "x", Set.of("news"));
        CacheManagerMXBean bean = bean("type=CacheManager" + OF_MANAGER, CacheManagerMXBean.class);

        assertThat(bean.getCaches()).isEqualTo("others\nusers");
        assertThat(bean.getConfigurationSource()).isEqualTo(manager.configurationSource());
        assertThat(bean.invalidateTags("news", true)).isEqualTo(3);
        assertThat(bean.invalidateTags("news", false)).isEqualTo(3);
        assertThat(users.containsKey(1L)).isFalse();
    }

    @Test
    void publish_dryRunAndThenInEarnest_countsAndThenInvalidates() throws Exception {
        manager.events()
                .add(EventRule.on("user_updated")
                        .keys("users", "{id}")
                        .tags("{tag}")
                        .build());

        assertThat(events().getRules()).isEqualTo("user_updated -> key {id} of users, tag {tag}");
        assertThat(events().publish("user_updated", "id=3, tag=de", true)).isEqualTo(2);
        assertThat(events().preview("user_updated", "id=3\ntag=de")).isEqualTo(Map.of("users", 2L));
        assertThat(users.containsKey(3L)).isTrue();
        assertThat(events().publish("user_updated", "id=3, tag=de", false)).isEqualTo(2);
        assertThat(users.containsKey(3L)).isFalse();

        assertThat(events().getEventsByType()).isEqualTo(Map.of("user_updated", 1L));
        assertThat(events().getEntriesInvalidated()).isEqualTo(2);
        assertThat(events().getSources()).isEmpty();
        assertThat(events().getLastFailure()).isEmpty();
    }

    @Test
    void publish_mistakes_areErrorsThatSaySo() throws Exception {
        manager.events().add(EventRule.on("user_updated").keys("users", "{id}").build());
        EventsMXBean events = events();

        assertThatThrownBy(() -> events.publish("String", "String", true))
                .hasMessageContaining("there is no rule for events of type 'String'; there are user_updated");
        assertThatThrownBy(() -> events.publish("user_updated", "String", true))
                .hasMessageContaining("'String' is no field: it must be name=value");
        assertThatThrownBy(() -> events.publish("user_updated", "name=x", false))
                .hasMessageContaining("the event has no field 'id'");
        assertThat(events.getFailures()).isEqualTo(1);
        assertThat(events.getLastFailure()).contains("no field 'id'");
    }

    /** Returns a cache of which the source has the keys below ten. */
    @SuppressWarnings("unchecked") // a cache of this provider is one
    private TiercelCache<Long, String> createFresh() {
        TiercelLoader<Long, String> source = key -> key < 10 ? LoadedValue.of("v" + key) : null;
        return manager.createCache(
                        "fresh",
                        TiercelConfiguration.builder(Long.class, String.class)
                                .management(true)
                                .statistics(true)
                                .loader(source)
                                .expireAfterWrite(Duration.ofMinutes(1))
                                .refreshAhead(0.5)
                                .staleWhileRevalidate(Duration.ofMinutes(1))
                                .absentFor(Duration.ofHours(1))
                                .build())
                .unwrap(TiercelCache.class);
    }

    @Test
    void figures_ofLoadsAndFreshness_areShown() throws Exception {
        TiercelCache<Long, String> fresh = createFresh();
        CacheFiguresMXBean figures = bean("type=Cache" + OF_MANAGER + ",Cache=fresh", CacheFiguresMXBean.class);
        fresh.getAll(Set.of(1L, 99L));
        assertThat(fresh.get(99L)).isNull();
        clock.advance(Duration.ofSeconds(30));
        fresh.get(1L);
        Eventual.await(() -> "a refresh", () -> figures.getRefreshes() == 1);
        clock.advance(Duration.ofMinutes(1));
        fresh.get(1L);
        Eventual.await(() -> "another", () -> figures.getRefreshes() == 2);

        assertThat(figures.getLoads()).isEqualTo(3);
        assertThat(figures.getStaleServed()).isEqualTo(1);
        assertThat(figures.getAbsentServed()).isEqualTo(1);
        assertThat(figures.getRefreshesAsked()).isEqualTo(2);
        assertThat(List.of(
                        figures.getLoadFailures(),
                        figures.getLoadTimeouts(),
                        figures.getSoftTimeouts(),
                        figures.getRefreshFailures(),
                        figures.getRefreshesDropped(),
                        figures.getRefreshesWaiting()))
                .containsOnly(0L);

        manager.enableStatistics("fresh", false);
        assertThat(figures.getLoads()).as("statistics are off").isEqualTo(-1);
        CacheFiguresMXBean ofUsers = bean("type=Cache" + OF_MANAGER + ",Cache=users", CacheFiguresMXBean.class);
        manager.enableStatistics("users", true);
        assertThat(ofUsers.getLoads()).as("no loader").isEqualTo(-1);
        assertThat(ofUsers.getStaleServed()).as("no loader").isEqualTo(-1);
        assertThat(ofUsers.getRefreshesWaiting()).as("no loader").isEqualTo(-1);
    }

    @Test
    void figures_ofListeners_areShownWhetherStatisticsAreOnOrNot() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        Cache<Long, String> heard = manager.createCache(
                "heard",
                TiercelConfiguration.builder(Long.class, String.class)
                        .management(true)
                        .listenerQueue(1)
                        .listenerWaitWhenFull(Duration.ZERO)
                        .build());
        RecordingListener<Long, String> listener = new RecordingListener<>(event -> {
            begun.countDown();
            Waits.block(mayEnd);
            throw new IllegalStateException("on purpose");
        });
        heard.registerCacheEntryListener(listener.asynchronous());
        CacheFiguresMXBean figures = bean("type=Cache" + OF_MANAGER + ",Cache=heard", CacheFiguresMXBean.class);

        heard.put(1L, "is being told");
        Waits.until(begun);
        heard.put(2L, "waits");
        heard.put(3L, "is dropped");
        assertThat(figures.getListenerEventsDropped()).isEqualTo(1);
        assertThat(figures.getListenerFailures()).isZero();

        mayEnd.countDown();
        Eventual.await(() -> "two failures", () -> figures.getListenerFailures() == 2);
        assertThat(figures.getListenerEventsDropped()).isEqualTo(1);
    }

    @Test
    void beans_parametersAndImpact_areDescribed() throws Exception {
        createFresh();
        MBeanServerConnection connection = connector.getMBeanServerConnection();
        for (ObjectName name : connection.queryNames(new ObjectName("io.tiercel:*"), null)) {
            if (!name.getKeyProperty("type").equals("Tier")) {
                assertDescribed(connection.getMBeanInfo(name));
            }
        }
    }

    static void assertDescribed(MBeanInfo info) {
        assertThat(info.getDescription()).endsWith(".");
        assertThat(info.getAttributes())
                .allSatisfy(attribute -> assertThat(attribute.getDescription()).endsWith("."));
        assertThat(info.getOperations()).allSatisfy(operation -> {
            assertThat(operation.getDescription()).endsWith(".");
            assertThat(operation.getSignature()).allSatisfy(parameter -> {
                assertThat(parameter.getName()).doesNotMatch("(p|arg)\\d+");
                assertThat(parameter.getDescription()).endsWith(".");
            });
        });
    }
}
