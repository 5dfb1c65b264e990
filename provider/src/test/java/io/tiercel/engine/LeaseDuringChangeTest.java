package io.tiercel.engine;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.expiry.FixedExpiry;
import io.tiercel.load.Lease;
import io.tiercel.store.Store;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A lease that is taken amid a change, while the old entry is still there, gives no right after it. */
class LeaseDuringChangeTest {

    private final AtomicReference<@Nullable HookedStore> hooked = new AtomicReference<>();
    private final TestEngine test = new TestEngine(FixedExpiry.ETERNAL, Long.MAX_VALUE, this::hook, null);
    private final AtomicReference<@Nullable Lease> taken = new AtomicReference<>();

    private Store hook(Store store) {
        HookedStore made = new HookedStore(store);
        hooked.set(made);
        return made;
    }

    @ParameterizedTest
    @MethodSource("io.tiercel.engine.FoundWhileChangedTest#changes")
    void tryPut_leaseTakenAmidAChange_isRefused(Consumer<TestEngine> change) {
        test.writes.put("a", "old");
        requireNonNull(hooked.get()).beforeChange(() -> taken.set(test.writes.lease("a")));
        change.accept(test);
        Object changed = test.reads.find("a");

        try (Lease lease = requireNonNull(taken.get())) {
            assertThat(test.writes.tryPut("a", "read amid the change", lease, Terms.NONE))
                    .isFalse();
        }
        assertThat(test.reads.find("a")).isEqualTo(changed);
    }
}
