package io.tiercel.spec;

import io.tiercel.TiercelCache;
import io.tiercel.TiercelConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import javax.cache.Cache;
import javax.cache.Caching;
import javax.cache.integration.CacheLoader;

/** A process that reads keys 1 to 5, the higher the more, and ends without closing its cache: by itself, or when killed. */
final class WarmRestartChild {

    static final String CACHE = "users";
    static final String FILE = CACHE + ".hotkeys";
    static final String SAVED = "saved";
    private static final int READS = 20_000;

    private WarmRestartChild() {}

    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        boolean waitsForKill = args.length > 1;
        TiercelCache<Integer, String> cache = open(folder, waitsForKill ? Duration.ofMillis(20) : Duration.ofHours(1));
        for (int i = 0; i < READS; i++) { // in turns: a moment in which none is counted is one of all keys
            for (int key = 1; key <= 5; key++) {
                for (int j = 0; j < key; j++) {
                    cache.get(key);
                }
            }
        }
        if (waitsForKill) {
            for (int i = 0; i < 2; i++) { // one may be under way that knows of fewer reads
                Files.deleteIfExists(folder.resolve(FILE));
                Eventual.await(() -> "a periodic save", () -> Files.exists(folder.resolve(FILE)));
            }
            System.out.println(SAVED);
            int unused = System.in.read();
        }
    }

    static TiercelCache<Integer, String> open(Path folder, Duration saveEvery) {
        Cache<Integer, String> cache = Caching.getCachingProvider()
                .getCacheManager()
                .createCache(
                        CACHE,
                        TiercelConfiguration.builder(Integer.class, String.class)
                                .loader(new Source())
                                .warming(
                                        w -> w.path(folder).saveEvery(saveEvery).rate(1_000_000))
                                .build());
        @SuppressWarnings("unchecked") // a cache of this provider is one
        TiercelCache<Integer, String> ours = cache.unwrap(TiercelCache.class);
        return ours;
    }

    private static final class Source implements CacheLoader<Integer, String> {
        @Override
        public String load(Integer key) {
            return "v" + key;
        }

        @Override
        public Map<Integer, String> loadAll(Iterable<? extends Integer> keys) {
            Map<Integer, String> loaded = new HashMap<>();
            keys.forEach(key -> loaded.put(key, load(key)));
            return loaded;
        }
    }
}
