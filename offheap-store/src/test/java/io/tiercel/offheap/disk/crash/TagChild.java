package io.tiercel.offheap.disk.crash;

import io.tiercel.TiercelCache;
import io.tiercel.TiercelCachingProvider;
import io.tiercel.TiercelConfiguration;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import javax.cache.CacheManager;

/**
 * The process that is killed: puts entries with tags into a cache with a disk tier, invalidates tags, and says so on the
 * standard output. Never ends by itself.
 */
final class TagChild {

    static final int KEYS = 500;
    static final int TAGS = 7;

    private TagChild() {}

    /** Takes the folder and the first number of an operation. */
    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, /* autoFlush= */ true, StandardCharsets.UTF_8);
        TiercelCache<Integer, Long> cache = open(new TiercelCachingProvider().getCacheManager(), Path.of(arguments[0]));
        out.println("ready");
        ThreadLocalRandom random = ThreadLocalRandom.current();
        for (long number = Long.parseLong(arguments[1]); ; number++) {
            if (random.nextInt(50) == 0) {
                int tag = random.nextInt(TAGS);
                cache.invalidateTag(tag(tag));
                out.println("invalidated " + tag + " " + number);
            } else {
                int key = random.nextInt(KEYS);
                out.println("put " + key + " " + number);
                cache.put(key, number, tags(key));
            }
        }
    }

    @SuppressWarnings("unchecked") // a cache of this provider is one
    static TiercelCache<Integer, Long> open(CacheManager manager, Path folder) {
        return manager.createCache(
                        "tagged",
                        TiercelConfiguration.builder(Integer.class, Long.class)
                                .heapEntries(100)
                                .offHeapSize("1MiB")
                                .disk("16MiB", folder)
                                .build())
                .unwrap(TiercelCache.class);
    }

    static String tag(int number) {
        return "tag-" + number;
    }

    static Set<String> tags(int key) {
        return Set.of(tag(key % TAGS), "all");
    }
}
