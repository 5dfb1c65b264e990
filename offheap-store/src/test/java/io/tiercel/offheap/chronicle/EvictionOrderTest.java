package io.tiercel.offheap.chronicle;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.offheap.map.ByteEntry;
import io.tiercel.offheap.map.ByteMap;
import io.tiercel.offheap.map.ByteMap.Use;
import io.tiercel.offheap.map.ByteMaps.SharedMap;
import io.tiercel.offheap.map.ByteVictim;
import io.tiercel.offheap.map.VictimGate;
import io.tiercel.store.Copies;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which entries of a shared map leave first, and what their caches are told. */
final class EvictionOrderTest {

    private static final long CAPACITY_BYTES = 4 << 20;
    private static final long NEVER = ByteMap.NEVER;

    /** More than a map takes at 200 bytes each. */
    private static final int MANY = 25_000;

    private final AtomicLong nowMillis = new AtomicLong(1_000);
    private final SharedMap shared = new ChronicleMaps().openShared("shared", CAPACITY_BYTES, nowMillis::get);
    private final RecordingCopies copies = new RecordingCopies();
    private final ByteMap cache = shared.part("cache", copies);
    private final ByteMap other = shared.part("other", Copies.NONE);

    @AfterEach
    void close() {
        shared.close();
    }

    @Test
    void put_byACacheBeyondItsShare_leavesTheOthersTheirs() {
        fill(cache, 0, 3_000, NEVER);
        for (int i = 0; i < 3 * MANY; i++) {
            put(other, i, 200, NEVER);
            evict(other, VictimGateOf.ALL);
            get(other, i - i % 3);
        }

        assertThat(cache.size()).isGreaterThan(2_900);
    }

    @Test
    void put_byACacheWithinItsShare_takesFromTheOneBeyond() {
        for (int i = 0; i < MANY; i++) {
            put(other, i, 200, NEVER);
            evict(other, VictimGateOf.ALL);
            get(other, i);
            get(other, i);
        }
        fill(cache, 0, 5_000, NEVER);

        assertThat(cache.size()).isGreaterThan(4_800);
    }

    @Test
    void entriesThatAreRead_outliveOthers() {
        // What comes once has no more claim to stay than what is there: that has to fade first.
        readHalfWhileOthersCome(8 * MANY);

        assertThat(there(cache, 0, 1_000)).isGreaterThan(950);
        assertThat(there(cache, 1_000, 2_000)).isLessThan(500);
    }

    @Test
    void entriesThatAreReadNoMore_doNotMakeWayForWhatCameOnce() {
        readHalfWhileOthersCome(2 * MANY);

        assertThat(there(cache, 1_000, 2_000)).isGreaterThan(500);
    }

    /** Of the entries 0 to 1,999 the first half is read, while others come once. */
    private void readHalfWhileOthersCome(int others) {
        fill(cache, 0, 2_000, NEVER);
        for (int i = 2_000; i < 2_000 + others; i++) {
            put(cache, i, 200, NEVER);
            evict(cache, VictimGateOf.ALL);
            get(cache, i % 1_000);
        }
    }

    private static long there(ByteMap map, int from, int to) {
        return IntStream.range(from, to)
                .filter(i -> map.get(key(i), i, Use.UNCOUNTED) != null)
                .count();
    }

    @Test
    void entriesOfACacheThatWasCleared_leaveFirst() {
        fill(cache, 0, 8_000, NEVER);
        for (int i = 0; i < 8_000; i++) {
            get(cache, i);
        }
        cache.clear();
        fill(other, 0, 12_000, NEVER);

        assertThat(other.size()).isGreaterThan(11_700);
    }

