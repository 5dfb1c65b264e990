package io.tiercel.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiercel.TiercelCachingProvider;
import io.tiercel.configuration.ConfigurationException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.spi.CachingProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Arrays as keys: each equals itself alone. */
class ArrayKeysTest {

    private final CachingProvider provider = new TiercelCachingProvider();
    private final CacheManager manager = provider.getCacheManager();

    @AfterEach
    void close() {
        provider.close();
    }

    @ParameterizedTest
    @ValueSource(classes = {byte[].class, String[].class, long[][].class})
    void createCache_byValue_isRefused(Class<?> keyType) {
        MutableConfiguration<?, String> configuration = of(keyType);

        assertThatThrownBy(() -> manager.createCache("hashes", configuration))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("'hashes'")
                .hasMessageContaining(keyType.getTypeName())
                .hasMessageContaining("compare by content");
        assertThat(manager.getCacheNames()).isEmpty();
    }

    @Test
    void getCacheManager_aFileDeclaresIt_isRefusedWithFileAndLine(@TempDir Path folder) throws IOException {
        URI uri = Files.writeString(folder.resolve("arrays.yaml"), """
                        caches:
                          hashes: { key-type: "byte[]", value-type: java.lang.String }
                        """).toUri();

        assertThatThrownBy(() -> provider.getCacheManager(uri, ArrayKeysTest.class.getClassLoader()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("arrays.yaml:2:11: caches.hashes: ")
                .hasMessageContaining("compare by content");
    }

    private static <K> MutableConfiguration<K, String> of(Class<K> keyType) {
        return new MutableConfiguration<K, String>().setTypes(keyType, String.class);
    }

    @Test
    void get_byReference_findsTheSameArray() {
        Cache<byte[], String> cache =
                manager.createCache("hashes", of(byte[].class).setStoreByValue(false));
        byte[] key = {1, 2};

        cache.put(key, "value");

        assertThat(cache.get(key)).isEqualTo("value");
        assertThat(cache.get(key.clone())).isNull();
    }

    /** What the refusal says to use. */
    @Test
    void get_ofKeysThatCompareTheirArrays_findsThem() {
        Cache<Digest, String> digests = manager.createCache("digests", of(Digest.class));
        Cache<Object, String> lists = manager.createCache("lists", of(Object.class));

        digests.put(new Digest(new byte[] {1, 2}), "value");
        lists.put(new ArrayList<>(List.of(1, 2)), "value");

        assertThat(digests.get(new Digest(new byte[] {1, 2}))).isEqualTo("value");
        assertThat(lists.get(List.of(1, 2))).isEqualTo("value");
    }

    @SuppressWarnings("ArrayRecordComponent") // compared by content
    record Digest(byte[] bytes) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Digest digest && Arrays.equals(bytes, digest.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }
    }
}
