package io.tiercel.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiercel.TiercelConfiguration;
import io.tiercel.configuration.Component;
import io.tiercel.configuration.SerializerChoice;
import io.tiercel.serialize.Copier;
import io.tiercel.serialize.Serializer;
import io.tiercel.store.Weigher;
import java.io.Closeable;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import javax.cache.CacheException;
import javax.cache.configuration.Factory;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailingFactoryTest {

    private final ScratchManager scratch = new ScratchManager();
    private final CloseRecorder recorder = new CloseRecorder();

    @AfterEach
    void close() {
        scratch.close();
    }

    private MutableConfiguration<Integer, String> everythingBut(String failing, Factory<?> failure) {
        MutableConfiguration<Integer, String> configuration = new MutableConfiguration<Integer, String>()
                .setTypes(Integer.class, String.class)
                .setReadThrough(true)
                .setWriteThrough(true)
                .setStatisticsEnabled(true)
                .setManagementEnabled(true);
        configuration.setCacheLoaderFactory(pick(failing, "loader", failure, recorder::loader));
        configuration.setCacheWriterFactory(pick(failing, "writer", failure, recorder::writer));
        configuration.setExpiryPolicyFactory(pick(failing, "expiry", failure, recorder::policy));
        configuration.addCacheEntryListenerConfiguration(listener(() -> recorder.listener("first"), recorder::filter));
        configuration.addCacheEntryListenerConfiguration(listener(
                pick(failing, "listener", failure, () -> recorder.listener("second")),
                pick(failing, "filter", failure, recorder::filter)));
        return configuration;
    }

    @SuppressWarnings("unchecked") // a factory that fails is one of anything
    private static <T> Factory<T> pick(String failing, String name, Factory<?> failure, Factory<T> working) {
        return name.equals(failing) ? (Factory<T>) failure : working;
    }

    private static MutableCacheEntryListenerConfiguration<Integer, String> listener(
            Factory<CloseRecorder.Listener> listener, Factory<CloseRecorder.Filter> filter) {
        return new MutableCacheEntryListenerConfiguration<>(
                listener, filter, /* isOldValueRequired= */ false, /* isSynchronous= */ false);
    }

    private static Set<ObjectName> beans(String cacheName) {
        try {
            return ManagementFactory.getPlatformMBeanServer()
                    .queryNames(new ObjectName("javax.cache:Cache=" + cacheName + ",*"), null);
        } catch (MalformedObjectNameException e) {
            throw new IllegalArgumentException(cacheName, e);
        }
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("tiercel-")
                        && !thread.getName().equals("tiercel-clock"))
                .collect(Collectors.toSet());
    }

    @ParameterizedTest
    @ValueSource(strings = {"loader", "writer", "expiry", "listener", "filter"})
    void createCache_factoryThrows_leavesNothing(String failing) {
        Set<Thread> threadsBefore = threads();
        Factory<?> failure = () -> {
            throw new IllegalStateException("factory of " + failing);
        };

        assertThatThrownBy(() -> scratch.create("failing", everythingBut(failing, failure)))
                .isInstanceOf(CacheException.class)
                .satisfies(e -> assertThat(e.toString() + e.getCause()).contains("factory of " + failing));

        assertNothingIsLeft(threadsBefore);
    }

    @ParameterizedTest
    @ValueSource(strings = {"loader", "writer", "expiry", "listener"})
    void createCache_factoryReturnsNull_leavesNothing(String failing) {
        Set<Thread> threadsBefore = threads();

        assertThatThrownBy(() -> scratch.create("failing", everythingBut(failing, () -> null)))
                .isInstanceOf(CacheException.class);

        assertNothingIsLeft(threadsBefore);
    }

    private void assertNothingIsLeft(Set<Thread> threadsBefore) {
        assertThat(scratch.manager.getCacheNames()).isEmpty();
        assertThat(beans("failing")).isEmpty();
        assertThat(recorder.closed).containsExactlyInAnyOrderElementsOf(recorder.created);
        assertThat(threads()).isSubsetOf(threadsBefore);
        scratch.create("failing", everythingBut("", () -> null)).put(1, "works");
    }

    @Test
    void createCache_copierFails_leavesNoSerializerOpen() {
        AtomicInteger open = new AtomicInteger();

        assertThatThrownBy(() -> scratch.create(
                        "failing",
                        TiercelConfiguration.builder(Integer.class, String.class)
                                .serializer(closing(open))
                                .copier(BrokenCopier.class)
                                .build()))
                .hasMessageContaining(BrokenCopier.class.getName());

        assertThat(open).hasValue(0);
    }

    @Test
    void createCache_weigherFails_closesTheSerializer() {
        AtomicInteger open = new AtomicInteger();

        assertThatThrownBy(() -> scratch.create(
                        "failing",
                        TiercelConfiguration.builder(Integer.class, String.class)
                                .serializer(closing(open))
                                .heapSize("1MiB")
                                .weigher(BrokenWeigher.class)
                                .build()))
                .hasMessageContaining(BrokenWeigher.class.getName());

        assertThat(open).hasValue(0);
    }

    @Test
    void createCache_loaderWithTimeoutAndFailingWriter_startsNoThread() {
        Set<Thread> threadsBefore = threads();

        assertThatThrownBy(() -> scratch.create(
                        "failing",
                        TiercelConfiguration.builder(Integer.class, String.class)
                                .loader(recorder.loader())
                                .loaderTimeout(Duration.ofSeconds(1))
                                .writer((Factory<CloseRecorder.Writer>) () -> {
                                    throw new UnsupportedOperationException("writer");
                                })
                                .build()))
                .hasMessageContaining("writer");

        assertThat(threads()).isSubsetOf(threadsBefore);
    }

    @Test
    void getCacheManager_oneDeclaredCacheFails_leavesNoManagerAndNoBean(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("caches.yaml"), """
                caches:
                  declared-good:
                    key-type: java.lang.Integer
                    value-type: java.lang.String
                    statistics: true
                    management: true
                  declared-bad:
                    key-type: java.lang.Integer
                    value-type: java.lang.String
                    loader: { class: io.tiercel.spec.FailingFactoryTest$BrokenLoader }
                """);

        assertThatThrownBy(() -> scratch.provider.getCacheManager(file.toUri(), null))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining("BrokenLoader")
                .hasMessageContaining("caches.yaml:10");
        assertThat(beans("declared-good")).isEmpty();

        Files.writeString(file, "caches: {}");
        assertThat(scratch.provider.getCacheManager(file.toUri(), null).getCacheNames())
                .isEmpty();
    }

    /** Cannot be created. */
    public static final class BrokenLoader implements javax.cache.integration.CacheLoader<Integer, String> {
        public BrokenLoader() {
            throw new UnsupportedOperationException("constructor");
        }

        @Override
        public String load(Integer key) {
            return "";
        }

        @Override
        public java.util.Map<Integer, String> loadAll(Iterable<? extends Integer> keys) {
            return java.util.Map.of();
        }
    }

    /** Cannot be created. */
    public static final class BrokenWeigher implements Weigher<Integer, String> {
        public BrokenWeigher() {
            throw new UnsupportedOperationException("constructor");
        }

        @Override
        public long weigh(Integer key, String value) {
            return 1;
        }
    }

    private static SerializerChoice closing(AtomicInteger open) {
        return new SerializerChoice.Custom(Component.<Serializer>ofFactory(() -> new ClosingSerializer(open)));
    }

    /** Cannot be created. */
    public static final class BrokenCopier implements Copier<String> {
        public BrokenCopier() {
            throw new UnsupportedOperationException("constructor");
        }

        @Override
        public String copy(String original) {
            return original;
        }
    }

    private static final class ClosingSerializer implements Serializer, Closeable {
        private final AtomicInteger open;

        ClosingSerializer(AtomicInteger open) {
            this.open = open;
            open.incrementAndGet();
        }

        @Override
        public byte[] serialize(Object object) {
            return new byte[0];
        }

        @Override
        public Object deserialize(byte[] bytes) {
            return "";
        }

        @Override
        public void close() {
            open.decrementAndGet();
        }
    }
}
