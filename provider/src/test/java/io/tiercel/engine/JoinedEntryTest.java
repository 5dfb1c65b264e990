package io.tiercel.engine;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.expiry.FixedExpiry;
import io.tiercel.load.LoadRunner;
import io.tiercel.load.Source;
import io.tiercel.store.Entry;
import io.tiercel.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A thread that is about to load finds that an entry has come meanwhile. Before it says so, the entry is evicted, and an
 * invalidation goes by that ended all leases before that thread took its own: so nothing is left that it could find.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class JoinedEntryTest {

    private final AtomicReference<@Nullable HookedStore> hooked = new AtomicReference<>();
    private final TestEngine test = new TestEngine(FixedExpiry.ETERNAL, Long.MAX_VALUE, this::hook, null);
    private final ReadThrough<Object, Object> readThrough = test.readThrough(LoadRunner.direct(test.loads));
    private final CountDownLatch hasLooked = new CountDownLatch(1);
    private final CountDownLatch goesOn = new CountDownLatch(1);

    private Store hook(Store store) {
        HookedStore made = new HookedStore(store);
        hooked.set(made);
        return made;
    }

    private HookedStore store() {
        return requireNonNull(hooked.get());
    }

    @Test
    void get_joinsAThreadThatFoundAnEntryBefore_loadsAnew() throws Exception {
        assertThat(readAfterInvalidation(key -> readThrough.get(key, Source.of(any -> "new"))))
                .isEqualTo("new");
    }

    @Test
    void processor_joinsAThreadThatFoundAnEntryBefore_keepsNothingOld() throws Exception {
        assertThat(readAfterInvalidation(
                        key -> test.processing(any -> "new").invoke(key, (entry, arguments) -> entry.getValue())))
                .isEqualTo("new");
        assertThat(test.reads.find(scanned().get(0).key())).isEqualTo("new");
    }

    private interface Reading {
        @Nullable
        Object of(Object key);
    }

    /** Reads the key after the invalidation of its value has returned, while the thread that has found it has not ended. */
    private Object readAfterInvalidation(Reading reading) throws Exception {
        test.writes.put("a", "old");
        test.writes.put("b", "old");
        Entry first = scanned().get(0);
        Entry last = scanned().get(1);
        CompletableFuture<@Nullable Object> finder = new CompletableFuture<>();

        test.invalidations.matching((key, value) -> {
            if (key.equals(first.key())) { // all leases have ended, the last entry has not been looked at
                Background.run(finder, () -> findsAndPauses(last));
                evict(last);
            }
            return true;
        });
        CompletableFuture<@Nullable Object> reader = new CompletableFuture<>();
        Thread reads = Background.run(reader, () -> reading.of(last.key()));
        while (reads.isAlive() && reads.getState() != Thread.State.WAITING) {
            LockSupport.parkNanos(100_000);
        }
        goesOn.countDown();

        assertThat(finder.get(20, TimeUnit.SECONDS)).isEqualTo("old"); // it asked before the invalidation returned
        return requireNonNull(reader.get(20, TimeUnit.SECONDS));
    }

    private @Nullable Object findsAndPauses(Entry entry) {
        store().afterPeek(() -> {
            hasLooked.countDown();
            Background.await(goesOn);
        });
        return readThrough.get(entry.key(), Source.of(any -> "loaded though it was there"));
    }

    private void evict(Entry entry) {
        Background.await(hasLooked);
        assertThat(store().remove(entry)).isTrue();
    }

    private List<Entry> scanned() {
        List<Entry> entries = new ArrayList<>();
        long cursor = 0;
        do {
            cursor = store().scan(cursor, entries);
        } while (cursor != 0);
        return entries;
    }
}
