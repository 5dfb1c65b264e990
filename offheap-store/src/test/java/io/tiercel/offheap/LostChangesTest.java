package io.tiercel.offheap;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.TiercelCachingProvider;
import io.tiercel.TiercelConfiguration;
import io.tiercel.configuration.WriterMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.function.Consumer;
import javax.cache.Cache;
import javax.cache.integration.CacheWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes that were to be written behind from memory, and were not when the process ended, over a disk tier. */
class LostChangesTest {

    @TempDir
    private Path folder;

    private boolean sourceIsAway;

    private final class Writer implements CacheWriter<Integer, String> {
        @Override
        public void write(Cache.Entry<? extends Integer, ? extends String> entry) {
            delete(entry.getKey());
        }

        @Override
        public void writeAll(Collection<Cache.Entry<? extends Integer, ? extends String>> entries) {
            deleteAll(entries);
        }

        @Override
        public void delete(Object key) {
            if (sourceIsAway) {
                throw new IllegalStateException("away");
            }
        }

        @Override
        public void deleteAll(Collection<?> keys) {
            delete(keys);
        }
    }

    private void use(Consumer<Cache<Integer, String>> use) {
        try (TiercelCachingProvider provider = new TiercelCachingProvider()) {
            use.accept(provider.getCacheManager()
                    .createCache(
                            "users",
                            TiercelConfiguration.builder(Integer.class, String.class)
                                    .disk("1MiB", folder)
                                    .writer(new Writer())
                                    .writerMode(WriterMode.BEHIND)
                                    .writeBehind(behind -> behind.withDelay(Duration.ofHours(1)))
                                    .build()));
        }
    }

    @Test
    void close_changesAreLost_nextProcessDoesNotHaveThem() {
        use(users -> users.put(7, "written"));
        sourceIsAway = true;
        use(users -> {
            assertThat(users.get(7)).isEqualTo("written");
            users.put(8, "lost");
        });
        use(users -> {
            assertThat(users.get(7)).isEqualTo("written");
            assertThat(users.containsKey(8)).isFalse();
        });
    }
}
