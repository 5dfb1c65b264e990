package io.tiercel.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.tiercel.TiercelCacheManager;
import io.tiercel.TiercelCachingProvider;
import io.tiercel.TiercelConfiguration;
import io.tiercel.rule.EventRule;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.cache.Cache;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TiercelIntegratorTest {

    private static final Logger LOGGER = Logger.getLogger(CommitListener.class.getName());

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
                .setProperty("hibernate.connection.url", "jdbc:h2:mem:events;DB_CLOSE_DELAY=-1")
                .setProperty("hibernate.hbm2ddl.auto", "create-drop");
        configuration.getProperties().put(TiercelIntegrator.MANAGER, manager);
        more.forEach(configuration::setProperty);
        return configuration.buildSessionFactory();
    }

    @BeforeEach
    void prepare() {
        manager.events()
                .add(EventRule.on("Book_changed")
                        .keys("books", "book:{id}", "isbn:{isbn}", "by:{author}")
                        .build());
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
