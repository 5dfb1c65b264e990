package io.tiercel.spec;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiercel.CapturedLog;
import io.tiercel.TestProviders;
import io.tiercel.TiercelConfiguration;
import io.tiercel.TiercelConfigurationBuilder;
import io.tiercel.tier.FolderTierModule;
import io.tiercel.time.ManualClock;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.integration.CacheWriter;
import javax.cache.spi.CachingProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is closed when, and who waits for that. */
class CloseOrderTest {

    private static final long DEADLINE_SECONDS = 30;

    private final List<Long> journalBytes = new ArrayList<>();
    private Consumer<? super Path> beforeClose = folder -> {};

    @TempDir
    private Path disk;

    private final ClassLoader classLoader = new URLClassLoader(new URL[0], CloseOrderTest.class.getClassLoader());
    private final CachingProvider provider =
            TestProviders.tiered(new ManualClock(), new FolderTierModule(folder -> beforeClose.accept(folder)));
    private final CacheManager manager = manager();

    @AfterEach
    void close() {
        provider.close();
    }

    private CacheManager manager() {
        return provider.getCacheManager(URI.create("tiercel:default"), classLoader);
    }

    private TiercelConfigurationBuilder<String, String> onDisk() {
        return TiercelConfiguration.builder(String.class, String.class).disk(1 << 20, disk);
    }

