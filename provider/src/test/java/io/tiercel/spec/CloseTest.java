package io.tiercel.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiercel.CapturedLog;
import java.io.Closeable;
import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import javax.cache.integration.CompletionListenerFuture;
import javax.management.MBeanServer;
import javax.management.MBeanServerDelegate;
import javax.management.MBeanServerNotification;
import javax.management.MalformedObjectNameException;
import javax.management.NotificationListener;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CloseTest {

    private final ScratchManager scratch = new ScratchManager();
    private final CloseRecorder recorder = new CloseRecorder();

    @AfterEach
    void close() {
        scratch.close();
    }

    private MutableConfiguration<Integer, String> everything() {
        return new MutableConfiguration<Integer, String>()
                .setTypes(Integer.class, String.class)
                .setReadThrough(true)
                .setWriteThrough(true)
                .setCacheLoaderFactory(recorder::loader)
                .setCacheWriterFactory(recorder::writer)
                .setExpiryPolicyFactory(recorder::policy)
                .setStatisticsEnabled(true)
                .setManagementEnabled(true)
                .addCacheEntryListenerConfiguration(listener("synchronous", /* isSynchronous= */ true))
                .addCacheEntryListenerConfiguration(listener("asynchronous", /* isSynchronous= */ false));
    }

    private MutableCacheEntryListenerConfiguration<Integer, String> listener(String name, boolean isSynchronous) {
        return new MutableCacheEntryListenerConfiguration<>(
                () -> recorder.listener(name), recorder::filter, /* isOldValueRequired= */ false, isSynchronous);
    }

    private static Set<ObjectName> beansOf(String cacheName) {
        try {
            return ManagementFactory.getPlatformMBeanServer()
                    .queryNames(new ObjectName("javax.cache:Cache=" + cacheName + ",*"), null);
        } catch (MalformedObjectNameException e) {
            throw new IllegalArgumentException(cacheName, e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cache", "destroy", "manager", "provider"})
    void close_byAnyWay_closesEveryPartOnceAndUnregistersBeans(String way) {
        Cache<Integer, String> cache = scratch.create("closing", everything());
        cache.put(1, "one");
        assertThat(beansOf("closing")).hasSize(2);

        close(way, cache);
        close(way.equals("destroy") ? "cache" : way, cache);

        assertThat(recorder.closed).containsExactlyInAnyOrderElementsOf(recorder.created);
        assertThat(recorder.created)
                .containsExactlyInAnyOrder(
                        "loader", "writer", "expiry", "synchronous", "asynchronous", "filter", "filter");
        assertThat(beansOf("closing")).isEmpty();
        assertThat(cache.isClosed()).isTrue();
    }

    private void close(String way, Cache<?, ?> cache) {
        switch (way) {
            case "cache" -> cache.close();
            case "destroy" -> scratch.manager.destroyCache(cache.getName());
            case "manager" -> scratch.manager.close();
            default -> scratch.provider.close();
        }
    }

    @Test
    void close_partsThatFailToClose_closesTheRest() {
        MutableConfiguration<Integer, String> configuration = everything();
        configuration.setCacheLoaderFactory(() -> new FailingLoader());
        configuration.setCacheWriterFactory(() -> new FailingWriter());
        Cache<Integer, String> cache = scratch.create("closing", configuration);
        Cache<Integer, String> other = scratch.create("other", everything());

        scratch.manager.close();

        assertThat(recorder.closed).containsExactlyInAnyOrderElementsOf(recorder.created);
        assertThat(cache.isClosed()).isTrue();
        assertThat(other.isClosed()).isTrue();
        assertThat(beansOf("closing")).isEmpty();
        assertThat(beansOf("other")).isEmpty();
    }

    @Test
    void staleHandle_nameIsCreatedAnew_staysClosed() {
        Cache<Integer, String> stale = scratch.create("again", everything());
        scratch.manager.destroyCache("again");
        Cache<Integer, String> fresh = scratch.create("again", everything());
        fresh.put(1, "fresh");

        stale.close();

        assertThat(stale.isClosed()).isTrue();
        assertThatThrownBy(() -> stale.put(1, "stale")).isInstanceOf(IllegalStateException.class);
        assertThat(fresh.isClosed()).isFalse();
        assertThat(fresh.get(1)).isEqualTo("fresh");
        assertThat(scratch.manager.<Integer, String>getCache("again", Integer.class, String.class))
                .isSameAs(fresh);
        assertThat(beansOf("again")).hasSize(2);
    }

    @Test
    void iterator_cacheIsClosedMeanwhile_saysSoAndRemovesNothing() {
        Cache<Integer, String> cache = scratch.create("iterated", everything());
        cache.putAll(Map.of(1, "one", 2, "two", 3, "three"));
        Iterator<Cache.Entry<Integer, String>> iterator = cache.iterator();
        iterator.next();

        cache.close();

        assertThatThrownBy(iterator::remove).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(iterator::hasNext)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("The cache 'iterated' is closed");
        assertThatThrownBy(iterator::next).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void destroyCache_thenCreateOfTheName_isEmptyAndHasItsBeans() {
        for (int round = 0; round < 50; round++) {
            Cache<Integer, String> cache = scratch.create("reused", everything());
            assertThat(cache.containsKey(1)).isFalse();
            cache.put(1, "round " + round);
            assertThat(beansOf("reused")).hasSize(2).noneMatch(name -> name.getKeyProperty("Instance") != null);

            scratch.manager.destroyCache("reused");
        }
        assertThat(recorder.closed).containsExactlyInAnyOrderElementsOf(recorder.created);
    }

    @Test
    void close_byAListenerOfTheCache_isNoDeadlock() {
        AtomicInteger told = new AtomicInteger();
        MutableConfiguration<Integer, String> configuration =
                new MutableConfiguration<Integer, String>().setTypes(Integer.class, String.class);
        Cache<Integer, String> cache = scratch.create("suicidal", configuration);
        cache.registerCacheEntryListener(new MutableCacheEntryListenerConfiguration<>(
                () -> (CacheEntryCreatedListener<Integer, String>) events -> {
                    told.incrementAndGet();
                    cache.close();
                },
                null,
                /* isOldValueRequired= */ false,
                /* isSynchronous= */ true));

        cache.put(1, "one");

        assertThat(told).hasValue(1);
        assertThat(cache.isClosed()).isTrue();
    }

    @Test
    void loadAll_managerIsClosedMeanwhile_completesOnce() {
        MutableConfiguration<Integer, String> configuration = everything();
        Cache<Integer, String> cache = scratch.create("loading", configuration);
        CompletionListenerFuture done = new CompletionListenerFuture();

        cache.loadAll(Set.of(1, 2), /* replaceExistingValues= */ true, done);
        scratch.manager.close();

        Eventual.await(() -> "loadAll completes", done::isDone);
    }

    @Test
    void createCache_twice_failsAndTheFirstLivesOn() {
        Cache<Integer, String> first = scratch.create("one", everything());

        assertThatThrownBy(() -> scratch.create("one", everything()))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining("'one'");

        assertThat(first.isClosed()).isFalse();
        assertThat(recorder.created).hasSize(7);
        assertThat(recorder.closed).isEmpty();
    }

    @Test
    void createCache_byItsOwnLoaderFactory_leavesOneCacheAtMost() {
        MutableConfiguration<Integer, String> configuration = everything();
        configuration.setCacheLoaderFactory(() -> {
            scratch.create("nested", new MutableConfiguration<Integer, String>().setTypes(Integer.class, String.class));
            return recorder.loader();
        });

        assertThatThrownBy(() -> scratch.create("nested", configuration)).isInstanceOf(CacheException.class);

        assertThat(scratch.manager
                        .<Integer, String>getCache("nested", Integer.class, String.class)
                        .isClosed())
                .isFalse();
        assertThat(recorder.closed).containsExactlyInAnyOrderElementsOf(recorder.created);
    }

    @Test
    void createCache_managerIsClosedByTheLoaderFactory_leavesNoCache() {
        MutableConfiguration<Integer, String> configuration = everything();
        configuration.setCacheLoaderFactory(() -> {
            scratch.manager.close();
            return recorder.loader();
        });

        assertThatThrownBy(() -> scratch.create("late", configuration)).isInstanceOf(IllegalStateException.class);

        assertThat(recorder.closed).containsExactlyInAnyOrderElementsOf(recorder.created);
        assertThat(beansOf("late")).isEmpty();
    }

    private static final class FailingLoader implements CacheLoader<Integer, String>, Closeable {
        @Override
        public String load(Integer key) {
            return "";
        }

        @Override
        public Map<Integer, String> loadAll(Iterable<? extends Integer> keys) {
            return Map.of();
        }

        @Override
        public void close() {
            throw new IllegalStateException("close");
        }
    }

    private static final class FailingWriter implements CacheWriter<Integer, String>, Closeable {
        @Override
        public void write(Cache.Entry<? extends Integer, ? extends String> entry) {}

        @Override
        public void writeAll(Collection<Cache.Entry<? extends Integer, ? extends String>> entries) {}

        @Override
        public void delete(Object key) {}

        @Override
        public void deleteAll(Collection<?> keys) {}

        @Override
        public void close() {
            throw new NoClassDefFoundError("close");
        }
    }

    @Test
    void close_somebodyFailsWhoIsToldOfBeans_closesTheRest() throws Exception {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        Set<ObjectName> beansBefore = server.queryNames(new ObjectName("io.tiercel:*"), null);
        Cache<Integer, String> cache = scratch.create("closing", everything());
        Cache<Integer, String> other = scratch.create("other", everything());
        AtomicInteger told = new AtomicInteger();
        NotificationListener undeployed = (notification, nothing) -> {
            if (notification.getType().equals(MBeanServerNotification.UNREGISTRATION_NOTIFICATION)) {
                told.incrementAndGet();
                throw new NoClassDefFoundError("of an application that was undeployed");
            }
        };
        server.addNotificationListener(MBeanServerDelegate.DELEGATE_NAME, undeployed, null, null);
        try (CapturedLog log = new CapturedLog("io.tiercel.ManagerResources")) {
            scratch.provider.close();
            assertThat(log.messages())
                    .contains(
                            "Failed to close a part of the cache 'closing': beans",
                            "Failed to close a part of the cache 'other': beans");
        } finally {
            server.removeNotificationListener(MBeanServerDelegate.DELEGATE_NAME, undeployed);
        }

        assertThat(told).hasPositiveValue();
        assertThat(recorder.closed).containsExactlyInAnyOrderElementsOf(recorder.created);
        assertThat(cache.isClosed()).isTrue();
        assertThat(other.isClosed()).isTrue();
        assertThat(beansOf("closing")).isEmpty();
        assertThat(beansOf("other")).isEmpty();
        assertThat(server.queryNames(new ObjectName("io.tiercel:*"), null)).isEqualTo(beansBefore);
    }
}
