package io.tiercel.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.expiry.FixedExpiry;
import io.tiercel.statistics.CacheStatistics;
import io.tiercel.store.Entry;
import io.tiercel.store.Store;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which entries the store is told to make quicker to find. */
class FavouredEntriesTest {

    private final List<Object> favoured = new ArrayList<>();
    private final TestEngine test = new TestEngine(FixedExpiry.ETERNAL, Long.MAX_VALUE, Recording::new, null);

    private final class Recording extends HookedStore {
        Recording(Store store) {
            super(store);
        }

        @Override
        public void favour(Entry entry) {
            favoured.add(entry.key());
        }
    }

    @Test
    void find_manyTimes_favoursASampleOfWhatIsFound() {
        test.writes.put("often", 1);
        test.writes.put("seldom", 2);
        int gets = 100 * CacheStatistics.GETS_PER_SAMPLE;

        for (int i = 0; i < gets; i++) {
            test.reads.find(i % 10 == 0 ? "seldom" : "often");
            test.reads.find("absent");
        }

        assertThat(favoured).hasSizeBetween(10, gets / 10).containsOnly("often", "seldom");
        long often = favoured.stream().filter("often"::equals).count();
        assertThat(often).isGreaterThan(favoured.size() / 2);
    }
}
