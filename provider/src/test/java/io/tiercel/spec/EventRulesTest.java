package io.tiercel.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiercel.PutOptions;
import io.tiercel.TestProviders;
import io.tiercel.TiercelCache;
import io.tiercel.TiercelCacheManager;
import io.tiercel.TiercelConfiguration;
import io.tiercel.configuration.ConfigurationException;
import io.tiercel.load.Lease;
import io.tiercel.rule.CacheEvent;
import io.tiercel.rule.CacheEvents;
import io.tiercel.rule.EventException;
import io.tiercel.rule.EventOutcome;
import io.tiercel.rule.EventRule;
import io.tiercel.time.ManualClock;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.cache.spi.CachingProvider;
import javax.management.MBeanServer;
import javax.management.MBeanServerDelegate;
import javax.management.MBeanServerNotification;
import javax.management.NotificationListener;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Event rules on caches themselves, in code and in a file. */
class EventRulesTest {

    private static final String CACHES = """
            caches:
              users: { key-type: java.lang.String, value-type: java.lang.String }
              orders: { key-type: java.lang.Long, value-type: java.lang.String }
              untyped: { key-type: java.lang.Object, value-type: java.lang.Object }
              lists: { key-type: java.util.List, value-type: java.lang.String }
            """;

    private final CachingProvider provider = TestProviders.agingBy(new ManualClock());

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        provider.close();
    }

    private TiercelCacheManager manager(String yaml) throws IOException {
        Path file = Files.writeString(folder.resolve("events.yaml"), CACHES + yaml);
        return provider.getCacheManager(file.toUri(), getClass().getClassLoader())
                .unwrap(TiercelCacheManager.class);
    }

    @SuppressWarnings("unchecked") // a cache of this provider is one
    private static <K> TiercelCache<K, String> cache(TiercelCacheManager manager, String name) {
        return manager.<K, String>getCache(name).unwrap(TiercelCache.class);
    }

    @Test
    void publish_rulesOfAFile_invalidateKeysPatternsAndTags() throws IOException {
        TiercelCacheManager manager = manager("""
                events:
                  rules:
                    user_updated:
                      keys: { users: [ "user:{userId}", "user_posts:{userId}" ], orders: "{orderId}", untyped: "{userId}" }
                      patterns: { users: [ "user:{userId}:*" ] }
                      tags: [ "profile-{userId}" ]
                """);
        TiercelCache<String, String> users = cache(manager, "users");
        TiercelCache<Long, String> orders = cache(manager, "orders");
        TiercelCache<Object, String> untyped = cache(manager, "untyped");
        users.putAll(Map.of("user:7", "a", "user_posts:7", "b", "user:7:x", "c", "user:8", "d"));
        users.put("tagged", "e", Set.of("profile-7"));
        orders.putAll(Map.of(1L, "a", 2L, "b"));
        orders.put(3L, "c", Set.of("profile-7", "profile-8"));
        untyped.put("7", "a");
        untyped.put(7, "b");

        EventOutcome outcome =
                manager.events().publish(CacheEvent.of("user_updated", Map.of("userId", 7, "orderId", 1L)));

        assertThat(outcome.invalidated()).isEqualTo(7);
        assertThat(users.containsKey("user:8")).isTrue();
        assertThat(users.getAll(Set.of("user:7", "user_posts:7", "user:7:x", "tagged")))
                .isEmpty();
        assertThat(orders.getAll(Set.of(1L, 2L, 3L))).containsOnlyKeys(2L);
        assertThat(untyped.containsKey("7")).isFalse();
        assertThat(untyped.containsKey(7)).isTrue();
    }

    @Test
    void publish_keyThatIsBeingRead_endsItsLease() throws IOException {
        TiercelCacheManager manager = manager("");
        manager.events()
                .add(EventRule.on("user_updated").keys("users", "user:{userId}").build());
        TiercelCache<String, String> users = cache(manager, "users");

        try (Lease lease = users.lease("user:7")) {
            manager.events().publish(CacheEvent.of("user_updated", "userId", 7));
            assertThat(users.tryPut("user:7", "old", lease)).isFalse();
        }
    }

    @Test
    void eventsMayBeMissing_valueWithATagIsBeingRead_endsItsLease() throws IOException {
        TiercelCacheManager manager = manager("");
        manager.events().add(EventRule.on("user_updated").tags("user-{userId}").build());
        TiercelCache<String, String> users = cache(manager, "users");
        users.put("untagged", "stays");

        try (Lease lease = users.lease("user:7")) {
            manager.events().eventsMayBeMissing(null);
            assertThat(users.tryPut("user:7", "old", lease, PutOptions.tags("user-7")))
                    .isFalse();
        }
        assertThat(users.containsKey("untagged")).isTrue();
    }

    @Test
    void publish_cacheThatCodeCreatesLater_isFoundThen() throws IOException {
        TiercelCacheManager manager = manager("""
                events: { rules: { book_updated: { keys: { books: "{id}" } } } }
                """);
        CacheEvent event = CacheEvent.of("book_updated", "id", 5);
        assertThatThrownBy(() -> manager.events().publish(event))
                .isInstanceOf(EventException.class)
                .hasMessageContaining("there is no cache 'books'; there are lists, orders, untyped, users");

        manager.createCache(
                        "books",
                        TiercelConfiguration.builder(Integer.class, String.class)
                                .build())
                .put(5, "a");

        assertThat(manager.events().publish(event).invalidated()).isEqualTo(1);
    }

    @Test
    void open_ruleForKeysThatCannotBeRead_saysWhere() {
        assertThatThrownBy(() -> manager("""
                events: { rules: { e: { keys: { lists: "{id}" } } } }
                """))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("events.yaml:6:")
                .hasMessageContaining(
                        "events.rules.e: the cache 'lists' has no keys for the template '{id}': keys of type"
                                + " java.util.List cannot be read from a string");
    }

    @Test
    void open_sourceOfAModuleThatIsNotThere_namesWhatToAdd() {
        assertThatThrownBy(() -> manager("""
                events: { sources: [ { postgresql: { url: x } } ] }
                """))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("events.yaml:6:")
                .hasMessageContaining("add io.tiercel:tiercel-postgresql");
    }

    @Test
    void open_sourceThatDoesNotExist_saysSo() {
        assertThatThrownBy(() -> manager("""
                events: { sources: [ { carrier-pigeon: { loft: x } } ] }
                """))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("there is no such source");
    }

    @Test
    void publish_whileACacheIsBeingClosed_isNoFailure() throws Exception {
        TiercelCacheManager manager = manager("");
        manager.enableManagement("users", true);
        manager.events().add(EventRule.on("e").tags("t").build());
        List<EventOutcome> outcomes = new ArrayList<>();
        ObjectName delegate = MBeanServerDelegate.DELEGATE_NAME;
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        NotificationListener beanIsGone = (notification, handback) -> {
            if (notification.getType().equals(MBeanServerNotification.UNREGISTRATION_NOTIFICATION)) {
                outcomes.add(manager.events().publish(CacheEvent.of("e", Map.of())));
            }
        };
        server.addNotificationListener(delegate, beanIsGone, null, null);
        try {
            manager.getCache("users").close();
        } finally {
            server.removeNotificationListener(delegate, beanIsGone);
        }

        assertThat(outcomes).isNotEmpty();
        assertThat(manager.events().counters().failures()).isZero();
    }

    @Test
    void close_manager_refusesEvents() throws IOException {
        TiercelCacheManager manager = manager("");
        CacheEvents events = manager.events();
        events.add(EventRule.on("e").keys("users", "x").tags("t").build());
        manager.close();

        assertThatIllegalStateException().isThrownBy(manager::events);
        assertThatThrownBy(() -> events.publish(CacheEvent.of("e", Map.of()))).isInstanceOf(EventException.class);
    }
}
