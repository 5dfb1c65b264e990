package io.tiercel.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Date;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.Caching;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;
import org.hibernate.stat.Statistics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("JavaUtilDate") // its mutability is what is tested
class HibernateTest {

    private static final Date PRINTED = new Date(TimeUnit.DAYS.toMillis(10_000));

    private final SessionFactory factory = new Configuration()
            .addAnnotatedClass(Book.class)
            .setProperty("hibernate.connection.url", "jdbc:h2:mem:books;DB_CLOSE_DELAY=-1")
            .setProperty("hibernate.hbm2ddl.auto", "create-drop")
            .setProperty("hibernate.cache.region.factory_class", "jcache")
            .setProperty("hibernate.cache.use_query_cache", "true")
            .setProperty("hibernate.generate_statistics", "true")
            .buildSessionFactory();
    private final Statistics statistics = factory.getStatistics();

    @AfterEach
    void close() {
        factory.close();
    }

    private void persist() {
        factory.inTransaction(session -> session.persist(new Book(1, "Tiercel", PRINTED)));
    }

    private String title() {
        return factory.fromSession(session -> session.find(Book.class, 1L).title());
    }

    @Test
    void find_entityThatIsCached_asksNoDatabase() {
        persist();
        title();
        long statementsBefore = statistics.getPrepareStatementCount();

        for (int i = 0; i < 10; i++) {
            assertThat(title()).isEqualTo("Tiercel");
        }

        assertThat(statistics.getPrepareStatementCount()).isEqualTo(statementsBefore);
        assertThat(statistics.getSecondLevelCacheHitCount()).isGreaterThanOrEqualTo(10);
    }

    @Test
    void find_afterAnUpdate_seesIt() {
        persist();
        title();

        factory.inTransaction(session -> session.find(Book.class, 1L).rename("Falcon"));

        assertThat(title()).isEqualTo("Falcon");
        assertThat(title()).isEqualTo("Falcon");
    }

    @Test
    void find_mutablePropertyOfAnotherSessionIsChanged_isIsolated() {
        persist();
        title();

        try (Session session = factory.openSession()) {
            session.setDefaultReadOnly(true);
            session.find(Book.class, 1L).printed().setTime(0);
        }

        assertThat(factory.<Date>fromSession(
                        session -> session.find(Book.class, 1L).printed()))
                .hasSameTimeAs(PRINTED);
    }

    @Test
    void query_cachedAndThenTheTableChanges_isRunAnew() {
        persist();
        assertThat(titles()).containsExactly("Tiercel");
        assertThat(titles()).containsExactly("Tiercel");
        assertThat(statistics.getQueryCacheHitCount()).isEqualTo(1);

        factory.inTransaction(session -> session.persist(new Book(2, "Falcon", PRINTED)));

        assertThat(titles()).containsExactlyInAnyOrder("Tiercel", "Falcon");
    }

    private List<String> titles() {
        return factory.fromSession(session -> session.createQuery("select title from Book", String.class)
                .setCacheable(true)
                .getResultList());
    }

    @Test
    void evict_region_isEmptiedAndFilledAgain() {
        persist();
        title();

        factory.getCache().evictEntityData(Book.class);

        assertThat(factory.getCache().containsEntity(Book.class, 1L)).isFalse();
        assertThat(title()).isEqualTo("Tiercel");
        assertThat(factory.getCache().containsEntity(Book.class, 1L)).isTrue();
    }

    @Test
    void close_factory_closesItsRegions() {
        Cache<Object, Object> region =
                Caching.getCachingProvider().getCacheManager().getCache(Book.class.getName());
        assertThat(region).isNotNull();

        factory.close();

        assertThat(region.isClosed()).isTrue();
    }
}
