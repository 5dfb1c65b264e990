package io.tiercel.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiercel.TiercelCache;
import io.tiercel.TiercelCacheManager;
import io.tiercel.TiercelCachingProvider;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Properties;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.configuration.OptionalFeature;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManagerIdentityTest {

    private final TiercelCachingProvider provider = new TiercelCachingProvider();
    private final ClassLoader loaderA = new URLClassLoader(new URL[0]);
    private final ClassLoader loaderB = new URLClassLoader(new URL[0]);

    @AfterEach
    void close() {
        provider.close();
    }

    private static URI file(Path folder, String name) throws Exception {
        return Files.writeString(folder.resolve(name), "defaults: {}\n").toUri();
    }

    @Test
    void getCacheManager_sameUriAndLoader_isTheSame() {
        CacheManager first = provider.getCacheManager(null, loaderA);

        assertThat(provider.getCacheManager(provider.getDefaultURI(), loaderA, new Properties()))
                .isSameAs(first);
        assertThat(first.getURI()).isEqualTo(provider.getDefaultURI());
        assertThat(first.getClassLoader()).isSameAs(loaderA);
        assertThat(first.getCachingProvider()).isSameAs(provider);
    }

    @Test
    void getCacheManager_withoutArguments_isThatOfTheDefaults() {
        assertThat(provider.getCacheManager())
                .isSameAs(provider.getCacheManager(null, null))
                .isSameAs(provider.getCacheManager(provider.getDefaultURI(), provider.getDefaultClassLoader()));
    }

    @Test
    void getCacheManager_otherUriOrLoader_isAnother(@TempDir Path folder) throws Exception {
        URI uri = file(folder, "a.yaml");

        CacheManager first = provider.getCacheManager(null, loaderA);
        CacheManager second = provider.getCacheManager(uri, loaderA);
        CacheManager third = provider.getCacheManager(null, loaderB);
        first.createCache("same", new MutableConfiguration<>());

        assertThat(second).isNotSameAs(first);
        assertThat(third).isNotSameAs(first);
        assertThat((Object) second.getCache("same")).isNull();
        assertThat((Object) third.getCache("same")).isNull();
    }

    @Test
    void getCacheManager_afterClose_isNewAndEmpty() {
        CacheManager closed = provider.getCacheManager(null, loaderA);
        closed.createCache("gone", new MutableConfiguration<>());
        closed.close();

        CacheManager fresh = provider.getCacheManager(null, loaderA);

        assertThat(fresh).isNotSameAs(closed);
        assertThat(fresh.getCacheNames()).isEmpty();
        closed.close();
        assertThat(fresh.isClosed()).isFalse();
        assertThat(provider.getCacheManager(null, loaderA)).isSameAs(fresh);
    }

    @Test
    void close_ofALoader_leavesOtherLoaders(@TempDir Path folder) throws Exception {
        CacheManager a = provider.getCacheManager(null, loaderA);
        CacheManager aToo = provider.getCacheManager(file(folder, "a.yaml"), loaderA);
        CacheManager b = provider.getCacheManager(null, loaderB);

        provider.close(loaderA);

        assertThat(a.isClosed()).isTrue();
        assertThat(aToo.isClosed()).isTrue();
        assertThat(b.isClosed()).isFalse();
    }

    @Test
    void close_ofAUriAndLoader_leavesTheOthers(@TempDir Path folder) throws Exception {
        URI uri = file(folder, "a.yaml");
        CacheManager a = provider.getCacheManager(null, loaderA);
        CacheManager aToo = provider.getCacheManager(uri, loaderA);
        CacheManager b = provider.getCacheManager(uri, loaderB);

        provider.close(uri, loaderA);
        provider.close(uri, new URLClassLoader(new URL[0]));
        provider.close(URI.create("file:/nowhere.yaml"), loaderA);

        assertThat(a.isClosed()).isFalse();
        assertThat(aToo.isClosed()).isTrue();
        assertThat(b.isClosed()).isFalse();
    }

    @Test
    void close_withNull_meansTheDefaultAsInGetCacheManager() {
        CacheManager manager = provider.getCacheManager();
        provider.close(null, null);
        assertThat(manager.isClosed()).isTrue();

        CacheManager next = provider.getCacheManager();
        CacheManager other = provider.getCacheManager(null, loaderA);
        provider.close((ClassLoader) null);
        assertThat(next.isClosed()).isTrue();
        assertThat(other.isClosed()).isFalse();
    }

    @Test
    void close_twice_providerIsUsableAgain() {
        provider.getCacheManager();
        provider.close();
        provider.close();

        assertThat(provider.getCacheManager().isClosed()).isFalse();
    }

    @Test
    void getProperties_returned_areACopyOfThoseGiven() {
        Properties given = new Properties();
        given.setProperty("key", "value");
        CacheManager manager = provider.getCacheManager(null, loaderA, given);

        given.setProperty("key", "changed");
        manager.getProperties().clear();

        assertThat(manager.getProperties()).containsEntry("key", "value").hasSize(1);
    }

    @Test
    void getCacheNames_returned_isImmutableAndAMoment() {
        CacheManager manager = provider.getCacheManager(null, loaderA);
        manager.createCache("one", new MutableConfiguration<>());
        Iterable<String> names = manager.getCacheNames();
        Iterator<String> iterator = names.iterator();
        iterator.next();

        assertThatThrownBy(iterator::remove).isInstanceOfAny(UnsupportedOperationException.class);
        manager.destroyCache("one");
        assertThat(names).containsExactly("one");
    }

    @Test
    void unwrap_toWhatItIsNot_isRefused() {
        CacheManager manager = provider.getCacheManager(null, loaderA);
        Cache<Object, Object> cache = manager.createCache("one", new MutableConfiguration<>());

        assertThat(manager.unwrap(TiercelCacheManager.class)).isSameAs(manager);
        assertThat((Object) cache.unwrap(TiercelCache.class)).isSameAs(cache);
        assertThatThrownBy(() -> manager.unwrap(String.class)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> cache.unwrap(String.class)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void isSupported_byReference_isTheOnlyOptionalFeature() {
        assertThat(provider.isSupported(OptionalFeature.STORE_BY_REFERENCE)).isTrue();
        assertThat(provider.isSupported(null)).isFalse();
    }

    @Test
    void getCachingProviders_onThisClassPath_isOursAlone() {
        assertThat(Caching.getCachingProviders()).hasSize(1);
        assertThat(Caching.getCachingProvider()).isInstanceOf(TiercelCachingProvider.class);
        assertThat(Caching.getCachingProvider(TiercelCachingProvider.class.getName()))
                .isInstanceOf(TiercelCachingProvider.class);
    }

    @Test
    void getCachingProvider_contextLoaderIsNullOrAnother_isFound() {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader child = new URLClassLoader(new URL[0], TiercelCachingProvider.class.getClassLoader())) {
            thread.setContextClassLoader(child);
            try (CacheManager manager = Caching.getCachingProvider().getCacheManager()) {
                assertThat(manager.getClassLoader()).isSameAs(TiercelCachingProvider.class.getClassLoader());
            }
            thread.setContextClassLoader(null);
            provider.getCacheManager(null, loaderA).createCache("c", new MutableConfiguration<>());
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Test
    void getCache_ofTheStaticHelper_findsTypedCaches() {
        try (CacheManager manager = Caching.getCachingProvider().getCacheManager()) {
            Cache<Integer, String> cache = manager.createCache(
                    "static-helper", new MutableConfiguration<Integer, String>().setTypes(Integer.class, String.class));

            assertThat(Caching.getCache("static-helper", Integer.class, String.class))
                    .isSameAs(cache);
            assertThat(Caching.getCache("no such cache", Integer.class, String.class))
                    .isNull();
            assertThatThrownBy(() -> Caching.getCache("static-helper", Long.class, String.class))
                    .isInstanceOf(ClassCastException.class);
        }
    }

    @Test
    void getCacheManager_uriOfNoFile_namesIt(@TempDir Path folder) {
        URI missing = folder.resolve("missing.yaml").toUri();

        assertThatThrownBy(() -> provider.getCacheManager(missing, loaderA))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining("missing.yaml");
        assertThatThrownBy(() -> provider.getCacheManager(folder.toUri(), loaderA))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining("directory");
        assertThatThrownBy(() -> provider.getCacheManager(URI.create("https://localhost/x.yaml"), loaderA))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining("network");
        assertThatThrownBy(() -> provider.getCacheManager(URI.create("classpath:none.yaml"), loaderA))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining("none.yaml");
    }

    @Test
    void getCacheManager_unreadableYaml_namesFileAndLine(@TempDir Path folder) throws Exception {
        URI bad = Files.writeString(folder.resolve("bad.yaml"), "caches:\n  users: { heap: [ \n")
                .toUri();
        URI unknown = Files.writeString(folder.resolve("unknown.yaml"), "caches:\n  users:\n    hepa: 1\n")
                .toUri();

        assertThatThrownBy(() -> provider.getCacheManager(bad, loaderA))
                .isInstanceOf(CacheException.class)
                .hasMessageMatching("(?s).*bad\\.yaml:[23].*");
        assertThatThrownBy(() -> provider.getCacheManager(unknown, loaderA))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining("unknown.yaml:3")
                .hasMessageContaining("heap");
    }
}
