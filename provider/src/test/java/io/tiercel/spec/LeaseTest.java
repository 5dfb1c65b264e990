package io.tiercel.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiercel.TiercelCache;
import io.tiercel.load.Lease;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.integration.CompletionListenerFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What was read from the source before a change of its key is never put after the change. */
final class LeaseTest {

    private final LoadFixture fixture = new LoadFixture();
    private final FakeSource source = new FakeSource();
    private final CountDownLatch read = new CountDownLatch(1);
    private final CountDownLatch gate = new CountDownLatch(1);

    @AfterEach
    void close() {
        gate.countDown();
        fixture.close();
    }

    /** A way to read key 1, which has read "stale" when it comes to the slow part. */
    private record Reading(String name, boolean replaces, boolean holdsKey, Action action) {
        interface Action {
            void run(TiercelCache<Integer, String> cache, Runnable slow) throws Exception;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static final List<Reading> READINGS = List.of(
            new Reading("get", false, false, (cache, slow) -> cache.get(1)),
            new Reading("getAll", false, false, (cache, slow) -> cache.getAll(Set.of(1, 2))),
            new Reading("loadAll absent", false, false, (cache, slow) -> loadAll(cache, false)),
            new Reading("loadAll replacing", true, false, (cache, slow) -> loadAll(cache, true)),
            new Reading("invoke", false, true, (cache, slow) -> cache.invoke(1, Processors.get())),
            new Reading(
                    "get with function",
                    false,
                    false,
                    (cache, slow) -> cache.get(1, key -> {
                        slow.run();
                        return "stale";
                    })),
            new Reading("tryPut", true, false, (cache, slow) -> {
                try (Lease lease = cache.lease(1)) {
                    slow.run();
                    assertThat(cache.tryPut(1, "stale", lease)).isFalse();
                    assertThat(lease.isOvertaken()).isTrue();
                }
            }));

    private static void loadAll(Cache<Integer, String> cache, boolean replace) throws Exception {
        CompletionListenerFuture done = new CompletionListenerFuture();
        cache.loadAll(Set.of(1, 2), replace, done);
        done.get(20, TimeUnit.SECONDS);
    }

    /** A change of key 1 that happens while it is read. */
    private record Change(String name, boolean needsEntry, boolean ofAll, Consumer<Cache<Integer, String>> action) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Change of(String name, Consumer<Cache<Integer, String>> action) {
        return new Change(name, /* needsEntry= */ false, /* ofAll= */ false, action);
    }

    private static Change ofPresent(String name, Consumer<Cache<Integer, String>> action) {
        return new Change(name, /* needsEntry= */ true, /* ofAll= */ false, action);
    }

    private static Change ofAll(String name, Consumer<Cache<Integer, String>> action) {
        return new Change(name, /* needsEntry= */ false, /* ofAll= */ true, action);
    }

    private static final List<Change> CHANGES = List.of(
            of("put", c -> c.put(1, "new")),
            of("getAndPut", c -> c.getAndPut(1, "new")),
            of("putAll", c -> c.putAll(Map.of(1, "new"))),
            of("remove", c -> c.remove(1)),
            of("getAndRemove", c -> c.getAndRemove(1)),
            of("removeAll keys", c -> c.removeAll(Set.of(1))),
            of("invoke set", c -> c.invoke(1, Processors.set("new"))),
            of("invoke remove", c -> c.invoke(1, Processors.remove())),
            of("put, remove", c -> {
                c.put(1, "new");
                c.remove(1);
            }),
            ofPresent("replace", c -> c.replace(1, "new")),
            ofPresent("replace old", c -> c.replace(1, "old", "new")),
            ofPresent("getAndReplace", c -> c.getAndReplace(1, "new")),
            ofPresent("remove old", c -> c.remove(1, "old")),
            ofAll("clear", Cache::clear),
            ofAll("removeAll", Cache::removeAll));

    private static Stream<Arguments> combinations() {
        return READINGS.stream()
                .flatMap(reading -> CHANGES.stream()
                        .filter(change -> reading.replaces || !change.needsEntry)
                        .filter(change -> !reading.holdsKey || change.ofAll) // others wait for the processor
                        .flatMap(change -> Stream.of("direct", "timeout", "writer")
                                .map(mode -> Arguments.of(reading, change, mode))));
    }

    @ParameterizedTest(name = "{0} / {1} / {2}")
    @MethodSource("combinations")
    void changeDuringReading_isNotUndoneByIt(Reading reading, Change change, String mode) {
        TiercelCache<Integer, String> cache = cache(mode);
        if (change.needsEntry) {
            cache.put(1, "old");
        }
        Waits.Run<Void> run = Waits.Run.start(() -> {
            reading.action.run(cache, this::slow);
            return null;
        });
        Waits.until(read);

        change.action.accept(cache);
        boolean present = cache.containsKey(1);

        gate.countDown();
        run.result();
        assertThat(cache.containsKey(1)).isEqualTo(present);
        if (present) {
            assertThat(cache.get(1)).isEqualTo("new");
        }
        Waits.until("all leases are given back", () -> LoadFixture.leasesOut(cache) == 0);
    }