    @Test
    void expiredEntriesThatWereUsedALot_leaveFirst() {
        fill(other, 0, 4_000, nowMillis.get() + 10);
        fill(other, 4_000, 12_000, NEVER);
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 4_000; i++) {
                get(other, i);
            }
        }
        nowMillis.addAndGet(20);
        fill(other, 12_000, 16_000, NEVER);

        assertThat(livingOf(other)).isGreaterThan(11_600);
    }

    @Test
    void expiredEntries_touchedBefore_leaveFirst() {
        for (int i = 0; i < 8_000; i++) {
            int version = put(other, i, 200, NEVER - 1);
            other.touch(key(i), i, version, NEVER - 1, nowMillis.get() + 10);
        }
        nowMillis.addAndGet(20);
        fill(other, 8_000, 20_000, NEVER);

        assertThat(livingOf(other)).isGreaterThan(11_600);
    }

    @Test
    void evict_largeValues_asksTheGate() {
        Listening gate = new Listening();
        for (int i = 1; i <= 100; i++) {
            put(cache, i, 100_000, nowMillis.get() + (i % 2 == 0 ? 10 : 1_000));
            evict(cache, gate);
            nowMillis.addAndGet(1);
        }

        assertThat(gate.admitted).isNotEmpty();
        assertThat(cache.size()).isEqualTo(100 - gate.told.size());
        gate.assertThatExpiredHaveContent(100_000);
    }

    @Test
    void evict_largeValuesRefusedByTheGate_leavesThem() {
        put(cache, 0, 200_000, NEVER);
        for (int i = 1; i < MANY; i++) {
            put(cache, i, 200, NEVER);
            evict(cache, new VictimGate() {
                @Override
                public boolean admits(int hash, long expiresAtMillis) {
                    return hash != 0;
                }

                @Override
                public boolean wantsContent(int hash, long expiresAtMillis) {
                    return false;
                }
            });
        }

        assertThat(get(cache, 0)).isNotNull();
    }

    @Test
    void expiredEntriesOfAnotherCache_areToldWithTheirContent() {
        Listening gate = new Listening();
        fill(cache, 0, 300, nowMillis.get() + 10);
        for (int i = 300; i < 303; i++) {
            put(cache, i, 20_000, nowMillis.get() + 10);
        }
        evict(cache, gate);
        nowMillis.addAndGet(20);
        fill(other, 0, MANY, NEVER);

        evict(cache, gate);

        assertThat(cache.size()).isEqualTo(303 - gate.told.size());
        assertThat(gate.told).hasSizeGreaterThan(100);
        assertThat(gate.expired).hasSameSizeAs(gate.told);
        gate.assertThatExpiredHaveContent(200, 20_000);
    }

    @Test
    void takeExpired_ofEntriesThatHadToLeave_isTheOnlyOneToTell() {
        Listening gate = new Listening();
        fill(cache, 0, 300, nowMillis.get() + 10);
        for (int i = 300; i < 303; i++) {
            put(cache, i, 20_000, nowMillis.get() + 10);
        }
        evict(cache, gate);
        nowMillis.addAndGet(20);
        fill(other, 0, MANY, NEVER);

        Set<Integer> taken = new HashSet<>();
        for (int i = 0; i < 303; i += 2) { // the others are told by the eviction
            byte[] key = key(i);
            ByteVictim left = cache.takeExpired(i, victim -> Arrays.equals(victim.key(), key));
            assertThat(left == null).as("key %s", i).isEqualTo(get(cache, i) != null);
            if (left != null) {
                taken.add(i);
                assertThat(Objects.requireNonNull(left.content()).payload()).hasSize(i < 300 ? 200 : 20_000);
                assertThat(cache.takeExpired(i, victim -> true)).isNull();
            }
        }
        evict(cache, gate);
        assertThat(taken).hasSizeGreaterThan(50);
        assertThat(gate.told).hasSizeGreaterThan(50).noneMatch(victim -> taken.contains(victim.hash()));
        assertThat(cache.size()).isEqualTo(303 - taken.size() - gate.told.size());
    }

    @Test
    void evict_whatWasTakenWhileTheGateWasAsked_isNotToldAgain() {
        fill(cache, 0, 300, nowMillis.get() + 10);
        evict(cache, new Listening());
        nowMillis.addAndGet(20);
        fill(other, 0, MANY, NEVER);

        AtomicInteger withdrawn = new AtomicInteger();
        Set<Integer> taken = new HashSet<>();
        Listening gate = new Listening() {
            @Override
            public boolean admits(int hash, long expiresAtMillis) {
                if (taken.isEmpty() && cache.takeExpired(hash, victim -> true) != null) {
                    taken.add(hash);
                }
                return true;
            }

            @Override
            public void withdraw() {
                withdrawn.incrementAndGet();
            }
        };
        evict(cache, gate);

        assertThat(taken).hasSize(1);
        assertThat(withdrawn).hasValue(1);
        assertThat(gate.told).isNotEmpty().noneMatch(victim -> taken.contains(victim.hash()));
    }

    @Test
    void entriesOfAnotherCache_areAllCounted() {
        fill(cache, 0, 12_000, NEVER);
        fill(other, 0, 12_000, NEVER);

        int told = 0;
        for (int round = 0; round < 20; round++) {
            told += evict(cache, VictimGateOf.ALL);
        }

        assertThat(told).isGreaterThan(1_100);
        assertThat(cache.size()).isEqualTo(12_000 - told);
    }

    @Test
    void expiredEntriesOfAnotherCache_areCountedAsSuch() {
        fill(cache, 0, 4_000, nowMillis.get() + 10);
        nowMillis.addAndGet(20);
        fill(other, 0, MANY, NEVER);

        List<ByteVictim> told = new ArrayList<>();
        for (int round = 0; round < 20; round++) {
            for (ByteVictim victim = cache.evict(VictimGateOf.ALL);
                    victim != null;
                    victim = cache.evict(VictimGateOf.ALL)) {
                told.add(victim);
            }
        }

        assertThat(told).hasSizeGreaterThan(3_000).allMatch(victim -> victim.expiresAtMillis() <= nowMillis.get());
        assertThat(cache.size()).isEqualTo(4_000 - told.size());
    }

    @Test
    void entriesOfAnotherCache_areToldToWhatIsAboveThatOne() {
        fill(cache, 0, 3_000, nowMillis.get() + 10);
        put(cache, 3_000, 100_000, nowMillis.get() + 10);
        nowMillis.addAndGet(20);
        fill(other, 0, MANY, NEVER);

        Set<Integer> gone = new HashSet<>();
        for (int i = 0; i <= 3_000; i++) {
            if (get(cache, i) == null) {
                gone.add(i);
            }
        }
        assertThat(gone).isNotEmpty();
        assertThat(copies.left).containsAll(gone);
    }

    /** The thread that moves the clock on wakes a thousand times a second while somebody reads it. */
    @Test
    void evict_whereNothingEverExpires_asksForNoTime() {
        AtomicInteger asked = new AtomicInteger();
        SharedMap timeless = new ChronicleMaps().openShared("timeless", CAPACITY_BYTES, () -> {
            asked.incrementAndGet();
            return nowMillis.get();
        });
        try {
            ByteMap eternal = timeless.part("eternal", Copies.NONE);
            fill(eternal, 0, 2 * MANY, NEVER);
            assertThat(eternal.size()).isLessThan(MANY);
            assertThat(asked).hasValue(0);
            fill(eternal, 0, MANY, nowMillis.get() + 10);
            assertThat(asked).hasPositiveValue();
        } finally {
            timeless.close();
        }
    }

    /** Wants the content of what has expired. */
    private class Listening implements VictimGate {
        private final Set<Integer> admitted = new HashSet<>();
        private final Set<Integer> expired = new HashSet<>();
        private final List<ByteVictim> told = new ArrayList<>();

        @Override
        public boolean admits(int hash, long expiresAtMillis) {
            admitted.add(hash);
            return true;
        }

        @Override
        public boolean wantsContent(int hash, long expiresAtMillis) {
            return expiresAtMillis <= nowMillis.get() && expired.add(hash);
        }

        @Override
        public boolean wantsExpired() {
            return true;
        }

        void assertThatExpiredHaveContent(int... lengths) {
            assertThat(told.stream().filter(victim -> expired.contains(victim.hash())))
                    .hasSameSizeAs(expired)
                    .allSatisfy(victim -> assertThat(
                                    Objects.requireNonNull(victim.content()).payload().length)
                            .isIn(Arrays.stream(lengths).boxed().toList()));
        }
    }

    private int evict(ByteMap map, VictimGate gate) {
        int count = 0;
        for (ByteVictim victim = map.evict(gate); victim != null; victim = map.evict(gate)) {
            count++;
            assertThat(gate.wantsExpired() && victim.expiresAtMillis() <= nowMillis.get() && victim.content() == null)
                    .isFalse();
            if (gate instanceof Listening listening) {
                listening.told.add(victim);
            }
        }
        return count;
    }

    private void fill(ByteMap map, int from, int to, long expiresAtMillis) {
        for (int i = from; i < to; i++) {
            put(map, i, 200, expiresAtMillis);
            evict(map, VictimGateOf.ALL);
        }
    }

    private long livingOf(ByteMap map) {
        List<ByteVictim> seen = new ArrayList<>();
        long cursor = 0;
        do {
            cursor = map.scan(cursor, seen);
        } while (cursor != 0);
        return seen.stream()
                .filter(victim -> victim.expiresAtMillis() > nowMillis.get())
                .count();
    }

    private static int put(ByteMap map, int i, int length, long expiresAtMillis) {
        return map.put(key(i), i, (byte) 0, ByteMapContract.bytes(length, i), expiresAtMillis, NEVER);
    }

    private static @Nullable ByteEntry get(ByteMap map, int i) {
        return map.get(key(i), i, Use.COUNTED);
    }

    private static byte[] key(int i) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(i).array();
    }
}
