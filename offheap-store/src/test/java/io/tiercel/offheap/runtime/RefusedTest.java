package io.tiercel.offheap.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.TiercelCachingProvider;
import io.tiercel.TiercelConfiguration;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A JVM that was told not to let itself be opened. */
class RefusedTest {

    private static final List<String> LEFT_TO_FLAGS = List.of("-Dtiercel.chronicle.open-modules=false");
    private static final Pattern FLAG = Pattern.compile("--add-opens (\\S+)");

    @TempDir
    private Path folder;

    @Test
    void maps_withoutTheFlags_sayWhichOnesToAdd() throws Exception {
        JavaProcess.Finished refused = JavaProcess.ofThisJava(folder, ClassPaths.plain())
                .with(LEFT_TO_FLAGS)
                .run(OpenMain.class);

        assertThat(refused.exitCode()).isNotZero();
        assertThat(refused.err())
                .contains(OffHeapUnavailableException.class.getName())
                .contains("--add-opens java.base/java.lang=ALL-UNNAMED");
    }

    @Test
    void caches_thatDidNotAskForTiers_runOnTheirHeap() throws Exception {
        JavaProcess.Finished finished = JavaProcess.ofThisJava(folder, ClassPaths.ofCaches())
                .with(LEFT_TO_FLAGS)
                .run(DefaultsMain.class);

        assertThat(finished.exitCode()).as(finished.err()).isZero();
        assertThat(finished.out()).isEmpty();
        assertThat(finished.err())
                .containsOnlyOnce("WARNING")
                .contains("heap tier alone", "--add-opens java.base/java.lang=ALL-UNNAMED");
    }

    @Test
    void caches_thatAskedForTiers_areRefused() throws Exception {
        JavaProcess.Finished refused = JavaProcess.ofThisJava(folder, ClassPaths.ofCaches())
                .with(LEFT_TO_FLAGS)
                .run(DefaultsMain.class, "off-heap");

        assertThat(refused.exitCode()).isNotZero();
        assertThat(refused.err())
                .contains(OffHeapUnavailableException.class.getName())
                .contains("--add-opens java.base/java.lang=ALL-UNNAMED");
    }

    /** Has caches of which nobody said what tiers they are to have, and perhaps one more. */
    static final class DefaultsMain {

        private DefaultsMain() {}

        /** With a word if one is to have a tier outside the heap. */
        public static void main(String[] arguments) {
            try (CacheManager manager = Caching.getCachingProvider(TiercelCachingProvider.class.getName())
                    .getCacheManager()) {
                for (String name : List.of("one", "other")) {
                    Cache<Object, Object> cache = manager.createCache(name, new MutableConfiguration<>());
                    cache.put("key", List.of("value"));
                    if (!List.of("value").equals(cache.get("key"))) {
                        throw new AssertionError(name);
                    }
                }
                if (arguments.length > 0) {
                    manager.createCache(
                            "off-heap",
                            TiercelConfiguration.builder(String.class, String.class)
                                    .offHeapShared()
                                    .build());
                }
            }
        }
    }

    @Test
    void maps_withTheFlagsThatTheErrorNames_work() throws Exception {
        String error = JavaProcess.ofThisJava(folder, ClassPaths.plain())
                .with(LEFT_TO_FLAGS)
                .run(OpenMain.class)
                .err();
        List<String> flags = FLAG.matcher(error)
                .results()
                .map(flag -> "--add-opens=" + flag.group(1))
                .toList();

        JavaProcess.Finished finished = JavaProcess.ofThisJava(folder, ClassPaths.plain())
                .with(LEFT_TO_FLAGS)
                .with(flags)
                .run(OpenMain.class);

        assertThat(finished).isEqualTo(new JavaProcess.Finished(0, "", "", List.of()));
    }
}
