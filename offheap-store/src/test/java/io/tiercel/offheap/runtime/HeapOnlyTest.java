package io.tiercel.offheap.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.TiercelCachingProvider;
import io.tiercel.TiercelConfiguration;
import java.nio.file.Path;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.spi.CachingProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application that has this module and does not use it. */
class HeapOnlyTest {

    @TempDir
    private Path folder;

    @Test
    void heapCache_loadsNothingOfChronicle() throws Exception {
        JavaProcess process =
                JavaProcess.ofThisJava(folder, ClassPaths.withStockChronicle()).withClassLoadLog();

        JavaProcess.Finished finished = process.run(Application.class);

        assertThat(finished.exitCode()).as(finished.err()).isZero();
        assertThat(process.loadedClasses())
                .contains("io.tiercel.heap.HeapStore")
                .noneMatch(name -> name.startsWith("net.openhft.") || name.startsWith("io.tiercel.offheap.chronicle."));
    }

    /** Uses a cache on the heap. */
    static final class Application {

        private Application() {}

        public static void main(String[] arguments) {
            CachingProvider provider = Caching.getCachingProvider(TiercelCachingProvider.class.getName());
            try (CacheManager manager = provider.getCacheManager()) {
                Cache<String, String> cache = manager.createCache(
                        "heap",
                        TiercelConfiguration.builder(String.class, String.class)
                                .offHeapNone()
                                .build());
                cache.put("key", "value");
                if (!"value".equals(cache.get("key"))) {
                    throw new AssertionError();
                }
            }
        }
    }
}
