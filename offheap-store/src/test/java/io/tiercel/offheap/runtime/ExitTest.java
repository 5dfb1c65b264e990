package io.tiercel.offheap.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.TiercelCache;
import io.tiercel.TiercelCachingProvider;
import io.tiercel.tier.TierOpening;
import io.tiercel.warming.HotKey;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application that ends without closing its caches. */
class ExitTest {

    @TempDir
    private Path folder;

    @Test
    void exit_withoutClose_flushesSavesAndCloses() throws Exception {
        JavaProcess process = JavaProcess.ofThisJava(folder, ClassPaths.withStockChronicle());

        JavaProcess.Finished finished = process.run(ExitChild.class, folder.toString());

        assertThat(finished.exitCode()).as(finished.err()).isZero();
        assertThat(folder.resolve("rows")).hasContent(ExitChild.QUEUED + "=queued, 11 entries");
        try (TiercelCachingProvider provider = new TiercelCachingProvider()) {
            TiercelCache<Integer, String> cache =
                    ExitChild.open(provider.getCacheManager(), folder, new ExitChild.Source(folder.resolve("unused")));
            assertThat(cache.tiers().get(cache.tiers().size() - 1).opening()).isEqualTo(TierOpening.WARM);
            assertThat(cache.containsKey(ExitChild.QUEUED)).isTrue();
            assertThat(cache.warming().hotKeys(1)).extracting(HotKey::key).containsExactly(ExitChild.HOT);
        }
    }
}
