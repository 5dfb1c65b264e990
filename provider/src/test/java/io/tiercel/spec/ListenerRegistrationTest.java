package io.tiercel.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.TiercelCache;
import io.tiercel.event.Eventually;
import io.tiercel.event.RecordingListener;
import io.tiercel.event.RecordingListener.Recorded;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.Factory;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Asynchronous listeners, filters, and the end of a registration. */
@Timeout(60)
class ListenerRegistrationTest {

    @AutoClose
    private final CacheFixture caches = new CacheFixture();

    private final TiercelCache<String, String> cache = caches.create(c -> {});

    @SuppressWarnings("unchecked") // the cache has these types
    private List<CacheEntryListenerConfiguration<String, String>> told() {
        List<CacheEntryListenerConfiguration<String, String>> told = new ArrayList<>();
        CompleteConfiguration<String, String> configuration = cache.getConfiguration(CompleteConfiguration.class);
        configuration.getCacheEntryListenerConfigurations().forEach(told::add);
        return told;
    }

    @Test
    void configuration_listenerThatIsChangedLater_isAsItWasRegistered() {
        RecordingListener<String, String> recording = new RecordingListener<>();
        Factory<RecordingListener<String, String>> factory = () -> recording;
        MutableCacheEntryListenerConfiguration<String, String> listener =
                new MutableCacheEntryListenerConfiguration<>(factory, null, false, true);
        MutableCacheEntryListenerConfiguration<String, String> asRegistered =
                new MutableCacheEntryListenerConfiguration<>(listener);
        cache.registerCacheEntryListener(listener);
        listener.setOldValueRequired(true);

        assertThat(told()).containsExactly(asRegistered);
        cache.deregisterCacheEntryListener(asRegistered);
        assertThat(told()).isEmpty();

        cache.registerCacheEntryListener(listener);
        listener.setSynchronous(false);
        cache.deregisterCacheEntryListener(listener);
        assertThat(told()).isEmpty();
        cache.registerCacheEntryListener(listener);
    }

