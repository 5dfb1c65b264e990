package io.tiercel.engine;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.expiry.FixedExpiry;
import io.tiercel.freshness.FreshnessPolicy;
import io.tiercel.store.Entry;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A stale entry that leaves while a read looks at it. */
class StaleEntriesTest {

    private static final FreshnessPolicy STALE = new FreshnessPolicy(
            /* refreshAhead= */ 1,
            /* early= */ false,
            /* whileRevalidateMillis= */ 50,
            /* ifErrorMillis= */ 1_000,
            /* absentForMillis= */ 0);

    @Test
    void overFor_entryThatWasReplacedSinceItWasFound_isLongerThanAnyIsServedUnasked() {
        TestEngine test =
                TestEngine.keepingFresh(new FixedExpiry(100L, 100L, null, /* capped= */ false, /* jitter= */ 0), STALE);
        StaleEntries stale = new StaleEntries(test.parts);
        test.writes.put("a", "old");
        test.clock.advance(Duration.ofMillis(200));
        Entry old = requireNonNull(stale.find(test.parts.ref("a")));
        assertThat(stale.overForMillis(old)).isEqualTo(100);

        test.writes.put("a", "new");

        assertThat(stale.overForMillis(old)).isGreaterThanOrEqualTo(STALE.longestStaleMillis());
    }
}
