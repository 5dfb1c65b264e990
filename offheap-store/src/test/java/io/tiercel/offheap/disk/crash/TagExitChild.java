package io.tiercel.offheap.disk.crash;

import io.tiercel.TiercelCache;
import io.tiercel.TiercelCachingProvider;
import java.nio.file.Path;
import java.util.Set;

/** A process that puts entries with tags, invalidates one of those, and ends without closing the cache. */
final class TagExitChild {

    private TagExitChild() {}

    /** Takes the folder. */
    public static void main(String[] arguments) {
        TiercelCache<Integer, Long> cache =
                TagChild.open(new TiercelCachingProvider().getCacheManager(), Path.of(arguments[0]));
        cache.put(1, 1L, Set.of("kept"));
        cache.put(2, 2L, Set.of("invalidated"));
        cache.invalidateTag("invalidated");
    }
}