    private void noteJournal(Path folder) {
        try {
            journalBytes.add(Files.size(folder.resolve("tags.journal")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The journal says that it is complete before another process may have the folder. */
    @Test
    void createCache_whoseWriterCannotBeMade_closesTheJournalBeforeTheTier() throws IOException {
        Path[] closed = new Path[1];
        beforeClose = folder -> {
            closed[0] = folder;
            noteJournal(folder);
        };

        assertThatThrownBy(() -> manager.createCache(
                        "failing",
                        onDisk().writer(() -> {
                                    throw new IllegalStateException("no writer");
                                })
                                .build()))
                .hasStackTraceContaining("no writer");

        assertThat(journalBytes)
                .containsExactly(Files.size(requireNonNull(closed[0]).resolve("tags.journal")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cache", "destroy", "manager"})
    void createCache_whileOneOfTheNameIsClosed_waitsUntilItsFolderIsFree(String way) throws Exception {
        Cache<String, String> old = manager.createCache("cache", onDisk().build());
        FutureTask<Cache<String, String>> next = new FutureTask<>(() -> {
            CacheManager current = way.equals("manager") ? manager() : manager;
            return current.createCache("cache", onDisk().build());
        });
        Thread thread = new Thread(next);
        beforeClose = folder -> {
            beforeClose = later -> {};
            thread.start();
            Eventual.await(
                    () -> "the other waits", () -> thread.getState() == Thread.State.TIMED_WAITING || next.isDone());
        };

        switch (way) {
            case "cache" -> old.close();
            case "destroy" -> manager.destroyCache("cache");
            default -> manager.close();
        }

        assertThat(next.get(DEADLINE_SECONDS, TimeUnit.SECONDS).isClosed()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cache", "manager"})
    void close_whileAnotherCloses_waitsUntilItsFolderIsFree(String way) throws InterruptedException {
        Cache<String, String> cache = manager.createCache("cache", onDisk().build());
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        Thread second = new Thread(() -> {
            if (way.equals("manager")) {
                manager.close();
            } else {
                cache.close();
            }
            order.add("second is over");
        });
        beforeClose = folder -> {
            second.start();
            Eventual.await(
                    () -> "the second waits",
                    () -> second.getState() == Thread.State.TIMED_WAITING
                            || second.getState() == Thread.State.TERMINATED);
            cache.close(); // the thread that closes waits for itself as little
            order.add("tier is closed");
        };

        cache.close();
        second.join();

        assertThat(order).containsExactly("tier is closed", "second is over");
    }

    /** The close waits for what is written behind. */
    @ParameterizedTest
    @ValueSource(strings = {"manager", "provider"})
    void close_byAWriterThatTheCloseWaitsFor_doesNotWait(String way) {
        List<String> written = Collections.synchronizedList(new ArrayList<>());
        CacheWriter<String, String> writer = new ClosingWriter(() -> {
            Eventual.await(() -> "the manager is closed", manager::isClosed);
            if (way.equals("manager")) {
                manager.close();
            } else {
                provider.close();
            }
            written.add("key");
        });
        Cache<String, String> cache = manager.createCache(
                "cache",
                TiercelConfiguration.builder(String.class, String.class)
                        .writer(writer)
                        .writeBehind(behind -> behind)
                        .build());
        cache.put("key", "value");

        List<String> messages;
        try (CapturedLog log = new CapturedLog("io.tiercel")) {
            manager.close();
            messages = log.messages();
        }

        assertThat(messages).isEmpty();
        assertThat(written).containsExactly("key");
    }

    /** Runs something when it is told of an entry. */
    private record ClosingWriter(Runnable onWrite) implements CacheWriter<String, String> {

        @Override
        public void write(Cache.Entry<? extends String, ? extends String> entry) {
            onWrite.run();
        }

        @Override
        public void writeAll(Collection<Cache.Entry<? extends String, ? extends String>> entries) {
            onWrite.run();
        }

        @Override
        public void delete(Object key) {
            onWrite.run();
        }

        @Override
        public void deleteAll(Collection<?> keys) {
            onWrite.run();
        }
    }

    /** The policy is closed by the thread that closes the cache. */
    @Test
    void createCache_byThePartThatIsClosed_doesNotWait() {
        CompletableFuture<Cache<String, String>> same = new CompletableFuture<>();
        CompletableFuture<Cache<String, String>> other = new CompletableFuture<>();
        Cache<String, String> cache = manager.createCache(
                "cache",
                TiercelConfiguration.builder(String.class, String.class)
                        .expiry(() -> new ClosedPolicy(() -> {
                            same.complete(manager.createCache("cache", plain()));
                            other.complete(manager.createCache("other", plain()));
                        }))
                        .build());

        cache.close();

        assertThat(same).isCompletedWithValueMatching(created -> !created.isClosed());
        assertThat(other).isCompletedWithValueMatching(created -> !created.isClosed());
    }

    /** Runs something when it is closed. */
    private record ClosedPolicy(Runnable onClose) implements ExpiryPolicy, Closeable {

        @Override
        public Duration getExpiryForCreation() {
            return Duration.ETERNAL;
        }

        @Override
        public @Nullable Duration getExpiryForAccess() {
            return null;
        }

        @Override
        public @Nullable Duration getExpiryForUpdate() {
            return null;
        }

        @Override
        public void close() {
            onClose.run();
        }
    }

    private static MutableConfiguration<String, String> plain() {
        return new MutableConfiguration<String, String>().setTypes(String.class, String.class);
    }

    /** The close waits for asynchronous listeners. */
    @Test
    void createCache_byAListenerThatTheCloseWaitsFor_doesNotWait() throws ExecutionException, InterruptedException {
        AtomicBoolean closeEnded = new AtomicBoolean();
        CompletableFuture<Boolean> createdFirst = new CompletableFuture<>();
        Cache<String, String> cache = manager.createCache("cache", plain());
        CacheEntryCreatedListener<String, String> listener = events -> {
            Eventual.await(() -> "the cache is closed", cache::isClosed);
            Eventual.await(() -> "the name is free", () -> manager.getCache("cache") == null);
            manager.createCache("cache", plain());
            createdFirst.complete(!closeEnded.get());
        };
        cache.registerCacheEntryListener(new MutableCacheEntryListenerConfiguration<>(
                new FactoryBuilder.SingletonFactory<>(listener),
                null,
                /* isOldValueRequired= */ false,
                /* isSynchronous= */ false));
        cache.put("key", "value");

        cache.close();
        closeEnded.set(true);

        assertThat(createdFirst.get()).isTrue();
    }
}
