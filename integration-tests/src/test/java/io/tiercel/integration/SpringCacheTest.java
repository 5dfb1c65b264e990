package io.tiercel.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.jcache.JCacheCacheManager;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

class SpringCacheTest {

    private final AnnotationConfigApplicationContext context =
            new AnnotationConfigApplicationContext(Application.class);
    private final Prices prices = context.getBean(Prices.class);
    private final Shop shop = context.getBean(Shop.class);

    @AfterEach
    void close() {
        context.close();
    }

    @Test
    void cacheable_calledTwice_computesOnce() {
        List<String> first = prices.of("book");
        first.clear();

        assertThat(prices.of("book")).containsExactly("price of book");
        assertThat(shop.calls).hasValue(1);
    }

    @Test
    void cacheEvict_thenCalled_computesAnew() {
        prices.of("book");
        prices.forget("book");
        prices.of("book");

        assertThat(shop.calls).hasValue(2);
    }

    @Test
    void cacheable_nullResult_isCached() {
        assertThat(prices.find("nothing")).isNull();
        assertThat(prices.find("nothing")).isNull();

        assertThat(shop.calls).hasValue(1);
    }

    @Test
    void cacheableSync_manyThreads_computeOnce() throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(8);
        try {
            List<Callable<List<String>>> calls = new ArrayList<>();
            for (int i = 0; i < 32; i++) {
                calls.add(() -> prices.ofOnce("book"));
            }
            for (Future<List<String>> future : executor.invokeAll(calls)) {
                assertThat(future.get()).containsExactly("price of book");
            }
        } finally {
            executor.shutdownNow();
        }

        assertThat(shop.calls).hasValue(1);
    }

    /** What the application calls; its implementation is behind Spring's proxy. */
    interface Prices {
        @Cacheable("prices")
        List<String> of(String item);

        @Cacheable(cacheNames = "prices-once", sync = true)
        List<String> ofOnce(String item);

        @Cacheable("found")
        @Nullable
        String find(String item);

        @CacheEvict("prices")
        void forget(String item);
    }

    /** Counts how often it really computes. */
    static class Shop {
        final AtomicInteger calls = new AtomicInteger();
    }

    private record ComputedPrices(Shop shop) implements Prices {
        @Override
        public List<String> of(String item) {
            shop.calls.incrementAndGet();
            return new ArrayList<>(List.of("price of " + item));
        }

        @Override
        public List<String> ofOnce(String item) {
            return of(item);
        }

        @Override
        public @Nullable String find(String item) {
            shop.calls.incrementAndGet();
            return null;
        }

        @Override
        public void forget(String item) {}
    }

    /** The application's beans. */
    @Configuration(proxyBeanMethods = false)
    @EnableCaching
    static class Application {

        @Bean(destroyMethod = "close")
        CacheManager jcacheManager() {
            CacheManager manager = Caching.getCachingProvider().getCacheManager();
            for (String name : List.of("prices", "prices-once", "found")) {
                manager.createCache(name, new MutableConfiguration<>());
            }
            return manager;
        }

        @Bean
        JCacheCacheManager cacheManager(CacheManager jcacheManager) {
            return new JCacheCacheManager(jcacheManager);
        }

        @Bean
        Shop shop() {
            return new Shop();
        }

        @Bean
        Prices prices(Shop shop) {
            return new ComputedPrices(shop);
        }
    }
}
