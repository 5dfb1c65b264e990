package io.tiercel.engine;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.expiry.Expiry;
import io.tiercel.expiry.FixedExpiry;
import io.tiercel.expiry.PolicyExpiry;
import io.tiercel.store.Entry;
import io.tiercel.store.Lifetime;
import io.tiercel.store.Store;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.cache.expiry.ExpiryPolicy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Uses that move a deadline, and something else that moves it between what they compute and what they set. */
class TouchRaceTest {

    private static final FixedExpiry IDLE_100 = new FixedExpiry(100L, null, 100L, /* capped= */ false, /* jitter= */ 0);

    static Stream<Arguments> updates() {
        return Stream.of(Arguments.of("sets another deadline", 60_000L), Arguments.of("leaves the deadline", null));
    }

    @ParameterizedTest(name = "an update {0}")
    @MethodSource("updates")
    void find_slowerThanAPut_leavesTheDeadlineOfTheNewValue(String what, @Nullable Long update) {
        AtomicReference<@Nullable HookedStore> hooked = new AtomicReference<>();
        TestEngine test = engine(new FixedExpiry(60_000L, update, 10L, /* capped= */ false, /* jitter= */ 0), hooked);
        test.writes.put("a", "old");
        requireNonNull(hooked.get()).beforeTouch(() -> {
            test.clock.advance(Duration.ofMillis(20));
            test.writes.put("a", "new");
        });
        test.reads.find("a");
        assertThat(test.reads.find("a")).isEqualTo("new");
    }

    static Stream<Named<Consumer<TestEngine>>> uses() {
        return Stream.of(
                Named.of("find", test -> assertThat(test.reads.find("a")).isEqualTo("value")),
                Named.of(
                        "replace",
                        test -> assertThat(test.writes.replace("a", "other", "new"))
                                .isFalse()),
                Named.of(
                        "remove",
                        test -> assertThat(test.writes.remove("a", "other")).isFalse()),
                Named.of(
                        "invoke",
                        test -> assertThat(test.processing(null)
                                        .<@Nullable Object>invoke("a", (entry, arguments) -> entry.getValue()))
                                .isEqualTo("value")));
    }

    @ParameterizedTest
    @MethodSource("uses")
    void use_slowerThanALaterRead_leavesTheDeadlineOfThatRead(Consumer<TestEngine> use) {
        useWhileALaterReadComes(use, IDLE_100, Duration.ofMillis(90));
    }

    @ParameterizedTest
    @MethodSource("uses")
    void use_slowerThanItsIdleTime_leavesTheDeadlineOfALaterRead(Consumer<TestEngine> use) {
        FixedExpiry idle10 = new FixedExpiry(1_000L, null, 10L, /* capped= */ false, /* jitter= */ 0);
        useWhileALaterReadComes(use, idle10, Duration.ofMillis(15));
    }

    /** Uses an entry, which another read finds so much later, after the deadline was computed and before it is set. */
    private static void useWhileALaterReadComes(Consumer<TestEngine> use, FixedExpiry idle, Duration later) {
        AfterAnswer expiry = new AfterAnswer(idle);
        TestEngine test = new TestEngine(expiry);
        test.writes.put("a", "value");
        expiry.afterNext(() -> {
            test.clock.advance(later);
            assertThat(test.reads.find("a")).isEqualTo("value");
        });

        use.accept(test);

        test.clock.advance(Duration.ofMillis(idle.accessed(0) - 1));
        assertThat(test.reads.contains("a")).isTrue();
    }

    @ParameterizedTest
    @MethodSource("uses")
    void use_laterThanAReadThatComesBeforeIt_setsItsDeadline(Consumer<TestEngine> use) {
        AtomicReference<@Nullable HookedStore> hooked = new AtomicReference<>();
        TestEngine test = engine(IDLE_100, hooked);
        test.writes.put("a", "value");
        Entry entry = requireNonNull(test.reads.present("a", Store.spread("a".hashCode())));
        long created = entry.expiresAtMillis();
        test.clock.advance(Duration.ofMillis(80));
        // a read that has computed its deadline 75 ms ago
        requireNonNull(hooked.get())
                .beforeTouch(() -> assertThat(requireNonNull(hooked.get()).touch(entry, created, created + 5))
                        .isTrue());

        use.accept(test);

        test.clock.advance(Duration.ofMillis(99));
        assertThat(test.reads.contains("a")).isTrue();
    }

    @Test
    void find_policyThatShortens_isAskedOnceAndObeyed() {
        AtomicInteger asked = new AtomicInteger();
        TestEngine test = new TestEngine(PolicyExpiry.of(shortening(asked), /* jitter= */ 0));
        test.writes.put("a", "value");

        assertThat(test.reads.find("a")).isEqualTo("value");

        assertThat(asked).hasValue(1);
        test.clock.advance(Duration.ofMillis(10));
        assertThat(test.reads.find("a")).isNull();
    }

    private static ExpiryPolicy shortening(AtomicInteger asked) {
        return new ExpiryPolicy() {
            @Override
            public javax.cache.expiry.Duration getExpiryForCreation() {
                return new javax.cache.expiry.Duration(TimeUnit.SECONDS, 60);
            }

            @Override
            public javax.cache.expiry.Duration getExpiryForAccess() {
                asked.incrementAndGet();
                return new javax.cache.expiry.Duration(TimeUnit.MILLISECONDS, 10);
            }

            @Override
            public javax.cache.expiry.@Nullable Duration getExpiryForUpdate() {
                return null;
            }
        };
    }

    private static TestEngine engine(Expiry expiry, AtomicReference<@Nullable HookedStore> hooked) {
        return new TestEngine(
                expiry,
                Long.MAX_VALUE,
                made -> {
                    HookedStore store = new HookedStore(made);
                    hooked.set(store);
                    return store;
                },
                null);
    }

    /** An expiry after whose next answer to an access something happens once. */
    private static final class AfterAnswer implements Expiry {
        private final Expiry answers;
        private @Nullable Runnable hook;

        AfterAnswer(Expiry answers) {
            this.answers = answers;
        }

        void afterNext(Runnable happening) {
            hook = happening;
        }

        @Override
        public long accessed(long nowMillis) {
            long answer = answers.accessed(nowMillis);
            Runnable happening = hook;
            if (happening != null) {
                hook = null;
                happening.run();
            }
            return answer;
        }

        @Override
        public Lifetime created(long nowMillis) {
            return answers.created(nowMillis);
        }

        @Override
        public Lifetime updated(long nowMillis, Entry current) {
            return answers.updated(nowMillis, current);
        }

        @Override
        public Lifetime readAndUpdated(long nowMillis, Entry current) {
            return answers.readAndUpdated(nowMillis, current);
        }

        @Override
        public boolean isEternal() {
            return answers.isEternal();
        }

        @Override
        public boolean changesOnAccess() {
            return answers.changesOnAccess();
        }

        @Override
        public boolean runsUserCode() {
            return true; // as an answer may take long then
        }

        @Override
        public void close() {
            answers.close();
        }
    }
}
