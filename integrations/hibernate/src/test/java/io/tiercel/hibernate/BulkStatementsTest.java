package io.tiercel.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.tiercel.TiercelCacheManager;
import io.tiercel.TiercelCachingProvider;
import io.tiercel.TiercelConfiguration;
import io.tiercel.rule.EventRule;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.cache.Cache;
import org.hibernate.SessionFactory;
import org.hibernate.SharedSessionContract;
import org.hibernate.cfg.Configuration;
import org.hibernate.query.MutationQuery;
import org.hibernate.query.SynchronizeableQuery;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Statements that change many rows, and none of the entities that a session knows. */
class BulkStatementsTest {

    private final TiercelCachingProvider provider = new TiercelCachingProvider();
    private final TiercelCacheManager manager = provider.getCacheManager().unwrap(TiercelCacheManager.class);
    private final Cache<String, String> cache = manager.createCache(
            "books", TiercelConfiguration.builder(String.class, String.class).build());
    private final SessionFactory factory = factory("true");

    private SessionFactory factory(String events) {
        Configuration configuration = new Configuration()
                .addAnnotatedClass(Author.class)
                .addAnnotatedClass(Book.class)
                .addAnnotatedClass(Novel.class)
                .addAnnotatedClass(Paper.class)
                .addAnnotatedClass(Thesis.class)
                .setProperty("hibernate.connection.url", "jdbc:h2:mem:bulk;MODE=MySQL;DB_CLOSE_DELAY=-1")
                .setProperty(TiercelIntegrator.EVENTS, events)
                .setProperty("hibernate.hbm2ddl.auto", "create-drop");
        configuration.getProperties().put(TiercelIntegrator.MANAGER, manager);
        return configuration.buildSessionFactory();
    }

    @BeforeEach
    void prepare() {
        factory.inTransaction(session -> {
            Author author = new Author(7);
            session.persist(author);
            session.persist(new Book(1, "old", author));
            session.persist(new Novel(2, "older", author));
            session.persist(new Thesis(3));
        });
        for (String entity : List.of("Book", "Author", "Paper")) {
            for (String what : List.of("created", "updated", "removed", "changed")) {
                String type = entity + "_" + what;
                manager.events()
                        .add(EventRule.on(type).keys("books", type + ":{id}").build());
                cache.put(type + ":1", "a");
                cache.put(type + ":2", "b");
            }
        }
        cache.put("other", "o");
    }

    @AfterEach
    void close() {
        factory.close();
        provider.close();
    }

    /** Returns the types of events whose keys are not in the cache any more. */
    private List<String> invalidated() {
        assertThat(cache.containsKey("other")).isTrue();
        return Stream.of("Author", "Book", "Paper")
                .flatMap(entity ->
                        Stream.of("created", "updated", "removed", "changed").map(what -> entity + "_" + what))
                .filter(type -> !cache.containsKey(type + ":1") && !cache.containsKey(type + ":2"))
                .toList();
    }

    private static void execute(SharedSessionContract session, String sql, Class<?> touched) {
        MutationQuery query = session.createNativeMutationQuery(sql);
        ((SynchronizeableQuery) query).addSynchronizedEntityClass(touched);
        query.executeUpdate();
    }

    private static Named<Consumer<SharedSessionContract>> named(String hql) {
        return Named.of(hql, session -> session.createMutationQuery(hql).executeUpdate());
    }

    static Stream<Named<Consumer<SharedSessionContract>>> updates() {
        return Stream.of(
                named("update Book set isbn = 'new'"),
                named("update Novel set isbn = 'new' where id > 0"),
                Named.of("criteria", session -> {
                    var update = session.getCriteriaBuilder().createCriteriaUpdate(Book.class);
                    update.from(Book.class);
                    update.set("isbn", "new");
                    session.createMutationQuery(update).executeUpdate();
                }));
    }

