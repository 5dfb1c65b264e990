package io.tiercel.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.expiry.FixedExpiry;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * While tags are being invalidated, an entry is either live or dead to all: who passes it by, for it is dead, leaves nothing
 * behind that is found later.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DeadIsDeadTest {

    /** So many that the invalidation is under way for a while after the tag of the entry, the first, had its turn. */
    private static final int TAGS = 100_000;

    private final TestEngine test = new TestEngine(FixedExpiry.ETERNAL);
    private final List<String> names = new ArrayList<>();

    @Test
    void find_afterAnotherReadHasFoundTheEntryDead_doesNotFindItLive() throws InterruptedException {
        for (int i = 0; i < TAGS; i++) {
            names.add("tag-" + i);
            assertThat(test.tags.tagSet(List.of("tag-" + i), 0).size()).isEqualTo(1);
        }
        test.writes.put("key", "value", Terms.of(null, Set.of("tag-0")));
        assertThat(test.reads.find("key")).isEqualTo("value");

        Thread invalidating = new Thread(() -> test.invalidations.tags(names));
        invalidating.start();
        while (test.reads.contains("key")) {
            Thread.onSpinWait();
        }
        assertThat(test.reads.find("key")).isNull();
        invalidating.join();
    }
}
