package io.tiercel.offheap;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.store.Entry;
import io.tiercel.store.Lifetime;
import io.tiercel.store.Store;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Entries on disk that an earlier process put, whose cache expired in another way. */
class ChangedExpiryTest {

    private static final String KEY = "key";
    private static final int HASH = Store.spread(KEY.hashCode());
    private static final long DEADLINE_MILLIS = 5_000;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(
            value = TierKind.class,
            names = {"FILE", "LAYERED"})
    void touch_ofWhatWasPutWhereNoUseMovedADeadline_movesItsDeadline(TierKind kind) {
        try (OpenedTiers tiers = new OpenedTiers();
                Store earlier = tiers.open(kind, /* touchable= */ false, folder)) {
            earlier.put(KEY, HASH, "value", Lifetime.ETERNAL, 1);
        }

        try (OpenedTiers tiers = new OpenedTiers();
                Store store = tiers.open(kind, /* touchable= */ true, folder)) {
            Entry entry = requireNonNull(store.get(KEY, HASH));
            assertThat(store.touch(entry, Entry.NEVER, DEADLINE_MILLIS)).isTrue();

            assertThat(entry.expiresAtMillis()).isEqualTo(DEADLINE_MILLIS);
            assertThat(requireNonNull(store.peek(KEY, HASH)).expiresAtMillis()).isEqualTo(DEADLINE_MILLIS);
            assertThat(store.touch(entry, DEADLINE_MILLIS, 2 * DEADLINE_MILLIS)).isTrue();
            assertThat(requireNonNull(store.peek(KEY, HASH)).expiresAtMillis()).isEqualTo(2 * DEADLINE_MILLIS);
        }
    }
}