    @ParameterizedTest
    @MethodSource("updates")
    void update_committed_isAnUpdateOfAnyOfTheEntity(Consumer<SharedSessionContract> update) {
        factory.inTransaction(update);

        assertThat(invalidated()).containsExactly("Book_updated", "Book_changed");
        assertThat(manager.events().counters().gaps()).isEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("updates")
    void update_ofAStatelessSession_isTheSame(Consumer<SharedSessionContract> update) {
        factory.inStatelessTransaction(update);

        assertThat(invalidated()).containsExactly("Book_updated", "Book_changed");
    }

    @Test
    void delete_committed_isARemovalOfAny() {
        factory.inTransaction(session ->
                session.createMutationQuery("delete Book where id = 1").executeUpdate());

        assertThat(invalidated()).containsExactly("Book_removed", "Book_changed");
    }

    @Test
    void insert_committed_isACreation() {
        factory.inTransaction(
                session -> session.createMutationQuery("insert into Author (id) select id + 100 from Author")
                        .executeUpdate());

        assertThat(invalidated()).containsExactly("Author_created", "Author_changed");
    }

    @Test
    void update_ofAnEntityInTwoTables_isAnUpdate() {
        factory.inTransaction(session -> session.createMutationQuery("update Thesis set title = 'new', pages = 5")
                .executeUpdate());

        assertThat(invalidated()).contains("Paper_updated", "Paper_changed").noneMatch(type -> type.startsWith("Book"));
    }

    @Test
    void nativeSql_withItsEntity_isThatOfTheEntity() {
        factory.inTransaction(session -> execute(session, "/* all */ UPDATE Book set isbn = 'new'", Book.class));

        assertThat(invalidated()).containsExactly("Book_updated", "Book_changed");
    }

    @Test
    void nativeSql_thatSaysNothing_mayBeOfAnyEntity() {
        factory.inTransaction(
                session -> session.createNativeMutationQuery("delete from Book").executeUpdate());

        assertThat(invalidated())
                .containsExactly(
                        "Author_removed",
                        "Author_changed",
                        "Book_removed",
                        "Book_changed",
                        "Paper_removed",
                        "Paper_changed");
    }

    @Test
    void nativeSql_insertThatMayUpdate_mayBeBoth() {
        factory.inTransaction(session -> execute(
                session,
                "insert into Book (id, DTYPE, isbn) values (1, 'Book', 'new') on duplicate key update isbn = 'new'",
                Book.class));

        assertThat(invalidated()).contains("Book_created", "Book_updated", "Book_changed");
    }

    @Test
    void nativeSql_ofAnotherKind_mayBeAnything() {
        factory.inTransaction(session -> execute(session, "truncate table Book", Book.class));

        assertThat(invalidated()).containsExactly("Book_created", "Book_updated", "Book_removed", "Book_changed");
    }

    @Test
    void update_beforeTheCommit_publishesNothing() {
        factory.inTransaction(session -> {
            session.createMutationQuery("update Book set isbn = 'new'").executeUpdate();

            assertThat(invalidated()).isEmpty();
        });

        assertThat(invalidated()).isNotEmpty();
    }

    @Test
    void update_rolledBack_publishesNothing() {
        assertThatIllegalStateException()
                .isThrownBy(() -> factory.inTransaction(session -> {
                    session.createMutationQuery("update Book set isbn = 'new'").executeUpdate();
                    throw new IllegalStateException();
                }));

        assertThat(invalidated()).isEmpty();
    }

    @Test
    void update_ofNoRow_publishesNothing() {
        factory.inTransaction(session -> session.createMutationQuery("update Book set isbn = 'new' where id = 99")
                .executeUpdate());

        assertThat(invalidated()).isEmpty();
    }

    @Test
    void update_ofAFactoryThatIsToPublishNothing_doesNot() {
        try (SessionFactory silent = factory("false")) {
            silent.inTransaction(session -> session.createNativeMutationQuery("delete from Author where id = 99")
                    .executeUpdate());
        }

        assertThat(invalidated()).isEmpty();
    }
}
