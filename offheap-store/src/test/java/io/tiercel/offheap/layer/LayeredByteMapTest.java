package io.tiercel.offheap.layer;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.offheap.map.ByteEntry;
import io.tiercel.offheap.map.ByteMap;
import io.tiercel.offheap.map.ByteMap.Use;
import io.tiercel.offheap.map.ByteVictim;
import io.tiercel.offheap.map.HeapByteMap;
import io.tiercel.offheap.map.VictimGate;
import io.tiercel.store.Copies;
import io.tiercel.store.EntryTooLargeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class LayeredByteMapTest {

    private static final int UPPER_ENTRIES = 1000;
    private static final int LOWER_ENTRIES = 100;

    private final List<Integer> toldAbove = new ArrayList<>();
    private final HeapByteMap upper = new HeapByteMap(UPPER_ENTRIES, Copies.NONE);
    private HeapByteMap lower = new HeapByteMap(0, Copies.NONE);
    private final LayeredByteMap map = LayeredByteMap.open(upper, new Recorder(), this::openLower);

    private HeapByteMap openLower(Copies copies) {
        lower = new HeapByteMap(LOWER_ENTRIES, copies);
        return lower;
    }

    private final class Recorder implements Copies {
        @Override
        public boolean holds(int hash) {
            return false;
        }

        @Override
        public void left(int hash) {
            toldAbove.add(hash);
        }
    }

    private static byte[] key(int number) {
        return new byte[] {(byte) (number >> 8), (byte) number};
    }

    private static int put(ByteMap into, int number, int value) {
        return into.put(key(number), number, (byte) 1, new byte[] {(byte) value}, ByteMap.NEVER, ByteMap.NEVER);
    }

    private static int get(ByteMap from, int number) {
        ByteEntry entry = from.get(key(number), number, Use.COUNTED);
        return entry == null ? -1 : entry.payload()[0];
    }

    @AfterEach
    void eachHookHasRun() {
        assertThat(lower.awaited() + upper.awaited()).isZero();
    }

    /** Puts an entry below that has no copy above, as after a restart. */
    private int putBelow(int number, int value) {
        int version = put(map, number, value);
        upper.remove(key(number), number, ByteMap.ANY_VERSION);
        return version;
    }

    private void evictAllBelow() {
        for (int i = 0; i < LOWER_ENTRIES; i++) {
            put(lower, 10_000 + i, 0);
        }
        ByteVictim victim = map.evict(VictimGate.OPEN);
        while (victim != null) {
            victim = map.evict(VictimGate.OPEN);
        }
    }

    @Test
    void get_ofAnEntryBelow_bringsACopyUpWithItsVersion() {
        int version = putBelow(1, 11);

        assertThat(get(map, 1)).isEqualTo(11);

        ByteEntry copy = upper.get(key(1), 1, Use.UNCOUNTED);
        assertThat(copy).isNotNull();
        assertThat(Objects.requireNonNull(copy).version()).isEqualTo(version);
    }

    @Test
    void put_evictedBeforeItsCopyIsThere_tellsAboveOnceTheCopyIsGone() {
        lower.afterNextPut(this::evictAllBelow);
        upper.afterNextCopy(() -> {
            assertThat(toldAbove).contains(1);
            toldAbove.clear(); // whoever reads the copy now, and makes another of it, is not told by that
        });

        put(map, 1, 11);

        assertThat(get(upper, 1)).isEqualTo(-1);
        assertThat(toldAbove).contains(1);
    }

    @Test
    void get_uncounted_bringsNoCopyUp() {
        putBelow(1, 11);

        map.get(key(1), 1, Use.UNCOUNTED);

        assertThat(get(upper, 1)).isEqualTo(-1);
    }

    @Test
    void get_onceWhenThereIsNoRoom_bringsNoCopyUp() {
        putBelow(1, 11);
        for (int i = 0; i < UPPER_ENTRIES; i++) {
            put(upper, 20_000 + i, 0);
        }

        assertThat(get(map, 1)).isEqualTo(11);
        assertThat(get(upper, 1)).isEqualTo(-1);
    }

    @Test
    void get_twiceWhenThereIsNoRoom_bringsACopyUp() {
        putBelow(1, 11);
        for (int i = 0; i < UPPER_ENTRIES; i++) {
            put(upper, 20_000 + i, 0);
        }

        get(map, 1);
        get(map, 1);

        assertThat(get(upper, 1)).isEqualTo(11);
        assertThat(upper.size()).isLessThanOrEqualTo(UPPER_ENTRIES);
    }

    @Test
    void put_ofAKeyWithACopy_replacesBoth() {
        put(map, 1, 11);

        put(map, 1, 12);

        assertThat(get(upper, 1)).isEqualTo(12);
        assertThat(get(lower, 1)).isEqualTo(12);
    }

    @Test
    void put_thatIsRefusedBelow_leavesNoCopy() {
        put(map, 1, 11);

        assertThat(catchPutTooLarge()).isTrue();

        assertThat(get(upper, 1)).isEqualTo(-1);
    }

    private boolean catchPutTooLarge() {
        try {
            map.put(key(1), 1, (byte) 1, new byte[5000], ByteMap.NEVER, ByteMap.NEVER);
            return false;
        } catch (EntryTooLargeException e) {
            return true;
        }
    }

    @Test
    void put_whileAReaderBringsTheOldValueUp_leavesTheNewOne() {
        putBelow(1, 11);
        lower.afterNextGet(() -> put(map, 1, 12));

        assertThat(get(map, 1)).isEqualTo(11);

        assertThat(get(map, 1)).isEqualTo(12);
    }

    @Test
    void remove_whileAReaderBringsTheValueUp_leavesNone() {
        int version = putBelow(1, 11);
        lower.afterNextGet(() -> map.remove(key(1), 1, version));

        assertThat(get(map, 1)).isEqualTo(11);

        assertThat(get(map, 1)).isEqualTo(-1);
    }

    @Test
    void clear_whileAReaderBringsAValueUp_leavesNone() {
        putBelow(1, 11);
        lower.afterNextGet(map::clear);

        get(map, 1);

        assertThat(get(map, 1)).isEqualTo(-1);
    }

    @Test
    void touch_whileAReaderBringsTheEntryUp_leavesTheNewDeadline() {
        int version = map.put(key(1), 1, (byte) 1, new byte[] {11}, 500, ByteMap.NEVER);
        upper.remove(key(1), 1, ByteMap.ANY_VERSION);
        lower.afterNextGet(() -> map.touch(key(1), 1, version, 500, 900));

        get(map, 1);

        ByteEntry entry = Objects.requireNonNull(map.get(key(1), 1, Use.COUNTED));
        assertThat(entry.expiresAtMillis()).isEqualTo(900);
    }

    /** That one may be about to say of an entry of this one's stripe that it has left. */
    @Test
    void touch_whileAnotherPutsAKeyOfTheStripe_doesNotWait() {
        int version = map.put(key(1), 1, (byte) 1, new byte[] {11}, 500, ByteMap.NEVER);
        List<Long> had = new ArrayList<>();
        lower.afterNextPut(() -> had.add(elsewhere(() -> map.touch(key(1), 1, version, 500, 900))));

        map.put(key(2), 1, (byte) 1, new byte[] {12}, ByteMap.NEVER, ByteMap.NEVER);

        assertThat(had).containsExactly(500L);
        assertThat(deadlineOf(map, 1)).isEqualTo(900);
        assertThat(deadlineOf(lower, 1)).isEqualTo(900);
    }

    @Test
    void touch_betweenAPutAndItsCopy_leavesNoOtherDeadline() {
        lower.afterNextPut(() -> elsewhere(() -> {
            int version =
                    Objects.requireNonNull(lower.get(key(1), 1, Use.UNCOUNTED)).version();
            return map.touch(key(1), 1, version, 500, 900);
        }));

        map.put(key(1), 1, (byte) 1, new byte[] {11}, 500, ByteMap.NEVER);

        assertThat(deadlineOf(map, 1)).isEqualTo(900);
    }

    private static long deadlineOf(ByteMap in, int number) {
        return Objects.requireNonNull(in.get(key(number), number, Use.COUNTED)).expiresAtMillis();
    }

    /** Does something in another thread, and fails if that waits for this one. */
    private static <T> T elsewhere(Supplier<T> action) {
        return CompletableFuture.supplyAsync(action)
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }

    @Test
    void evict_whileAReaderBringsTheEntryUp_leavesNoCopy() {
        putBelow(1, 11);
        lower.afterNextGet(this::evictAllBelow);

        get(map, 1);

        assertThat(get(upper, 1)).isEqualTo(-1);
    }

    @Test
    void evict_justAfterAReaderHasBroughtTheEntryUp_leavesNoCopy() {
        putBelow(1, 11);
        upper.afterNextCopy(this::evictAllBelow);

        get(map, 1);

        assertThat(get(upper, 1)).isEqualTo(-1);
    }

    @Test
    void evict_betweenAPutAndItsCopy_leavesNoCopy() {
        putBelow(1, 11);
        lower.afterNextPut(this::evictAllBelow);

        put(map, 1, 12);

        assertThat(get(lower, 1)).isEqualTo(-1);
        assertThat(get(upper, 1)).isEqualTo(-1);
    }

    @Test
    void evict_dropsTheCopyAndTellsAbove() {
        put(map, 1, 11);

        evictAllBelow();

        assertThat(get(upper, 1)).isEqualTo(-1);
        assertThat(toldAbove).contains(1);
    }

    @Test
    void dropOrphans_entryHasLeftBelowOnly_dropsItsCopyAndTellsAbove() {
        put(map, 1, 11);
        put(map, 2, 22);
        lower.remove(key(1), 1, ByteMap.ANY_VERSION); // as an eviction does before it tells of it
        assertThat(get(map, 1)).isEqualTo(11);

        map.dropOrphans();

        assertThat(get(map, 1)).isEqualTo(-1);
        assertThat(get(upper, 2)).isEqualTo(22);
        assertThat(toldAbove).containsExactly(1);
    }

    @Test
    void dropOrphans_whileAReaderBringsTheEntryUp_leavesNoCopy() {
        putBelow(1, 11);
        lower.afterNextGet(() -> {
            lower.remove(key(1), 1, ByteMap.ANY_VERSION);
            map.dropOrphans();
        });

        assertThat(get(map, 1)).as("a read that began before").isEqualTo(11);

        assertThat(get(map, 1)).as("one that began after").isEqualTo(-1);
    }

    @Test
    void has_aCopyOfWhatHasLeftBelow_isNone() {
        put(map, 1, 11);
        assertThat(map.has(key(1))).isTrue();

        lower.remove(key(1), 1, ByteMap.ANY_VERSION);

        assertThat(map.has(key(1))).isFalse();
    }

    @Test
    void evict_takesThoseWithUsedCopiesLast() {
        put(map, 1, 11);
        get(map, 1); // a use that the map below does not see
        for (int i = 2; i <= LOWER_ENTRIES + 1; i++) {
            put(map, i, 0);
        }

        map.evict(VictimGate.OPEN);

        assertThat(get(map, 1)).isEqualTo(11);
    }

    @Test
    void remove_ofTheVersion_removesBoth() {
        int version = put(map, 1, 11);

        assertThat(map.remove(key(1), 1, version)).isTrue();
        assertThat(get(map, 1)).isEqualTo(-1);
    }

    @Test
    void remove_ofAnEarlierVersion_removesNothing() {
        int version = put(map, 1, 11);
        put(map, 1, 12);

        assertThat(map.remove(key(1), 1, version)).isFalse();
        assertThat(get(map, 1)).isEqualTo(12);
    }

    @Test
    void get_twiceDuringARemoval_findsNothingAgainIfItFoundNothing() {
        int version = putBelow(1, 11);

        assertThat(readTwiceDuring(() -> map.remove(key(1), 1, version))).containsExactly(-1, -1);
    }

    @Test
    void get_twiceDuringAClear_findsNothingAgainIfItFoundNothing() {
        putBelow(1, 11);

        assertThat(readTwiceDuring(map::clear)).containsExactly(-1, -1);
    }

    /**
     * Reads a key twice, the first time between a look above that finds no copy and one below that comes when the original has
     * gone, while whoever takes that out has not ended.
     */
    private List<Integer> readTwiceDuring(Runnable loss) {
        CountDownLatch lost = new CountDownLatch(1);
        CountDownLatch read = new CountDownLatch(1);
        List<CompletableFuture<Void>> losses = new ArrayList<>();
        lower.afterNextLoss(() -> {
            lost.countDown();
            await(read);
        });
        upper.afterNextGet(() -> {
            assertThat(get(map, 1)).as("another read, which brings it up").isEqualTo(11);
            losses.add(CompletableFuture.runAsync(loss));
            await(lost);
        });

        List<Integer> values = List.of(get(map, 1), get(map, 1));
        read.countDown();
        losses.forEach(CompletableFuture::join);
        return values;
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void touch_movesBoth() {
        int version = map.put(key(1), 1, (byte) 1, new byte[] {11}, 500, ByteMap.NEVER);

        assertThat(map.touch(key(1), 1, version, 500, 900)).isEqualTo(500);
        assertThat(Objects.requireNonNull(upper.get(key(1), 1, Use.UNCOUNTED)).expiresAtMillis())
                .isEqualTo(900);
        assertThat(Objects.requireNonNull(lower.get(key(1), 1, Use.UNCOUNTED)).expiresAtMillis())
                .isEqualTo(900);
    }

    @Test
    void anything_byManyThreads_leavesOnlyCopiesOfWhatIsBelow() throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        ReentrantLock[] sections = new ReentrantLock[16];
        for (int i = 0; i < sections.length; i++) {
            sections[i] = new ReentrantLock();
        }
        for (int i = 0; i < 4; i++) {
            Thread thread = new Thread(() -> runAtRandom(sections));
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }

        int copies = 0;
        for (int number = 0; number < 300; number++) {
            ByteEntry copy = upper.get(key(number), number, Use.UNCOUNTED);
            if (copy != null) {
                copies++;
                ByteEntry below = lower.get(key(number), number, Use.UNCOUNTED);
                assertThat(copy).as("key %d", number).usingRecursiveComparison().isEqualTo(below);
            }
        }
        assertThat(copies).isPositive();
    }

    private void runAtRandom(ReentrantLock[] sections) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        for (int i = 0; i < 20_000; i++) {
            int number = random.nextInt(300);
            ReentrantLock section = sections[number % sections.length];
            switch (random.nextInt(16)) {
                case 0, 1, 2 -> {
                    int value = i;
                    locked(section, () -> put(map, number, value));
                    map.evict(VictimGate.OPEN);
                }
                case 3 -> locked(section, () -> map.remove(key(number), number, ByteMap.ANY_VERSION));
                case 4 -> upper.remove(key(number), number, ByteMap.ANY_VERSION);
                case 5 -> {
                    ByteEntry entry = map.get(key(number), number, Use.COUNTED);
                    if (entry != null) {
                        map.touch(key(number), number, entry.version(), entry.expiresAtMillis(), i);
                    }
                }
                default -> get(map, number);
            }
        }
    }

    private static void locked(ReentrantLock section, Runnable action) {
        section.lock();
        try {
            action.run();
        } finally {
            section.unlock();
        }
    }
}
