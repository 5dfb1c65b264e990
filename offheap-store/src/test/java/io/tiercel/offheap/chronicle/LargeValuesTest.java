package io.tiercel.offheap.chronicle;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.offheap.chronicle.MapCore.Content;
import io.tiercel.offheap.chronicle.PieceLayout.Head;
import io.tiercel.offheap.map.ByteEntry;
import io.tiercel.offheap.map.ByteMap;
import io.tiercel.offheap.map.ByteMap.Use;
import io.tiercel.offheap.map.ByteVictim;
import io.tiercel.store.Copies;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of values of a 32nd of a map that is full of others. */
final class LargeValuesTest {

    private static final int CAPACITY = 16 << 20;
    private static final int LARGE = CAPACITY / 32;
    private static final int VALUES = 200;

    private final ByteMap map = new ChronicleMaps().openMemory("test", CAPACITY, Copies.NONE, () -> 0);

    private final LongAdder putBytes = new LongAdder();

    @AfterEach
    void close() {
        map.close();
    }

    @Test
    void put_amongSmallValuesThatAreUsed_staysForAWhile() {
        Traffic traffic = new Traffic(1, 200, 200);
        traffic.run(150_000);

        assertThat(goneOf(traffic, 500)).isZero();
    }

    @Test
    void put_amongValuesOfAnySize_staysForAWhile() {
        Traffic traffic = new Traffic(2, 10, 30_000);
        traffic.run(5_000);

        assertThat(goneOf(traffic, 20)).isZero();
    }

    @Test
    void put_amongOthersOfItsKind_staysForAWhile() {
        assertThat(goneOf(new Traffic(3, LARGE, LARGE), 4)).isZero();
    }

    /** Those that are gone after others of as many bytes came have had their time. */
    @Test
    void put_whileOtherThreadsPut_staysForAWhile() throws InterruptedException {
        AtomicBoolean done = new AtomicBoolean();
        List<Thread> others = new ArrayList<>();
        new Traffic(4, 10, 30_000).run(5_000);
        for (int i = 0; i < 2; i++) {
            Traffic traffic = new Traffic(5 + i, 10, 30_000);
            others.add(new Thread(() -> {
                while (!done.get()) {
                    traffic.run(1);
                }
            }));
        }
        others.forEach(Thread::start);

        int gone = 0;
        for (int i = 0; i < VALUES; i++) {
            long before = putBytes.sum();
            put(-1 - i, LARGE);
            if (!isThere(-1 - i) && putBytes.sum() - before < 2L * LARGE) { // itself, and as much of others
                gone++;
            }
        }
        done.set(true);
        for (Thread other : others) {
            other.join();
        }
        assertThat(gone).isZero();
    }

    @Test
    void evict_valuesThatHaveLostAPiece_tellsThatTheyWereEvicted() {
        Geometry geometry = Geometry.of(CAPACITY);
        MapCore core = new MapCore(geometry, SegmentMemory.allocate("losing", geometry), () -> 0, Content.NONE);
        List<Long> toldMillis = new ArrayList<>();
        try (CacheMap losing = new CacheMap(
                "losing", core, new Part(Copies.NONE), closed -> core.segments().close())) {
            for (int i = 0; i < VALUES; i++) {
                losing.put(key(i), i, (byte) 0, new byte[LARGE], ByteMap.NEVER, ByteMap.NEVER);
                losePiece(core, losing.region(), i);
                for (ByteVictim victim = losing.evict(VictimGateOf.CONTENT);
                        victim != null;
                        victim = losing.evict(VictimGateOf.CONTENT)) {
                    toldMillis.add(victim.expiresAtMillis());
                }
            }
        }
        assertThat(toldMillis).isNotEmpty().containsOnly(ByteMap.NEVER);
    }

    private static void losePiece(MapCore core, Region region, int i) {
        ByteEntry head = Objects.requireNonNull(core.finder().get(region, key(i), i, Use.UNCOUNTED));
        long stamp = Head.of(head.payload()).stamp();
        assertThat(core.remover().removePiece(region, PieceLayout.key(stamp, 0))
                        || core.remover().removePiece(region, PieceLayout.key(stamp, PieceLayout.SECOND_PLACE)))
                .isTrue();
    }

    /** Returns how many of some values are gone after some others came. */
    private int goneOf(Traffic traffic, int others) {
        int gone = 0;
        for (int i = 0; i < VALUES; i++) {
            put(-1 - i, LARGE);
            traffic.run(others);
            gone += isThere(-1 - i) ? 0 : 1;
        }
        return gone;
    }

    private boolean isThere(int i) {
        return map.get(key(i), i, Use.UNCOUNTED) != null;
    }

    private void put(int i, int length) {
        putBytes.add(length);
        map.put(key(i), i, (byte) 0, new byte[length], ByteMap.NEVER, ByteMap.NEVER);
        while (map.evict(VictimGateOf.ALL) != null) {
            // one at a time
        }
    }

    private static byte[] key(int i) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(i).array();
    }

    /** Puts what is not there, and more often what is little used, as a cache is used. */
    private final class Traffic {

        private static final int KEYS = 250_000;

        private final SplittableRandom random;
        private final int least;
        private final int most;

        Traffic(int seed, int least, int most) {
            this.random = new SplittableRandom(seed);
            this.least = least;
            this.most = most;
        }

        void run(int operations) {
            for (int i = 0; i < operations; i++) {
                int key = (int) (KEYS * Math.pow(random.nextDouble(), 3));
                if (map.get(key(key), key, Use.COUNTED) == null) {
                    put(key, (int) (least * Math.pow((double) most / least, random.nextDouble())));
                }
            }
        }
    }
}