    @Test
    void configuration_registeredAndDeregisteredAtOnce_tellsWhatIsRegistered() throws Exception {
        CacheEntryListenerConfiguration<String, String> listener =
                new RecordingListener<String, String>().asynchronous();
        AtomicBoolean over = new AtomicBoolean(); // the third thread has the others wait, and overtake each other
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            threads.execute(() -> {
                while (!over.get()) {
                    cache.getCacheManager().enableManagement(cache.getName(), false);
                }
            });
            for (int i = 0; i < 3_000; i++) {
                CyclicBarrier barrier = new CyclicBarrier(2);
                Future<?> registering = threads.submit(() -> {
                    barrier.await();
                    cache.registerCacheEntryListener(listener);
                    return null;
                });
                threads.submit(() -> {
                            barrier.await();
                            cache.deregisterCacheEntryListener(listener);
                            return null;
                        })
                        .get();
                registering.get();
                boolean isTold = !told().isEmpty();
                assertThat(isTold).isEqualTo(isRegistered(listener));
                cache.deregisterCacheEntryListener(listener);
            }
        } finally {
            over.set(true);
            threads.shutdown();
        }
    }

    /** Registers it, should it not be. */
    private boolean isRegistered(CacheEntryListenerConfiguration<String, String> listener) {
        try {
            cache.registerCacheEntryListener(listener);
            return false;
        } catch (IllegalArgumentException e) {
            return true;
        }
    }

    @Test
    void put_asynchronousListenerBlocks_returns() {
        CountDownLatch release = new CountDownLatch(1);
        RecordingListener<String, String> listener = new RecordingListener<>(event -> Eventually.await(release));
        cache.registerCacheEntryListener(listener.asynchronous());
        IntStream.range(0, 50).forEach(i -> cache.put("k", "v" + i));
        assertThat(cache.get("k")).isEqualTo("v49");
        release.countDown();
        Eventually.await("all events are delivered", () -> listener.recorded().size() == 50);
    }

    @Test
    void put_asynchronousListenerThrows_returnsAndTheNextEventsCome() {
        RecordingListener<String, String> listener = new RecordingListener<>(event -> {
            throw new IllegalStateException("on purpose");
        });
        cache.registerCacheEntryListener(listener.asynchronous());
        cache.put("k", "1");
        cache.put("k", "2");
        Eventually.await("both events are delivered", () -> listener.recorded().size() == 2);
    }

    @Test
    void put_asynchronousListener_keepsTheOrderOfEachKey() {
        RecordingListener<String, String> listener = new RecordingListener<>();
        cache.registerCacheEntryListener(listener.asynchronous());
        IntStream.range(0, 900).forEach(i -> cache.put("k" + i % 3, String.valueOf(i)));
        Eventually.await("all events are delivered", () -> listener.recorded().size() == 900);
        for (int key = 0; key < 3; key++) {
            String name = "k" + key;
            List<String> expected = IntStream.iterate(key, i -> i < 900, i -> i + 3)
                    .mapToObj(String::valueOf)
                    .toList();
            assertThat(listener.recorded().stream()
                            .filter(event -> event.key().equals(name))
                            .map(Recorded::value)
                            .toList())
                    .isEqualTo(expected);
        }
    }

    @Test
    void put_asynchronousListenerWritesBack_doesNotHang() {
        RecordingListener<String, String> listener = new RecordingListener<>(event -> {
            if (event.getKey().equals("a")) {
                cache.put("b", event.getValue());
            }
        });
        cache.registerCacheEntryListener(listener.asynchronous());
        cache.put("a", "1");
        Eventually.await(
                "the listener's own put is told", () -> listener.recorded().size() == 2);
        assertThat(cache.get("b")).isEqualTo("1");
    }

    @Test
    void batches_filter_isAskedForEachKey() {
        RecordingListener<String, String> listener = new RecordingListener<>();
        cache.registerCacheEntryListener(listener.configuration(
                /* synchronous= */ true, event -> event.getKey().startsWith("yes")));
        cache.putAll(Map.of("yes1", "v", "yes2", "v", "no1", "v", "no2", "v"));
        cache.invokeAll(Set.of("yes1", "no1"), (entry, arguments) -> {
            entry.setValue("w");
            return null;
        });
        cache.removeAll();
        assertThat(listener.recorded().stream().map(event -> event.type() + " " + event.key()))
                .containsExactlyInAnyOrder(
                        "CREATED yes1", "CREATED yes2", "UPDATED yes1", "REMOVED yes1", "REMOVED yes2");
    }

    @Test
    void expiredAndRemoved_filter_seesTheOldValue() {
        RecordingListener<String, String> listener = new RecordingListener<>();
        TiercelCache<String, String> expiring = caches.create(c -> c.expireAfterWrite(Duration.ofSeconds(1))
                .listener(listener.configuration(
                        /* synchronous= */ true,
                        event -> "old".equals(event.getOldValue()) && "old".equals(event.getValue()))));
        expiring.put("a", "old");
        expiring.put("b", "old");
        expiring.remove("a");
        caches.advance(Duration.ofSeconds(1));
        expiring.get("b");
        assertThat(listener.recorded().stream().map(event -> event.type() + " " + event.key()))
                .containsExactly("REMOVED a", "EXPIRED b");
    }

    @Test
    void deregister_synchronousAndAsynchronous_endsTheirEvents() {
        RecordingListener<String, String> synchronous = new RecordingListener<>();
        RecordingListener<String, String> asynchronous = new RecordingListener<>();
        for (CacheEntryListenerConfiguration<String, String> one :
                List.of(synchronous.synchronous(), asynchronous.asynchronous())) {
            cache.registerCacheEntryListener(one);
            cache.put("k", "1");
            cache.deregisterCacheEntryListener(one);
        }
        cache.put("k", "2");
        cache.remove("k");
        assertThat(synchronous.recorded()).hasSize(1);
        assertThat(asynchronous.recorded()).hasSizeLessThan(2);
        assertThat(synchronous.closings()).isEqualTo(1);
        Eventually.await("the asynchronous one is closed", () -> asynchronous.closings() == 1);
    }
}
