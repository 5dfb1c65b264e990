package io.tiercel.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiercel.TiercelConfiguration;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.Factory;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import javax.cache.spi.CachingProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What caches are made of makes and opens others: a result or a clear exception. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CreationTest {

    private static volatile UnaryOperator<String> whenConstructed = UnaryOperator.identity();

    private final ScratchManager scratch = new ScratchManager();

    @AfterEach
    void close() {
        whenConstructed = UnaryOperator.identity();
        scratch.close();
    }

    /** Does what the test says when it is made. */
    public static final class Curious implements CacheLoader<String, String> {
        private final String found = whenConstructed.apply("");

        @Override
        public String load(String key) {
            return key + found;
        }

        @Override
        public Map<String, String> loadAll(Iterable<? extends String> keys) {
            Map<String, String> loaded = new HashMap<>();
            keys.forEach(key -> loaded.put(key, load(key)));
            return loaded;
        }
    }

    private static URI file(Path folder, String name, String loader) throws IOException {
        return Files.writeString(
                        folder.resolve(name),
                        "caches: { users: { key-type: java.lang.String, value-type: java.lang.String" + loader + " } }")
                .toUri();
    }

    private static String loader() {
        return ", loader: { class: \"" + Curious.class.getName() + "\" }";
    }

    @Test
    void getCacheManager_aDeclaredLoaderAsksForTheManagerItself_isRefused(@TempDir Path folder) throws IOException {
        URI uri = file(folder, "own.yaml", loader());
        CachingProvider provider = scratch.provider;
        whenConstructed = nothing -> provider.getCacheManager(uri, CreationTest.class.getClassLoader())
                .toString();

        assertThatThrownBy(() -> provider.getCacheManager(uri, CreationTest.class.getClassLoader()))
                .isInstanceOf(CacheException.class)
                .rootCause()
                .isInstanceOf(CacheException.class)
                .hasMessageContaining(uri + " is being opened by this thread");

        whenConstructed = nothing -> "!";
        assertThat(provider.getCacheManager(uri, CreationTest.class.getClassLoader())
                        .<String, String>getCache("users")
                        .get("a"))
                .isEqualTo("a!");
    }

    @Test
    void getCacheManager_aDeclaredLoaderAsksForAnotherManager_isGivenIt(@TempDir Path folder) throws IOException {
        URI uri = file(folder, "own.yaml", loader());
        URI other = file(folder, "other.yaml", "");
        ClassLoader classLoader = CreationTest.class.getClassLoader();
        whenConstructed = nothing -> scratch.provider
                .getCacheManager(other, classLoader)
                .getCache("users")
                .getName();

        CacheManager manager = scratch.provider.getCacheManager(uri, classLoader);

        assertThat(manager.<String, String>getCache("users").get("a")).isEqualTo("ausers");
    }

    @Test
    void createCache_factoriesOfTwoManagersUseEachOther_atMostOneIsRefused() {
        CacheManager one = scratch.manager;
        CacheManager two = scratch.provider.getCacheManager(
                null, new URLClassLoader(new URL[0], CreationTest.class.getClassLoader()), null);
        CountDownLatch bothInside = new CountDownLatch(2);

        Waits.Run<?> first = Waits.Run.start(() -> one.createCache("outer", usingWhenBothAre(bothInside, two)));
        Waits.Run<?> second = Waits.Run.start(() -> two.createCache("outer", usingWhenBothAre(bothInside, one)));
        Object firstOutcome = first.resultOr(CacheException.class);
        Object secondOutcome = second.resultOr(CacheException.class);

        boolean firstIsRefused = firstOutcome instanceof CacheException;
        assertThat(firstIsRefused ? firstOutcome : secondOutcome)
                .isInstanceOfSatisfying(
                        CacheException.class, refusal -> assertThat(refusal).hasMessageStartingWith("Deadlock"));
        assertThat(firstIsRefused ? secondOutcome : firstOutcome).isNotInstanceOf(Throwable.class);
        CacheManager refused = firstIsRefused ? one : two;
        assertThat(refused.getCache("outer")).isNull();
        assertThat(refused.createCache("outer", new MutableConfiguration<>())).isNotNull();
    }

    /** Returns the configuration of a cache whose loader comes from a factory that makes a cache in another manager. */
    private static Configuration<String, String> usingWhenBothAre(CountDownLatch inside, CacheManager other) {
        return TiercelConfiguration.builder(String.class, String.class)
                .loader(() -> {
                    inside.countDown();
                    Waits.until(inside);
                    other.createCache("inner", new MutableConfiguration<>());
                    return new Curious();
                })
                .build();
    }

    @Test
    void createCache_interruptedWhileAnotherIsMade_endsTheWait() {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Waits.Run<?> first = Waits.Run.start(() -> scratch.create(
                "slow",
                TiercelConfiguration.builder(String.class, String.class)
                        .loader(() -> {
                            inside.countDown();
                            Waits.until(goOn);
                            return new Curious();
                        })
                        .build()));
        Waits.until(inside);
        AtomicBoolean staysInterrupted = new AtomicBoolean();
        Waits.Run<?> second = Waits.Run.start(() -> {
            try {
                return scratch.manager.createCache("other", new MutableConfiguration<>());
            } finally {
                staysInterrupted.set(Thread.currentThread().isInterrupted());
            }
        });
        Waits.untilBlocked(second);

        second.thread.interrupt();

        assertThat(second.failure()).isInstanceOf(CacheException.class).hasMessageStartingWith("Interrupted");
        assertThat(staysInterrupted).isTrue();
        goOn.countDown();
        assertThat(first.result()).isNotNull();
        assertThat(scratch.manager.getCacheNames()).containsExactly("slow");
    }

    @Test
    void createCache_aFactoryMakesAnotherCacheOfItsManager_bothAreMade() {
        scratch.create(
                "outer",
                TiercelConfiguration.builder(String.class, String.class)
                        .loader(() -> {
                            scratch.manager.createCache("inner", new MutableConfiguration<>());
                            return new Curious();
                        })
                        .build());

        assertThat(scratch.manager.getCacheNames()).containsExactlyInAnyOrder("outer", "inner");
    }

    @Test
    void createCache_aFactoryMakesTheSameCache_isRefused() {
        assertThatThrownBy(() -> scratch.create(
                        "same",
                        TiercelConfiguration.builder(String.class, String.class)
                                .loader(() -> {
                                    scratch.manager.createCache("same", new MutableConfiguration<>());
                                    return new Curious();
                                })
                                .build()))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining("'same' exists already");
    }

    @Test
    void getCacheManager_aDeclaredLoaderOpensAnotherManagerAndClosesIt_isTheOnlyOneOfItsUri(@TempDir Path folder)
            throws IOException {
        URI uri = file(folder, "own.yaml", loader());
        URI other = file(folder, "other.yaml", "");
        ClassLoader classLoader = CreationTest.class.getClassLoader();
        whenConstructed = nothing -> {
            scratch.provider.getCacheManager(other, classLoader).close();
            return "";
        };

        CacheManager manager = scratch.provider.getCacheManager(uri, classLoader);

        assertThat(scratch.provider.getCacheManager(uri, classLoader)).isSameAs(manager);
        scratch.provider.close();
        assertThat(manager.isClosed()).isTrue();
    }

    /** What other libraries have instead of a {@link MutableConfiguration}. */
    private record Foreign(@Nullable Iterable<CacheEntryListenerConfiguration<String, String>> listeners)
            implements CompleteConfiguration<String, String> {

        @Override
        public Class<String> getKeyType() {
            return String.class;
        }

        @Override
        public Class<String> getValueType() {
            return String.class;
        }

        @Override
        public boolean isStoreByValue() {
            return false;
        }

        @Override
        public boolean isReadThrough() {
            return true;
        }

        @Override
        public boolean isWriteThrough() {
            return false;
        }

        @Override
        public boolean isStatisticsEnabled() {
            return true;
        }

        @Override
        public boolean isManagementEnabled() {
            return false;
        }

        @Override
        @SuppressWarnings("NullAway") // what such a class may do
        public Iterable<CacheEntryListenerConfiguration<String, String>> getCacheEntryListenerConfigurations() {
            return listeners;
        }

        @Override
        public Factory<CacheLoader<String, String>> getCacheLoaderFactory() {
            return Curious::new;
        }

        @Override
        public @Nullable Factory<CacheWriter<? super String, ? super String>> getCacheWriterFactory() {
            return null;
        }

        @Override
        public @Nullable Factory<ExpiryPolicy> getExpiryPolicyFactory() {
            return null;
        }
    }

    @Test
    @SuppressWarnings("unchecked") // the raw class is all that there is to ask with
    void createCache_fromAConfigurationOfAnotherClass_isAsThatSays() {
        Cache<String, String> cache = scratch.create("foreign", new Foreign(List.of()));

        CompleteConfiguration<String, String> said = cache.getConfiguration(CompleteConfiguration.class);

        assertThat(cache.get("a")).isEqualTo("a");
        assertThat(said.isStoreByValue()).isFalse();
        assertThat(said.isReadThrough()).isTrue();
        assertThat(said.isStatisticsEnabled()).isTrue();
        assertThat(said.getExpiryPolicyFactory()).isEqualTo(EternalExpiryPolicy.factoryOf());
        assertThat(new MutableConfiguration<>(said).isReadThrough()).isTrue();
        assertThatThrownBy(() -> cache.getConfiguration(Foreign.class)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void createCache_fromAConfigurationWithoutAListOfListeners_hasNone() {
        Cache<String, String> cache = scratch.create("foreign", new Foreign(null));

        assertThat(cache.get("a")).isEqualTo("a");
    }

    @Test
    void createCache_fromAConfigurationWithAListenerThatIsNull_namesTheCache() {
        assertThatThrownBy(() -> scratch.create("foreign", new Foreign(Collections.singletonList(null))))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("'foreign'")
                .hasMessageContaining("listener");
        assertThat(scratch.manager.getCacheNames()).isEmpty();
    }
}