    private TiercelCache<Integer, String> cache(String mode) {
        source.rows.put(1, "stale");
        source.script = call -> {
            if (call.startsWith("load")) {
                slow();
            }
        };
        return switch (mode) {
            case "timeout" -> fixture.cache(LoadFixture.builder().loader(source).loaderTimeout(Duration.ofMinutes(1)));
            case "writer" -> fixture.cache(LoadFixture.builder().loader(source).writer(new FakeSource()));
            default -> fixture.cache(LoadFixture.builder().loader(source));
        };
    }

    private void slow() {
        read.countDown();
        Waits.block(gate);
    }

    @Test
    void get_afterInvalidationOfALoadInFlight_loadsAnew() {
        TiercelCache<Integer, String> cache = cache("direct");
        Waits.Run<String> old = Waits.Run.start(() -> cache.get(1, key -> {
            slow();
            return "stale";
        }));
        Waits.until(read);
        cache.remove(1);
        source.script = call -> {};
        source.rows.put(1, "fresh");
        assertThat(cache.get(1)).isEqualTo("fresh"); // does not wait for the old load either
        gate.countDown();
        assertThat(old.result()).isEqualTo("stale");
        assertThat(cache.get(1)).isEqualTo("fresh");
    }

    @Test
    void invoke_waitsForALoadOfWhichATagIsInvalidatedMeanwhile_loadsAnewAndGivesAllLeasesBack() {
        source.rows.put(1, "row");
        source.script = call -> slow();
        TiercelCache<Integer, String> cache =
                fixture.cache(LoadFixture.builder().loader(source).tags((key, value) -> Set.of("rows")));
        Waits.Run<String> old = Waits.Run.start(() -> cache.get(1));
        Waits.until(read);
        Waits.Run<String> processed = Waits.Run.start(() -> cache.invoke(1, Processors.get()));
        Waits.untilBlocked(processed);

        cache.invalidateTag("rows");
        gate.countDown();

        assertThat(processed.result()).isEqualTo("row");
        assertThat(old.result()).isEqualTo("row");
        assertThat(source.calls).filteredOn(call -> call.startsWith("load")).hasSize(2);
        Waits.until("all leases are given back", () -> LoadFixture.leasesOut(cache) == 0);
    }

    @Test
    void clearDuringAWrite_valueReadBeforeTheWriteIsNotKept() {
        CountDownLatch writing = new CountDownLatch(1);
        CountDownLatch write = new CountDownLatch(1);
        source.rows.put(1, "stale");
        source.script = call -> {
            writing.countDown();
            Waits.block(write); // the row is not written yet
        };
        TiercelCache<Integer, String> cache =
                fixture.cache(LoadFixture.builder().writer(source));
        Waits.Run<Void> put = Waits.Run.start(() -> {
            cache.put(1, "new");
            return null;
        });
        Waits.until(writing);
        cache.clear();
        Waits.Run<String> get = Waits.Run.start(() -> cache.get(1, key -> {
            String value = source.rows.get(key);
            slow();
            return value;
        }));
        Waits.until(read);
        write.countDown();
        put.result();
        gate.countDown();
        assertThat(get.result()).isEqualTo("stale");
        assertThat(cache.get(1, source.rows::get)).isEqualTo("new");
    }

    @Test
    void tryPut_nothingCameBetween_putsWithoutTellingTheWriter() {
        TiercelCache<Integer, String> cache =
                fixture.cache(LoadFixture.builder().writer(source));
        try (Lease lease = cache.lease(1)) {
            assertThat(cache.tryPut(1, "a", lease)).isTrue();
        }
        assertThat(cache.get(1)).isEqualTo("a");
        assertThat(source.calls).isEmpty();
    }

    @Test
    void tryPut_closedLeaseOrThatOfAnotherKey_doesNotPut() {
        TiercelCache<Integer, String> cache = fixture.cache(LoadFixture.builder());
        Lease lease = cache.lease(1);
        assertThatThrownBy(() -> cache.tryPut(2, "a", lease)).isInstanceOf(IllegalArgumentException.class);
        lease.close();
        assertThat(cache.tryPut(1, "a", lease)).isFalse();
        assertThat(cache.containsKey(1)).isFalse();
    }

    @Test
    void changeThatDidNotHappen_leavesTheLease() {
        TiercelCache<Integer, String> cache = fixture.cache(LoadFixture.builder());
        try (Lease lease = cache.lease(1)) {
            cache.replace(1, "x");
            cache.remove(1, "x");
            cache.put(2, "other");
            assertThat(cache.tryPut(1, "a", lease)).isTrue();
        }
    }

    @Test
    void forgottenLeases_areBounded() {
        TiercelCache<Integer, String> cache =
                fixture.cache(LoadFixture.builder().heapEntries(10));
        for (int key = 0; key < 150_000; key++) {
            cache.lease(key); // never closed
        }
        assertThat(LoadFixture.leasesOut(cache)).isLessThanOrEqualTo(100_000);
        try (Lease lease = cache.lease(-1)) {
            assertThat(cache.tryPut(-1, "a", lease)).isTrue();
        }
        cache.clear();
        assertThat(LoadFixture.leasesOut(cache)).isZero();
    }
}
