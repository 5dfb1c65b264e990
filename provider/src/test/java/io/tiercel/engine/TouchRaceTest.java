package io.tiercel.engine;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.expiry.FixedExpiry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A read that has computed the deadline after its use, and sets it when another value is there: that one keeps its own. */
class TouchRaceTest {

    static Stream<Arguments> updates() {
        return Stream.of(Arguments.of("sets another deadline", 60_000L), Arguments.of("leaves the deadline", null));
    }

    @ParameterizedTest(name = "an update {0}")
    @MethodSource("updates")
    void find_slowerThanAPut_leavesTheDeadlineOfTheNewValue(String what, @Nullable Long update) {
        AtomicReference<@Nullable HookedStore> hooked = new AtomicReference<>();
        FixedExpiry expiry = new FixedExpiry(60_000L, update, 10L, /* capped= */ false, /* jitter= */ 0);
        TestEngine test = new TestEngine(
                expiry,
                Long.MAX_VALUE,
                made -> {
                    HookedStore store = new HookedStore(made);
                    hooked.set(store);
                    return store;
                },
                null);
        test.writes.put("a", "old");
        requireNonNull(hooked.get()).beforeTouch(() -> {
            test.clock.advance(Duration.ofMillis(20));
            test.writes.put("a", "new");
        });
        test.reads.find("a");
        assertThat(test.reads.find("a")).isEqualTo("new");
    }
}
