package io.tiercel.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiercel.TiercelCache;
import io.tiercel.TiercelCacheManager;
import io.tiercel.TiercelCachingProvider;
import io.tiercel.rule.EventRule;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
class PostgresSourceTest {

    private static final Logger LOGGER = Logger.getLogger(PostgresSource.class.getName());
    private static final String OUTBOX = ", outbox: tiercel_outbox";

    private static PostgresServer server;

    @TempDir
    private Path folder;

    private final TiercelCachingProvider provider = new TiercelCachingProvider();
    private Connection connection;
    private String url;

    @BeforeAll
    static void startServer() throws Exception {
        LOGGER.setLevel(Level.OFF);
        server = new PostgresServer();
    }

    @AfterAll
    static void stopServer() throws Exception {
        server.destroy();
        LOGGER.setLevel(null);
    }

    @BeforeEach
    void prepare() throws Exception {
        connection = server.connect();
        url = server.url();
        execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
        execute(sql("tiercel.sql"));
        execute(sql("tiercel-outbox.sql"));
        execute("CREATE TABLE users (id bigint PRIMARY KEY, email text, about text)");
        execute("INSERT INTO users SELECT n, 'u' || n, 'a' FROM generate_series(1, 9) n");
    }

    @AfterEach
    void close() throws SQLException {
        provider.close();
        connection.close();
    }

