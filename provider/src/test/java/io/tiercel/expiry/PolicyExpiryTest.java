package io.tiercel.expiry;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.store.DetachedEntry;
import io.tiercel.store.Entry;
import io.tiercel.store.Lifetime;
import java.util.concurrent.TimeUnit;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ModifiedExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;
import org.junit.jupiter.api.Test;

class PolicyExpiryTest {

    private static final long NOW_MILLIS = 1_000_000_000_000L;
    private static final Duration LONGEST = new Duration(TimeUnit.DAYS, Long.MAX_VALUE);

    /** An entry that the application has given a time to live. */
    private final Entry bounded =
            new DetachedEntry("key", 0, "value", Lifetime.until(NOW_MILLIS + 5), /* version= */ 1);

    @Test
    void durationsThatReachBeyondAllTime_areEternal() {
        assertThat(PolicyExpiry.of(new CreatedExpiryPolicy(LONGEST), 0).created(NOW_MILLIS))
                .isEqualTo(Lifetime.ETERNAL);
        assertThat(PolicyExpiry.of(new ModifiedExpiryPolicy(LONGEST), 0).updated(NOW_MILLIS, bounded))
                .isEqualTo(Lifetime.ETERNAL);
        assertThat(PolicyExpiry.of(new AccessedExpiryPolicy(LONGEST), 0).accessed(NOW_MILLIS))
                .isEqualTo(Entry.NEVER);
    }

    @Test
    void eternalAfterAnUpdateOrAccess_isNotTakenForNoChange() {
        assertThat(PolicyExpiry.of(new ModifiedExpiryPolicy(Duration.ETERNAL), 0)
                        .updated(NOW_MILLIS, bounded))
                .isEqualTo(Lifetime.ETERNAL);
        assertThat(PolicyExpiry.of(new TouchedExpiryPolicy(Duration.ETERNAL), 0).accessed(NOW_MILLIS))
                .isEqualTo(Entry.NEVER);
        assertThat(PolicyExpiry.of(new CreatedExpiryPolicy(Duration.ETERNAL), 0).updated(NOW_MILLIS, bounded))
                .isEqualTo(Lifetime.until(NOW_MILLIS + 5));
    }
}
