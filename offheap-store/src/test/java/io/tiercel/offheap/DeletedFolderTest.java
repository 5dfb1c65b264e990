package io.tiercel.offheap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiercel.CapturedLog;
import io.tiercel.TiercelCache;
import io.tiercel.TiercelCachingProvider;
import io.tiercel.TiercelConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.cache.CacheException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The folder of a disk tier is deleted while its cache is open. */
final class DeletedFolderTest {

    private final TiercelCachingProvider provider = new TiercelCachingProvider();

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        provider.close();
    }

    @SuppressWarnings("unchecked") // a cache of this provider is one
    private TiercelCache<Integer, String> open() {
        return provider.getCacheManager()
                .createCache(
                        "cache",
                        TiercelConfiguration.builder(Integer.class, String.class)
                                .disk("1MiB", folder)
                                .build())
                .unwrap(TiercelCache.class);
    }

    private void deleteFolder() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("cache"))) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Test
    void cache_saysWhatHappenedAndServesWhatItHas_andIsClosedWithOneWarning() throws IOException {
        TiercelCache<Integer, String> cache = open();
        cache.put(1, "one", Set.of("tag"));
        deleteFolder();

        assertThatThrownBy(cache::clear)
                .isInstanceOf(CacheException.class)
                .hasMessageContaining(folder.resolve("cache").toString())
                .hasMessageContaining("moved or deleted")
                .hasMessageContaining("close the cache and create it anew");
        assertThat(cache.get(1)).isEqualTo("one");
        List<String> messages;
        List<Throwable> thrown;
        try (CapturedLog log = new CapturedLog("io.tiercel")) {
            cache.close();
            messages = log.messages();
            thrown = log.thrown();
        }

        assertThat(messages).singleElement().asString().contains("moved or deleted");
        assertThat(thrown).containsOnlyNulls();
        assertThat(open().get(1)).isNull();
    }

    @Test
    void destroyCache_isQuiet() throws IOException {
        open().put(1, "one");
        deleteFolder();

        try (CapturedLog log = new CapturedLog("io.tiercel")) {
            provider.getCacheManager().destroyCache("cache");

            assertThat(log.messages()).isEmpty();
        }
    }
}