    private static String sql(String name) throws IOException {
        try (InputStream resource = PostgresSource.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(resource, name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void watch(String outbox) throws SQLException {
        String function = outbox.isEmpty() ? "tiercel_watch" : "tiercel_watch_outbox";
        execute("SELECT " + function + "('users', 'cache', 'user_updated', 'id', 'email')");
    }

    private TiercelCacheManager manager(String more) throws IOException {
        Path file = Files.writeString(folder.resolve("tiercel.yaml"), """
                caches:
                  users: { key-type: java.lang.String, value-type: java.lang.String }
                  others: { key-type: java.lang.String, value-type: java.lang.String }
                events:
                  rules:
                    user_updated: { keys: { users: [ "user:{id}", "mail:{email}" ] } }
                  sources:
                    - postgresql: { url: "%s", user: postgres, channel: cache, back-off: 200ms, check: 1s%s }
                """.formatted(url, more));
        return provider.getCacheManager(file.toUri(), getClass().getClassLoader())
                .unwrap(TiercelCacheManager.class);
    }

    private TiercelCacheManager listening(String more) throws Exception {
        TiercelCacheManager manager = manager(more);
        await(() -> listeners() == 1 && gaps(manager) == 1);
        return manager;
    }

    private static long gaps(TiercelCacheManager manager) {
        return manager.events().counters().gaps();
    }

    @SuppressWarnings("unchecked") // a cache of this provider is one
    private static TiercelCache<String, String> cache(TiercelCacheManager manager, String name) {
        return manager.<String, String>getCache(name).unwrap(TiercelCache.class);
    }

    /** Fills the cache by reading the database, as an application does. */
    private static TiercelCache<String, String> filled(TiercelCacheManager manager) {
        TiercelCache<String, String> users = cache(manager, "users");
        for (int i = 1; i <= 9; i++) {
            users.put("user:" + i, "old");
            users.put("mail:u" + i, "old");
        }
        return users;
    }

    private long listeners() throws SQLException {
        return number("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'tiercel'");
    }

    private long number(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        }
    }

    private void cut() throws SQLException {
        execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'tiercel'");
    }

    /** Waits for what happens on another thread; the time-out of the class ends it. */
    private static void await(Callable<Boolean> condition) throws Exception {
        while (!condition.call()) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", OUTBOX})
    void trigger_rowChanges_invalidatesWhatItConcerns(String mode) throws Exception {
        watch(mode);
        TiercelCache<String, String> users = filled(listening(mode));

        execute("UPDATE users SET email = 'new' WHERE id = 1; DELETE FROM users WHERE id = 2");
        execute("INSERT INTO users VALUES (10, 'u3', 'a')");

        await(() -> !users.containsKey("mail:u3"));
        assertThat(users.containsKey("user:1")).isFalse();
        assertThat(users.containsKey("mail:u1")).as("the address that it had").isFalse();
        assertThat(users.containsKey("user:2")).isFalse();
        assertThat(users.containsKey("user:3")).isTrue();
        assertThat(users.containsKey("mail:u4")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", OUTBOX})
    void trigger_transactionIsRolledBack_invalidatesNothing(String mode) throws Exception {
        watch(mode);
        TiercelCache<String, String> users = filled(listening(mode));

        connection.setAutoCommit(false);
        execute("UPDATE users SET about = 'b' WHERE id = 1");
        connection.rollback();
        connection.setAutoCommit(true);
        execute("UPDATE users SET about = 'b' WHERE id = 2");

        await(() -> !users.containsKey("user:2"));
        assertThat(users.containsKey("user:1")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", OUTBOX})
    void trigger_truncateAndValuesThatDoNotFit_reachAll(String mode) throws Exception {
        watch(mode);
        TiercelCacheManager manager = listening(mode);
        TiercelCache<String, String> users = filled(manager);
        cache(manager, "others").put("user:1", "x");

        execute("UPDATE users SET email = repeat('x', 9000) WHERE id = 1");
        await(() -> !users.containsKey("user:1"));
        filled(manager);
        execute("TRUNCATE users");

        await(() -> !users.containsKey("user:9") && !users.containsKey("mail:u9"));
        assertThat(cache(manager, "others").containsKey("user:1")).isTrue();
    }

    @Test
    void connectionIsCut_withoutOutbox_invalidatesAllThatRulesReach() throws Exception {
        watch("");
        TiercelCacheManager manager = listening("");
        TiercelCache<String, String> users = filled(manager);
        users.put("else", "kept");

        cut();
        execute("UPDATE users SET about = 'b' WHERE id = 1");

        await(() -> gaps(manager) == 2);
        assertThat(users.containsKey("user:1")).isFalse();
        assertThat(users.containsKey("user:9"))
                .as("it may have changed, as far as anyone knows")
                .isFalse();
        assertThat(users.containsKey("else")).isTrue();
    }

    @Test
    void connectionIsCut_withOutbox_catchesUp() throws Exception {
        watch(OUTBOX);
        TiercelCacheManager manager = listening(OUTBOX);
        TiercelCache<String, String> users = filled(manager);

        cut();
        execute("UPDATE users SET about = 'b' WHERE id = 1");

        await(() -> !users.containsKey("user:1"));
        assertThat(users.containsKey("user:9")).isTrue();
        assertThat(gaps(manager)).isEqualTo(1);
    }

    @Test
    void outbox_transactionThatBeganEarlierEndsLater_isNotMissed() throws Exception {
        watch(OUTBOX);
        TiercelCache<String, String> users = filled(listening(OUTBOX));

        try (Connection early = server.connect();
                Statement statement = early.createStatement()) {
            early.setAutoCommit(false);
            statement.execute("UPDATE users SET about = 'b' WHERE id = 1");
            execute("UPDATE users SET about = 'b' WHERE id = 2");
            await(() -> !users.containsKey("user:2"));
            users.put("user:2", "new");
            early.commit();
        }

        await(() -> !users.containsKey("user:1"));
        assertThat(users.containsKey("user:2")).as("no event is applied twice").isTrue();
    }

    @Test
    void outbox_veryManyEvents_invalidatesAllOnceAndAppliesNone() throws Exception {
        watch(OUTBOX);
        TiercelCacheManager manager = listening(OUTBOX);
        TiercelCache<String, String> users = filled(manager);

        try (Connection early = server.connect();
                Statement statement = early.createStatement()) {
            early.setAutoCommit(false);
            statement.execute("UPDATE users SET about = 'b' WHERE id = 1");
            execute(
                    "INSERT INTO tiercel_outbox (payload) SELECT '{\"$type\": \"user_updated\", \"id\": \"2\", \"email\": \"u2\"}'"
                            + " FROM generate_series(1, " + (Outbox.MOST_ROWS + 1) + ")");
            execute("NOTIFY cache");
            await(() -> gaps(manager) == 2);
            assertThat(manager.events().counters().eventsByType()).isEmpty();
            assertThat(users.containsKey("user:9")).isFalse();

            filled(manager);
            execute("UPDATE users SET about = 'b' WHERE id = 3");
            await(() -> !users.containsKey("user:3"));
            assertThat(users.containsKey("user:2"))
                    .as("no event is applied twice")
                    .isTrue();
            early.commit();
        }
        await(() -> !users.containsKey("user:1"));
        assertThat(users.containsKey("user:2")).isTrue();
        assertThat(gaps(manager)).isEqualTo(2);
    }

    @Test
    void outbox_ofAnotherDatabase_hasEventsOfItsOwn() throws Exception {
        watch(OUTBOX);
        execute("CREATE SCHEMA other; SET search_path = other, public");
        execute(sql("tiercel-outbox.sql"));
        execute("SET search_path = public");
        TiercelCacheManager manager = manager(OUTBOX + " }\n    - postgresql: { url: \"" + server.url()
                + "\", user: postgres, channel: cache, outbox: other.tiercel_outbox");
        await(() -> listeners() == 2 && gaps(manager) == 2);
        TiercelCache<String, String> users = filled(manager);
        execute("UPDATE users SET about = 'b' WHERE id = 1");
        await(() -> !users.containsKey("user:1"));

        execute("""
                INSERT INTO other.tiercel_outbox (payload)
                VALUES ('{"$type": "user_updated", "id": "2", "email": "u2"}');
                NOTIFY cache""");

        await(() -> manager.events().counters().eventsByType().getOrDefault("user_updated", 0L) == 2);
        assertThat(users.containsKey("user:2"))
                .as("an event with the number of one of the first database")
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", OUTBOX})
    void function_thatFailsWithAnError_endsNotTheSource(String mode) throws Exception {
        watch(mode);
        TiercelCacheManager manager = listening(mode);
        TiercelCache<String, String> users = filled(manager);
        manager.events()
                .add(EventRule.on("user_updated")
                        .function(event -> {
                            if (event.fields().containsValue("1")) {
                                throw new NoClassDefFoundError("com/example/Gone");
                            }
                            return List.of();
                        })
                        .build());

        execute("UPDATE users SET about = 'b' WHERE id = 1");
        await(() -> gaps(manager) == 2); // counted once all that the rules can reach is invalidated
        assertThat(manager.events().counters().failures()).isEqualTo(1);
        assertThat(users.containsKey("user:9")).isFalse();
        filled(manager);
        execute("UPDATE users SET about = 'b' WHERE id = 2");

        await(() -> !users.containsKey("user:2"));
        assertThat(users.containsKey("user:9")).isTrue();
    }

    /** @param hasText whether the error has a text itself */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void gap_keyThatFailsWithAnError_isTriedAgainUntilItIsGone(boolean hasText) throws Exception {
        watch("");
        TiercelCacheManager manager = listening("");
        manager.events().add(EventRule.on("odd_updated").patterns("odd", "x*").build());
        Cache<Object, String> odd =
                manager.createCache("odd", new MutableConfiguration<Object, String>().setStoreByValue(false));
        AtomicInteger asked = new AtomicInteger();
        Object key = new Object() {
            @Override
            public String toString() {
                asked.incrementAndGet();
                throw new NoClassDefFoundError("com/example/Gone") {
                    @Override
                    public @Nullable String getMessage() {
                        if (hasText) {
                            return super.getMessage();
                        }
                        throw new IllegalStateException("it has none");
                    }
                };
            }
        };
        odd.put(key, "a");

        cut();
        await(() -> asked.get() >= 2);
        odd.remove(key);

        await(() -> listeners() == 1 && gaps(manager) == 2);
    }

    @Test
    void outbox_prunedMeanwhile_invalidatesAllThatRulesReach() throws Exception {
        watch(OUTBOX);
        TiercelCacheManager manager = listening(OUTBOX);
        manager.close();
        TiercelCacheManager second = manager(OUTBOX + ", position: '" + folder.resolve("at") + "'");
        await(() -> gaps(second) == 1);
        second.close();

        execute("UPDATE users SET about = 'b' WHERE id = 1");
        assertThat(number("SELECT tiercel_outbox_prune('0 seconds')")).isEqualTo(1);
        TiercelCacheManager third = manager(OUTBOX + ", position: '" + folder.resolve("at") + "'");

        await(() -> gaps(third) == 1);
    }

    @Test
    void position_kept_catchesUpAfterARestart() throws Exception {
        watch(OUTBOX);
        String kept = OUTBOX + ", position: '" + folder.resolve("state").resolve("at") + "'";
        TiercelCacheManager first = listening(kept);
        first.close();
        execute("UPDATE users SET about = 'b' WHERE id = 1");

        TiercelCacheManager second = manager(kept);

        await(() -> second.events().counters().eventsByType().containsKey("user_updated"));
        assertThat(gaps(second)).isZero();
    }

    @Test
    void position_ofAnotherDatabase_isUnknown() throws Exception {
        watch(OUTBOX);
        String kept = OUTBOX + ", position: '" + folder.resolve("at") + "'";
        listening(kept).close();
        execute("DROP DATABASE IF EXISTS other");
        execute("CREATE DATABASE other");
        url = server.url().replace("/postgres", "/other");
        try (Connection other = DriverManager.getConnection(url, "postgres", "");
                Statement statement = other.createStatement()) {
            statement.execute(sql("tiercel.sql"));
            statement.execute(sql("tiercel-outbox.sql"));
            statement.execute(
                    "INSERT INTO tiercel_outbox (payload) VALUES ('{\"$type\": \"user_updated\", \"id\": \"1\"}')");

            TiercelCacheManager manager = manager(kept);

            await(() -> gaps(manager) + manager.events().counters().failures() > 0);
            assertThat(manager.events().counters().eventsByType()).isEmpty();
            manager.close();
        }
    }

    @Test
    void position_ofAnotherTimeLine_isUnknown() throws Exception {
        watch(OUTBOX);
        Path file = folder.resolve("at");
        String kept = OUTBOX + ", position: '" + file + "'";
        listening(kept).close();
        String at = Files.readString(file);
        assertThat(at).matches("\\d+ \\d+/00000001/\\d+/\\d+");
        Files.writeString(file, at.replace("/00000001/", "/00000002/"));

        TiercelCacheManager manager = manager(kept);

        await(() -> gaps(manager) == 1);
    }

    /** @param told whether the server says which cluster it is, which some that are hosted do not */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void position_ofARoleWithoutRights_isKept(boolean told) throws Exception {
        watch(OUTBOX);
        if (!told) {
            execute("REVOKE EXECUTE ON FUNCTION pg_control_system() FROM PUBLIC");
        }
        execute("DROP ROLE IF EXISTS reader; CREATE ROLE reader LOGIN;"
                + " GRANT USAGE ON SCHEMA public TO reader;"
                + " GRANT SELECT ON tiercel_outbox, tiercel_outbox_pruned TO reader");
        String kept = OUTBOX + ", position: '" + folder.resolve("at") + "'";
        url = server.url() + "?user=reader";
        try {
            listening(kept).close();
            TiercelCacheManager second = manager(kept);
            execute("UPDATE users SET about = 'b' WHERE id = 1");

            await(() -> second.events().counters().eventsByType().containsKey("user_updated"));
            assertThat(gaps(second)).isZero();
            second.close();
        } finally {
            execute("GRANT EXECUTE ON FUNCTION pg_control_system() TO PUBLIC; DROP OWNED BY reader; DROP ROLE reader");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {50, 51, 52, 55, 56, 70, 200})
    void watch_longTypes_haveTriggersOfTheirOwn(int length) throws Exception {
        String type = "t".repeat(length);
        for (String function : List.of("tiercel_watch", "tiercel_watch_outbox")) {
            execute("CREATE TABLE IF NOT EXISTS " + function + "_t (id int)");
            execute("SELECT " + function + "('" + function + "_t', 'cache', '" + type + "a', 'id')");
            execute("SELECT " + function + "('" + function + "_t', 'cache', '" + type + "b', 'id')");

            assertThat(number("SELECT count(*) FROM pg_trigger WHERE tgrelid = '" + function + "_t'::regclass"))
                    .isEqualTo(4);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'', 'x', 'id'|the name of a channel must have 1 to 63 bytes",
                "repeat('c', 64), 'x', 'id'|the name of a channel must have 1 to 63 bytes",
                "'c', '', 'id'|the type of the event and the columns must be given",
                "NULL, 'x', 'id'|the type of the event and the columns must be given",
                "'c', 'x', 'id', 'mail'|there is no column \"mail\"",
            })
    void watch_whatWouldFailEachChange_isRefused(String arguments, String message) {
        assertThatThrownBy(() -> execute("SELECT tiercel_watch('users', " + arguments + ")"))
                .hasMessageContaining("tiercel: ")
                .hasMessageContaining(message);
    }

    @Test
    void serverIsAway_atFirstAndLater_isTriedAgain() throws Exception {
        watch("");
        connection.close();
        server.stop();
        TiercelCacheManager manager = manager("");
        TiercelCache<String, String> users = filled(manager);

        server.start();
        connection = server.connect();

        await(() -> !users.containsKey("user:1") && gaps(manager) == 1);
        filled(manager);
        execute("UPDATE users SET about = 'b' WHERE id = 1");
        await(() -> !users.containsKey("user:1"));
    }

    @Test
    void payload_thatCannotBeRead_isTakenForAnEventThatIsMissing() throws Exception {
        TiercelCacheManager manager = listening("");
        TiercelCache<String, String> users = filled(manager);

        execute("SELECT pg_notify('cache', 'no JSON')");

        await(() -> !users.containsKey("user:1"));
        assertThat(manager.events().counters().lastFailure()).contains("this is no flat JSON object");
    }

    @Test
    void payload_writtenByHand_isPublished() throws Exception {
        TiercelCacheManager manager = listening("");
        TiercelCache<String, String> users = filled(manager);

        execute("""
                SELECT pg_notify('cache', '{"$type": "user_updated", "$id": "x", "id": 5, "email": "u6"}')""");

        await(() -> !users.containsKey("mail:u6"));
        assertThat(users.containsKey("user:5")).isFalse();
    }

    @Test
    void close_manager_endsConnectionAndThread() throws Exception {
        listening("").close();

        await(() -> listeners() == 0);
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("tiercel-postgresql"));
    }
}
