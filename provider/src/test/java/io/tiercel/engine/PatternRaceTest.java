package io.tiercel.engine;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.expiry.FixedExpiry;
import io.tiercel.load.Lease;
import io.tiercel.store.Store;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An invalidation of many keys does not pass by a value that is just being put. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PatternRaceTest {

    private final AtomicReference<@Nullable HookedStore> hooked = new AtomicReference<>();
    private final TestEngine test = new TestEngine(FixedExpiry.ETERNAL, Long.MAX_VALUE, this::hook, null);
    private final Invalidations<Object, Object> invalidations =
            new Invalidations<>(test.parts, test.engine, test.reads);

    private HookedStore hook(Store store) {
        HookedStore made = new HookedStore(store);
        hooked.set(made);
        return made;
    }

    static Stream<Named<Consumer<Invalidations<Object, Object>>>> invalidations() {
        return Stream.of(
                Named.of("glob", all -> all.matching("a*")),
                Named.of("predicate", all -> all.matching((key, value) -> true)));
    }

    @ParameterizedTest
    @MethodSource("invalidations")
    void matching_whileAnOldValueIsBeingPut_removesIt(Consumer<Invalidations<Object, Object>> invalidation) {
        Thread invalidating = new Thread(() -> invalidation.accept(invalidations));
        requireNonNull(hooked.get()).beforePut(() -> {
            invalidating.start();
            while (invalidating.isAlive() && invalidating.getState() != Thread.State.WAITING) {
                LockSupport.parkNanos(100_000);
            }
        });
        try (Lease lease = test.writes.lease("abc")) {
            test.writes.tryPut("abc", "old", lease, Terms.NONE);
        }
        while (invalidating.isAlive()) {
            LockSupport.parkNanos(100_000);
        }
        assertThat(test.reads.find("abc")).isNull();
    }
}
