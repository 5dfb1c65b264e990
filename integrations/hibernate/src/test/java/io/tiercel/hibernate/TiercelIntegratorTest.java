package io.tiercel.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.tiercel.TiercelCacheManager;
import io.tiercel.TiercelCachingProvider;
import io.tiercel.TiercelConfiguration;
import io.tiercel.rule.EventRule;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.Caching;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;
import org.hibernate.bytecode.enhance.spi.LazyPropertyInitializer;
import org.hibernate.cfg.Configuration;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.persister.entity.EntityPersister;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TiercelIntegratorTest {

    private static final Logger LOGGER = Logger.getLogger(CommittedChanges.class.getName());

    private final TiercelCachingProvider provider = new TiercelCachingProvider();
    private final TiercelCacheManager manager = provider.getCacheManager().unwrap(TiercelCacheManager.class);
    private final Cache<String, String> cache = manager.createCache(
            "books", TiercelConfiguration.builder(String.class, String.class).build());
    private final SessionFactory factory = factory(Map.of());

    private SessionFactory factory(Map<String, String> more) {
        Configuration configuration = new Configuration()
                .addAnnotatedClass(Author.class)
                .addAnnotatedClass(Book.class)
                .addAnnotatedClass(Novel.class)
                .addAnnotatedClass(Label.class)
                .setProperty("hibernate.connection.url", "jdbc:h2:mem:events;DB_CLOSE_DELAY=-1")
                .setProperty("hibernate.hbm2ddl.auto", "create-drop");
        configuration.getProperties().put(TiercelIntegrator.MANAGER, manager);
        more.forEach(configuration::setProperty);
        return configuration.buildSessionFactory();
    }

    /** A lazy property of an entity whose class Hibernate has enhanced has a mark in its place until it is read. */
    @Test
    void fields_lazyPropertyThatWasNotRead_isLeftOut() {
        SessionFactoryImplementor inside = factory.unwrap(SessionFactoryImplementor.class);
        EntityPersister books = inside.getMappingMetamodel().getEntityDescriptor(Book.class);
        Object[] state = new Object[books.getPropertyNames().length];
        Arrays.fill(state, LazyPropertyInitializer.UNFETCHED_PROPERTY);
        try (Session session = factory.openSession()) {
            EntityFields fields = new EntityFields(books, session.unwrap(SharedSessionContractImplementor.class), 1L);

            assertThat(fields.of(state)).isEqualTo(Map.of("id", "1"));
        }
    }

    @BeforeEach
    void prepare() {
        manager.events()
                .add(EventRule.on("Book_changed")
                        .keys("books", "book:{id}", "isbn:{isbn}", "by:{author}")
                        .build());
        manager.events()
                .add(EventRule.on("Label_created").keys("books", "book:{mute}").build());
        LOGGER.setLevel(Level.OFF);
    }

    @AfterEach
    void close() {
        factory.close();
        provider.close();
        LOGGER.setLevel(null);
    }

    private void fill() {
        cache.putAll(Map.of("book:1", "a", "isbn:old", "b", "isbn:new", "c", "by:7", "d", "book:2", "e"));
    }

    private void persist() {
        factory.inTransaction(session -> {
            Author author = new Author(7);
            session.persist(author);
            session.persist(new Book(1, "old", author));
        });
    }

    @Test
    void persist_committed_publishesItsFields() {
        fill();

        persist();

        assertThat(cache).extracting(Cache.Entry::getKey).containsExactlyInAnyOrder("isbn:new", "book:2");
    }

    @Test
    void update_beforeTheCommit_publishesNothing() {
        persist();
        fill();
        try (Session session = factory.openSession()) {
            session.beginTransaction();
            session.find(Book.class, 1L).renumber("new");
            session.flush();
            assertThat(cache.containsKey("book:1")).isTrue();

            session.getTransaction().commit();
        }

        assertThat(cache).extracting(Cache.Entry::getKey).containsExactly("book:2");
    }

    @Test
    void update_rolledBack_publishesNothing() {
        persist();
        fill();

        assertThatIllegalStateException()
                .isThrownBy(() -> factory.inTransaction(session -> {
                    session.find(Book.class, 1L).renumber("new");
                    session.flush();
                    throw new IllegalStateException();
                }));

        assertThat(cache.containsKey("book:1")).isTrue();
    }

    @Test
    void remove_committed_publishesIt() {
        manager.events()
                .add(EventRule.on("Book_removed").keys("books", "book:2").build());
        persist();
        fill();

        factory.inTransaction(session -> session.remove(session.find(Book.class, 1L)));

        assertThat(cache).extracting(Cache.Entry::getKey).containsExactly("isbn:new");
    }

    @Test
    void persist_subclass_isAnEventOfTheRootToo() {
        manager.events()
                .add(EventRule.on("Novel_created").keys("books", "book:2").build());
        fill();

        factory.inTransaction(session -> {
            Author author = new Author(7);
            session.persist(author);
            session.persist(new Novel(1, "old", author));
        });

        assertThat(cache).extracting(Cache.Entry::getKey).containsExactly("isbn:new");
    }

    @Test
    void commit_ruleThatFails_isCountedAndLeavesNothingStale() {
        manager.events()
                .add(EventRule.on("Author_created").keys("books", "by:{name}").build());
        fill();

        persist();

        assertThat(manager.events().counters().failures()).isEqualTo(1);
        assertThat(cache.containsKey("by:7")).isFalse();
        assertThat(factory.<Boolean>fromSession(session -> session.find(Author.class, 7L) != null))
                .isTrue();
    }

    /** What stateless sessions do with the first book, and what of "1" and of what nobody knew before is invalidated then. */
    static Stream<Arguments> statelessChanges() {
        return Stream.of(
                Arguments.of("updated", (Consumer<StatelessSession>) session -> {
                    Book book = session.get(Book.class, 1L);
                    book.renumber("new");
                    session.update(book);
                }),
                Arguments.of(
                        "updated", (Consumer<StatelessSession>) session -> session.upsert(new Book(1, "new", null))),
                Arguments.of(
                        "created", (Consumer<StatelessSession>) session -> session.upsert(new Book(1, "new", null))),
                Arguments.of("removed", (Consumer<StatelessSession>)
                        session -> session.delete(session.get(Book.class, 1L))));
    }

    @ParameterizedTest
    @MethodSource("statelessChanges")
    void statelessSession_committed_publishesWhatItDid(String what, Consumer<StatelessSession> change) {
        manager.events()
                .add(EventRule.on("Book_" + what).keys("books", "id:{id}").build());
        persist();
        fill();
        cache.putAll(Map.of("id:1", "f", "id:2", "g"));

        factory.inStatelessTransaction(session -> {
            change.accept(session);

            assertThat(cache.containsKey("book:1")).isTrue();
        });

        assertThat(cache)
                .as("nobody knows which number and author the book had, but which book it was")
                .extracting(Cache.Entry::getKey)
                .containsExactly("id:2");
    }

    @Test
    void statelessSession_insert_publishesItsFields() {
        factory.inStatelessTransaction(session -> session.insert(new Author(7)));
        fill();

        factory.inStatelessTransaction(session -> session.insert(new Book(1, "old", session.get(Author.class, 7L))));

        assertThat(cache).extracting(Cache.Entry::getKey).containsExactlyInAnyOrder("isbn:new", "book:2");
    }

    @Test
    void statelessSession_rolledBack_publishesNothing() {
        persist();
        fill();

        assertThatIllegalStateException()
                .isThrownBy(() -> factory.inStatelessTransaction(session -> {
                    session.delete(session.get(Book.class, 1L));
                    throw new IllegalStateException();
                }));

        assertThat(cache.containsKey("book:1")).isTrue();
    }

    @Test
    void statelessSession_moreChangesThanAreKept_invalidatesAllThatRulesReach() {
        manager.events()
                .add(EventRule.on("Author_created").keys("books", "by:{id}").build());
        cache.putAll(Map.of("by:99999", "a", "book:1", "b"));

        factory.inStatelessTransaction(session -> {
            for (int i = 0; i < 2_500; i++) {
                session.insert(new Author(i));
            }
        });

        assertThat(cache).extracting(Cache.Entry::getKey).containsExactly("book:1");
        assertThat(manager.events().counters().gaps()).isEqualTo(1);
    }

    @Test
    void commit_onAThreadWithAnotherClassLoader_reachesTheSameManager() throws Exception {
        TiercelCacheManager ofAll = Caching.getCachingProvider(TiercelCachingProvider.class.getName())
                .getCacheManager()
                .unwrap(TiercelCacheManager.class);
        ofAll.events()
                .add(EventRule.on("Author_created").keys("authors", "{id}").build());
        Cache<String, String> authors = ofAll.createCache(
                "authors",
                TiercelConfiguration.builder(String.class, String.class).build());
        authors.put("7", "old");
        Thread current = Thread.currentThread();
        ClassLoader before = current.getContextClassLoader();
        try (SessionFactory other = new Configuration()
                        .addAnnotatedClass(Author.class)
                        .setProperty("hibernate.connection.url", "jdbc:h2:mem:loaders;DB_CLOSE_DELAY=-1")
                        .setProperty("hibernate.hbm2ddl.auto", "create-drop")
                        .buildSessionFactory();
                URLClassLoader foreign = new URLClassLoader(new URL[0], before)) {
            current.setContextClassLoader(foreign);
            other.inTransaction(session -> session.persist(new Author(7)));
        } finally {
            current.setContextClassLoader(before);
        }

        assertThat(authors.containsKey("7")).isFalse();
        ofAll.getCachingProvider().close();
    }

    @Test
    void commit_fieldThatHasNoText_isCountedAndLeavesNothingStale() {
        fill();

        factory.inTransaction(session -> session.persist(new Label(1, new Mute())));

        assertThat(cache.containsKey("book:1")).isFalse();
    }

    @Test
    void commit_managerIsClosed_succeeds() {
        manager.close();

        persist();

        assertThat(factory.<Boolean>fromSession(session -> session.find(Book.class, 1L) != null))
                .isTrue();
    }

    @Test
    void factory_thatIsToPublishNothing_doesNot() {
        try (SessionFactory silent = factory(Map.of(TiercelIntegrator.EVENTS, "false"))) {
            fill();
            silent.inTransaction(session -> session.persist(new Author(7)));
            silent.inTransaction(session -> session.persist(new Book(1, "old", session.find(Author.class, 7L))));
        }

        assertThat(cache.containsKey("book:1")).isTrue();
    }
}
