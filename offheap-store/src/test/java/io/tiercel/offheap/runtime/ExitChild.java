package io.tiercel.offheap.runtime;

import static java.util.Objects.requireNonNull;

import io.tiercel.TiercelCache;
import io.tiercel.TiercelCachingProvider;
import io.tiercel.TiercelConfiguration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import org.jspecify.annotations.Nullable;

/** A process that ends with a change in a queue, hot keys that are not saved, and a disk tier that is open. */
final class ExitChild {

    static final int HOT = 7;
    static final int QUEUED = 100;

    private ExitChild() {}

    /** Takes the folder. */
    public static void main(String[] arguments) {
        Path folder = Path.of(arguments[0]);
        Source source = new Source(folder.resolve("rows"));
        TiercelCache<Integer, String> cache = open(new TiercelCachingProvider().getCacheManager(), folder, source);
        source.cache = cache;
        for (int key = 0; key < 10; key++) {
            cache.get(key);
        }
        for (int i = 0; i < 20_000; i++) {
            cache.get(HOT);
        }
        cache.put(QUEUED, "queued");
        System.exit(0);
    }

    @SuppressWarnings("unchecked") // a cache of this provider is one
    static TiercelCache<Integer, String> open(CacheManager manager, Path folder, Source source) {
        return manager.createCache(
                        "users",
                        TiercelConfiguration.builder(Integer.class, String.class)
                                .heapEntries(2)
                                .disk("1MiB", folder.resolve("disk"))
                                .loader(source)
                                .writer(source)
                                .writeBehind(behind -> behind.withDelay(Duration.ofHours(1)))
                                .warming(warming ->
                                        warming.path(folder.resolve("hot")).atStart(false))
                                .build())
                .unwrap(TiercelCache.class);
    }

    /** Writes what the cache has below the heap beside what it is told. */
    static final class Source implements CacheLoader<Integer, String>, CacheWriter<Integer, String> {
        private final Path rows;
        private volatile @Nullable Cache<Integer, String> cache;

        Source(Path rows) {
            this.rows = rows;
        }

        @Override
        public String load(Integer key) {
            return "loaded " + key;
        }

        @Override
        public Map<Integer, String> loadAll(Iterable<? extends Integer> keys) {
            Map<Integer, String> loaded = new HashMap<>();
            keys.forEach(key -> loaded.put(key, load(key)));
            return loaded;
        }

        @Override
        public void write(Cache.Entry<? extends Integer, ? extends String> entry) {
            int entries = 0;
            for (Cache.Entry<Integer, String> each : requireNonNull(cache)) {
                entries += each.getValue().length() > 0 ? 1 : 0;
            }
            try {
                Files.writeString(rows, entry.getKey() + "=" + entry.getValue() + ", " + entries + " entries");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void writeAll(Collection<Cache.Entry<? extends Integer, ? extends String>> entries) {
            entries.forEach(this::write);
        }

        @Override
        public void delete(Object key) {
            throw new UnsupportedOperationException("key=" + key);
        }

        @Override
        public void deleteAll(Collection<?> keys) {
            throw new UnsupportedOperationException("keys=" + keys);
        }
    }
}
