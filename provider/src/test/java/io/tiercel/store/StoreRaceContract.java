package io.tiercel.store;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.concurrent.Effort;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

/** What {@link Store} promises to many threads, on top of {@link LifetimeContract}: the whole contract of a tier. */
public abstract class StoreRaceContract extends LifetimeContract {

    private static final int READERS = 2;

    /** Runs readers until the writers have ended. */
    private static void runBeside(Threads.Task reader, Threads.Task... writers) throws Exception {
        AtomicInteger writing = new AtomicInteger(writers.length);
        Threads.Task[] all = new Threads.Task[writers.length + READERS];
        for (int i = 0; i < writers.length; i++) {
            Threads.Task writer = writers[i];
            all[i] = () -> {
                try {
                    writer.run();
                } finally {
                    writing.decrementAndGet();
                }
            };
        }
        for (int i = writers.length; i < all.length; i++) {
            all[i] = () -> {
                while (writing.get() > 0) {
                    reader.run();
                }
            };
        }
        Threads.run(all);
    }

    @Test
    void get_whileTheStoreGrows_missesNoEntryThatIsThere() throws Exception {
        for (int round = 0; round < Effort.of(4); round++) {
            Store store = open(AMPLE);
            AtomicInteger latest = new AtomicInteger();
            put(store, 0, 0);
            SplittableRandom random = new SplittableRandom(round);
            runBeside(
                    () -> {
                        int from = latest.get();
                        for (int key = from; key >= 0 && key > from - 50; key--) {
                            Entry entry = store.get(key, hash(key));
                            assertThat(entry).as("key %s", key).isNotNull();
                            store.favour(requireNonNull(entry));
                        }
                    },
                    () -> {
                        for (int key = 1; key < 30_000; key++) {
                            put(store, key, key);
                            latest.set(key);
                            int again = random.nextInt(key);
                            put(store, again, again);
                        }
                    },
                    () -> {
                        for (int key = -1; key > -20_000; key--) { // neighbours that come and go
                            Entry entry = put(store, key, key);
                            if (key % 3 != 0) {
                                store.remove(entry);
                            }
                        }
                    });
        }
    }

    @Test
    void get_whileOthersOfItsHashAreFavoured_missesNone() throws Exception {
        Store store = open(AMPLE);
        int keys = 5;
        for (int id = 0; id < keys; id++) {
            put(store, new Colliding(1, id), id);
        }
        runBeside(
                () -> {
                    for (int id = 0; id < keys; id++) {
                        assertThat(valueOf(store, new Colliding(1, id))).isEqualTo(id);
                    }
                },
                () -> {
                    for (int turn = 0; turn < 50_000; turn++) {
                        Colliding key = new Colliding(1, turn % keys);
                        store.favour(requireNonNull(store.get(key, hash(key))));
                    }
                });
    }

    @Test
    void get_whileTheEntryIsReplaced_goesFromOldToNewOnly() throws Exception {
        Store store = open(AMPLE);
        Colliding key = new Colliding(1, 0);
        for (int id = 0; id < 5; id++) {
            put(store, new Colliding(1, id), 0);
        }
        ThreadLocal<Integer> seen = ThreadLocal.withInitial(() -> 0);
        runBeside(
                () -> {
                    Object value = valueOf(store, key);
                    assertThat(value).isNotNull();
                    assertThat((Integer) value).isGreaterThanOrEqualTo(seen.get());
                    seen.set((Integer) value);
                },
                () -> {
                    for (int value = 1; value < 200_000; value++) {
                        put(store, key, value);
                    }
                },
                () -> {
                    for (int turn = 0; turn < 100_000; turn++) { // the chain around it changes
                        Colliding neighbour = new Colliding(1, 1 + turn % 5);
                        Entry entry = store.peek(neighbour, hash(neighbour));
                        if (entry == null) {
                            put(store, neighbour, turn);
                        } else {
                            store.remove(entry);
                        }
                    }
                });
    }

    @Test
    void scan_whileOthersWrite_seesWhatIsThereOnce() throws Exception {
        Store store = open(AMPLE);
        Set<Object> stable = new HashSet<>();
        for (int key = 0; key < 500; key++) {
            put(store, key, key);
            stable.add(key);
        }
        runBeside(
                () -> {
                    List<Object> keys = new ArrayList<>();
                    for (Entry entry : StoreInvariants.scan(store)) {
                        if ((int) entry.key() < 500) {
                            keys.add(entry.key());
                        }
                    }
                    assertThat(keys).hasSize(500);
                    assertThat(new HashSet<>(keys)).isEqualTo(stable);
                },
                () -> {
                    for (int key = 1_000; key < 40_000; key++) {
                        Entry entry = put(store, key, key);
                        if (key % 4 == 0) {
                            store.remove(entry);
                        }
                    }
                });
    }

    @Test
    void dropOrphans_afterAScan_leavesNothingToReadThatItDidNotShow() throws Exception {
        Store store = open(AMPLE);
        List<Object> keys = List.of(0, 1, new Colliding(1, 0), new Colliding(1, 1));
        AtomicIntegerArray put = new AtomicIntegerArray(keys.size());
        runBeside(
                () -> {
                    int[] before = new int[keys.size()];
                    Arrays.setAll(before, put::get);
                    Set<Object> shown = new HashSet<>();
                    StoreInvariants.scan(store).forEach(entry -> shown.add(entry.key()));
                    store.dropOrphans();
                    for (int i = 0; i < before.length; i++) {
                        Object value = shown.contains(keys.get(i)) ? null : valueOf(store, keys.get(i));
                        if (value != null) { // it was put while the scan was under way
                            assertThat((Integer) value).isGreaterThan(before[i]);
                        }
                    }
                },
                () -> {
                    for (int value = 1; value < 10_000; value++) {
                        for (int i = 0; i < keys.size(); i++) {
                            Entry entry = put(store, keys.get(i), value);
                            put.set(i, value);
                            store.remove(entry);
                        }
                    }
                });
    }

    @Test
    void clear_whileOthersWrite_keepsTheFigures() throws Exception {
        Store store = open(1_000);
        AtomicBoolean done = new AtomicBoolean();
        Threads.run(
                () -> {
                    for (int turn = 0; turn < 60_000; turn++) {
                        Entry entry = put(store, turn % 3_000, turn);
                        if (turn % 5 == 0) {
                            store.remove(entry);
                        }
                    }
                    done.set(true);
                },
                () -> {
                    while (!done.get()) {
                        evictAll(store, EvictionGate.OPEN);
                    }
                },
                () -> {
                    while (!done.get()) {
                        store.clear();
                    }
                });
    }
}
