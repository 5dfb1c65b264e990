package io.tiercel.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.TiercelCache;
import io.tiercel.load.Lease;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CompletionListenerFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Reads at random from a source whose rows have versions, while others change rows and invalidate them at random. The
 * model is one number for each row: the version whose invalidation has returned. No read that begins later may return
 * less.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class LeaseModelTest {

    private static final int ROWS = 4;
    private static final int READERS = 4;
    private static final long NANOS = TimeUnit.MILLISECONDS.toNanos(1_500);

    /** How many of the last changes of a row a failure tells. */
    private static final int TOLD = 8;

    /** The kinds of changes, by their numbers in {@link #change}. */
    private static final List<String> KINDS = List.of(
            "put",
            "invoke, set",
            "invoke, remove",
            "removeAll of the key",
            "removeAll",
            "clear",
            "remove",
            "remove",
            "invalidate",
            "invalidateTag of the row",
            "invalidateTags of the half",
            "invalidateTag of all",
            "invalidateMatching all",
            "invalidateMatching the key",
            "invalidateMatching by a predicate");

    private final LoadFixture fixture = new LoadFixture();
    private final AtomicIntegerArray versions = new AtomicIntegerArray(ROWS);
    private final AtomicIntegerArray invalidated = new AtomicIntegerArray(ROWS);

    /** The kinds of the last changes of each row; a change writes its own before it begins. */
    private final AtomicIntegerArray kinds = new AtomicIntegerArray(ROWS * TOLD);

    private volatile boolean done;

    @AfterEach
    void close() {
        fixture.close();
    }

    private String row(int key) {
        String read = Integer.toString(versions.get(key));
        if (ThreadLocalRandom.current().nextInt(4) == 0) {
            LockSupport.parkNanos(1); // a source takes its time after it has read
        }
        return read;
    }

    private static Set<String> tagsOf(Integer key, String value) {
        return Set.of("row:" + key, "half:" + key % 2, "rows");
    }

    private final class Rows implements CacheLoader<Integer, String> {
        @Override
        public String load(Integer key) {
            return row(key);
        }

        @Override
        public Map<Integer, String> loadAll(Iterable<? extends Integer> keys) {
            Map<Integer, String> loaded = new HashMap<>();
            keys.forEach(key -> loaded.put(key, row(key)));
            return loaded;
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void readsAndInvalidations_noReadIsOlderThanAnInvalidationBeforeIt(boolean withTimeout) {
        var builder = LoadFixture.builder().loader(new Rows()).tags(LeaseModelTest::tagsOf);
        TiercelCache<Integer, String> cache =
                fixture.cache(withTimeout ? builder.loaderTimeout(Duration.ofMinutes(1)) : builder);
        List<Waits.Run<Integer>> runs = new ArrayList<>();
        for (int i = 0; i < READERS; i++) {
            runs.add(Waits.Run.start(() -> read(cache)));
        }
        runs.add(Waits.Run.start(() -> change(cache, 0, ROWS / 2)));
        runs.add(Waits.Run.start(() -> change(cache, ROWS / 2, ROWS)));
        Waits.untilOverOrFailed(NANOS, runs);
        done = true;
        assertThat(runs)
                .extracting(Waits.Run::result)
                .allSatisfy(count -> assertThat(count).isPositive());
        Waits.until("all leases are given back", () -> LoadFixture.leasesOut(cache) == 0);
    }

    private int read(TiercelCache<Integer, String> cache) throws Exception {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        int count = 0;
        while (!done) {
            int key = random.nextInt(ROWS);
            int other = (key + 1) % ROWS;
            int least = invalidated.get(key);
            int leastOfOther = invalidated.get(other);
            switch (random.nextInt(7)) {
                case 0 -> require("get", cache, key, cache.get(key), least);
                case 1 -> require("get with a function", cache, key, cache.get(key, this::row), least);
                case 2 -> require("invoke, get", cache, key, cache.invoke(key, Processors.get()), least);
                case 3 -> tryPut(cache, key);
                case 4 -> loadAll(cache, key, random.nextBoolean());
                default -> {
                    Map<Integer, String> found = cache.getAll(Set.of(key, other));
                    require("getAll", cache, key, found.get(key), least);
                    require("getAll, the other", cache, other, found.get(other), leastOfOther);
                }
            }
            count++;
        }
        return count;
    }

    private void tryPut(TiercelCache<Integer, String> cache, int key) {
        try (Lease lease = cache.lease(key)) {
            cache.tryPut(key, row(key), lease);
        }
    }

    private void loadAll(TiercelCache<Integer, String> cache, int key, boolean replace) throws Exception {
        CompletionListenerFuture completed = new CompletionListenerFuture();
        cache.loadAll(Set.of(key, (key + 2) % ROWS), replace, completed);
        completed.get(20, TimeUnit.SECONDS);
    }

    private void require(String read, TiercelCache<Integer, String> cache, int key, String value, int least) {
        if (Integer.parseInt(value) < least) {
            throw new AssertionError(stale(read, cache, key, value, least));
        }
    }

    /** Asks again at once: if the entry is old, that is too; if what a load handed out was, it is not. */
    private String stale(String read, TiercelCache<Integer, String> cache, int key, String value, int least) {
        boolean isThere = cache.containsKey(key);
        int leastNow = invalidated.get(key);
        String again = cache.get(key);
        return read + " of row " + key + " returned " + value + ", but the change to " + least
                + " had returned before it began; asked again, when that to " + leastNow + " had returned, "
                + (isThere ? "there was an entry" : "there was no entry") + " and get returned " + again
                + ".\nThe last changes were\n" + lastChanges();
    }

    private String lastChanges() {
        StringBuilder told = new StringBuilder();
        for (int key = 0; key < ROWS; key++) {
            int latest = versions.get(key);
            told.append("of row ").append(key).append(':');
            for (int version = Math.max(1, latest - TOLD + 1); version <= latest; version++) {
                told.append(' ').append(version).append(" by ").append(KINDS.get(kinds.get(place(key, version))));
                told.append(version < latest ? "," : ", which may be under way\n");
            }
        }
        return told.toString();
    }

    private static int place(int key, int version) {
        return key * TOLD + version % TOLD;
    }

    /** Changes rows of its own only, so that the versions of its puts go up. */
    private int change(TiercelCache<Integer, String> cache, int from, int to) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        int count = 0;
        while (!done) {
            int key = random.nextInt(from, to);
            int kind = random.nextInt(KINDS.size());
            int version = versions.get(key) + 1;
            kinds.set(place(key, version), kind);
            versions.set(key, version);
            switch (kind) {
                case 8 -> cache.invalidate(key);
                case 9 -> cache.invalidateTag("row:" + key);
                case 10 -> cache.invalidateTags(Set.of("half:" + key % 2, "unknown"));
                case 11 -> cache.invalidateTag("rows");
                case 12 -> cache.invalidateMatching("?");
                case 13 -> cache.invalidateMatching(Integer.toString(key));
                case 14 -> cache.invalidateMatching((other, value) -> other == key);
                case 0 -> cache.put(key, Integer.toString(version));
                case 1 -> cache.invoke(key, Processors.set(Integer.toString(version)));
                case 2 -> cache.invoke(key, Processors.remove());
                case 3 -> cache.removeAll(Set.of(key));
                case 4 -> cache.removeAll();
                case 5 -> cache.clear();
                default -> cache.remove(key);
            }
            invalidated.set(key, version);
            count++;
        }
        return count;
    }
}
