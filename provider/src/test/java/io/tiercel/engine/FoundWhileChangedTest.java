package io.tiercel.engine;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.expiry.FixedExpiry;
import io.tiercel.load.LoadRunner;
import io.tiercel.load.Source;
import io.tiercel.store.Store;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A change has ended the leases of its key, but its entry is still there: a thread that is about to load takes a lease now,
 * and finds the entry. Whoever asks after the change is not told of it.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FoundWhileChangedTest {

    private final AtomicReference<@Nullable HookedStore> hooked = new AtomicReference<>();
    private final TestEngine test = new TestEngine(FixedExpiry.ETERNAL, Long.MAX_VALUE, this::hook, null);
    private final ReadThrough<Object, Object> readThrough = test.readThrough(LoadRunner.direct(test.loads));
    private final CountDownLatch hasFound = new CountDownLatch(1);
    private final CountDownLatch goesOn = new CountDownLatch(1);
    private final CompletableFuture<@Nullable Object> finder = new CompletableFuture<>();

    private Store hook(Store store) {
        HookedStore made = new HookedStore(store);
        hooked.set(made);
        return made;
    }

    static Stream<Named<Consumer<TestEngine>>> changes() {
        return Stream.of(
                Named.of("put", test -> test.writes.put("a", "new")),
                Named.of("remove", test -> test.writes.remove("a")),
                Named.of("processor that sets", test -> process(test, "new")),
                Named.of("processor that removes", test -> process(test, null)),
                Named.of("clear", test -> test.engine.clear()),
                Named.of("invalidation of the key", test -> test.invalidations.key("a")),
                Named.of("invalidation by a pattern", test -> test.invalidations.matching("a*")),
                Named.of("invalidation by a predicate", test -> test.invalidations.matching((key, value) -> true)));
    }

    private static void process(TestEngine test, @Nullable Object value) {
        test.processing(null).invoke("a", (entry, arguments) -> {
            if (value == null) {
                entry.remove();
            } else {
                entry.setValue(value);
            }
            return null;
        });
    }

    @ParameterizedTest
    @MethodSource("changes")
    void get_afterAChangeDuringWhichAnotherThreadFoundTheEntry_returnsTheNewValue(Consumer<TestEngine> change)
            throws Exception {
        changeWhileTheEntryIsFound(change);

        assertThat(untilItWaitsOrEnds(() -> readThrough.get("a", Source.of(key -> "new"))))
                .isEqualTo("new");
        assertThat(finder.get(20, TimeUnit.SECONDS)).isIn("old", "new"); // it asked before the change returned
    }

    @ParameterizedTest
    @MethodSource("changes")
    void processor_afterAChangeDuringWhichAnotherThreadFoundTheEntry_keepsNothingOld(Consumer<TestEngine> change)
            throws Exception {
        changeWhileTheEntryIsFound(change);

        assertThat(untilItWaitsOrEnds(
                        () -> test.processing(key -> "new").invoke("a", (entry, arguments) -> entry.getValue())))
                .isEqualTo("new");
        assertThat(test.reads.find("a")).isEqualTo("new");
    }

    /** The thread that has found the old entry has not ended when this returns. */
    private void changeWhileTheEntryIsFound(Consumer<TestEngine> change) {
        HookedStore store = requireNonNull(hooked.get());
        test.writes.put("a", "old");
        store.beforeChange(() -> {
            store.afterPeek(() -> {
                hasFound.countDown();
                Background.await(goesOn);
            });
            Background.run(finder, () -> readThrough.get("a", Source.of(key -> "loaded though it was there")));
            Background.await(hasFound);
        });
        change.accept(test);
        assertThat(finder).isNotDone();
    }

    /** Lets the finder go on as soon as a reader waits for it, or does not have to. */
    private @Nullable Object untilItWaitsOrEnds(Supplier<@Nullable Object> reading) throws Exception {
        CompletableFuture<@Nullable Object> reader = new CompletableFuture<>();
        Thread reads = Background.run(reader, reading);
        while (reads.isAlive() && reads.getState() != Thread.State.WAITING) {
            LockSupport.parkNanos(100_000);
        }
        goesOn.countDown();
        return reader.get(20, TimeUnit.SECONDS);
    }
}
