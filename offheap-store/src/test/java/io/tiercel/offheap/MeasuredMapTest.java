package io.tiercel.offheap;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.offheap.map.ByteVictim;
import io.tiercel.offheap.map.HeapByteMap;
import io.tiercel.store.Copies;
import io.tiercel.tier.TierOpening;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MeasuredMapTest {

    /** A map that an expired entry had to leave. */
    private static final class Left extends HeapByteMap {
        private @Nullable ByteVictim untold =
                new ByteVictim(new byte[1], /* hash= */ 7, /* expiresAtMillis= */ 1, null);

        Left() {
            super(/* capacity= */ 1, Copies.NONE);
        }

        @Override
        public @Nullable ByteVictim takeExpired(int hash, Predicate<? super ByteVictim> isOf) {
            ByteVictim told = untold;
            untold = null;
            return told;
        }
    }

    @Test
    void takeExpired_countsWhatHadToLeave() {
        try (MeasuredMap map = new MeasuredMap("off-heap", new Left(), TierOpening.EMPTY)) {
            assertThat(map.takeExpired(7, left -> true)).isNotNull();
            assertThat(map.takeExpired(7, left -> true)).isNull();

            assertThat(map.evictions()).isOne();
        }
    }
}
