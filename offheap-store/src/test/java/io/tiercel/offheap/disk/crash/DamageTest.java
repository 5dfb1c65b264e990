package io.tiercel.offheap.disk.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.offheap.disk.DiskTier;
import io.tiercel.offheap.disk.Opening;
import io.tiercel.offheap.map.ByteEntry;
import io.tiercel.offheap.map.ByteMap;
import io.tiercel.offheap.map.VictimGate;
import io.tiercel.offheap.runtime.ChronicleRuntime;
import io.tiercel.store.Copies;
import io.tiercel.time.ManualClock;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Damages the files of a disk tier that was closed, and checks that no wrong answer comes of it. */
final class DamageTest {

    private static final long CAPACITY_BYTES = 1 << 20;
    private static final int KEYS = 1000;
    private static final long SEED = Long.getLong("tiercel.crash.seed", System.nanoTime());

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final ManualClock clock = new ManualClock();

    @TempDir
    private Path path;

    @BeforeEach
    void fill() {
        try (DiskTier tier = open()) {
            for (int key = 0; key < KEYS; key++) {
                put(tier, key, key);
            }
        }
    }

    private DiskTier open() {
        return CrashChild.open(path, CAPACITY_BYTES, ChronicleRuntime.maps(), Copies.NONE, clock);
    }

    private static void put(ByteMap map, int key, long sequence) {
        map.put(
                Payload.keyBytes(key),
                Payload.hash(key),
                (byte) 0,
                Payload.of(key, sequence),
                Payload.expiresAtMillis(sequence),
                ByteMap.NEVER);
    }

    private Path data() {
        return path.resolve("entries.data");
    }

    /** Flips bits, each somewhere in a part of the data file. */
    private void flip(int bits, double from, double to) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(data().toFile(), "rw")) {
            for (int i = 0; i < bits; i++) {
                long at = (long) (file.length() * (from + random.nextDouble() * (to - from)));
                file.seek(at);
                int old = file.read();
                file.seek(at);
                file.write(old ^ (1 << random.nextInt(Byte.SIZE)));
            }
        }
    }

    /** Reads all keys, checks what is found, and returns how many are. */
    private int check(ByteMap map) {
        int found = 0;
        for (int key = 0; key < KEYS; key++) {
            ByteEntry entry = map.get(Payload.keyBytes(key), Payload.hash(key), ByteMap.Use.COUNTED);
            if (entry != null) {
                found++;
                long sequence = Payload.sequenceOf(key, entry.payload());
                assertThat(sequence).as("value of key %d, seed %d", key, SEED).isNotNegative();
                assertThat(entry.expiresAtMillis())
                        .as("deadline of key %d, seed %d", key, SEED)
                        .isEqualTo(Payload.expiresAtMillis(sequence));
            }
        }
        return found;
    }

    /** Writes over everything some times, so that whatever is wrong inside is made use of. */
    private static void churn(ByteMap map) {
        for (int i = 1; i <= 3 * KEYS; i++) {
            put(map, i % KEYS, i + KEYS);
            while (map.evict(VictimGate.OPEN) != null) {
                // until there is room
            }
        }
    }

    @Test
    void open_ofUndamagedFiles_hasEverything() {
        try (DiskTier tier = open()) {
            assertThat(check(tier)).isEqualTo(KEYS);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 30, 1000, 20_000})
    void get_afterBitsFlipped_isNeverWrong(int bits) throws IOException {
        for (int round = 0; round < 10; round++) {
            flip(bits, 0.02, 1);
            try (DiskTier tier = open()) {
                assertThat(tier.opening()).as("seed %d", SEED).isInstanceOf(Opening.Warm.class);
                check(tier);
                churn(tier);
                assertThat(check(tier)).as("seed %d", SEED).isPositive();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 30, 1000, 20_000})
    void put_afterBitsFlipped_isKept(int bits) throws IOException {
        for (int round = 0; round < 10; round++) {
            flip(bits, 0.02, 1);
            try (DiskTier tier = open()) {
                churn(tier);
                assertThat(check(tier)).as("seed %d", SEED).isPositive();
            }
        }
    }

    @Test
    void open_afterABitOfTheStartFlipped_setsAside() throws IOException {
        flip(1, 0, 4096.0 / Files.size(data()));

        try (DiskTier tier = open()) {
            assertThat(tier.opening()).as("seed %d", SEED).isInstanceOf(Opening.SetAside.class);
            assertThat(check(tier)).isZero();
            assertThat(data().resolveSibling("entries.data.aside")).exists();
        }
    }

    @Test
    void open_ofATruncatedFile_setsAside() throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(data().toFile(), "rw")) {
            file.setLength(file.length() / 2);
        }

        try (DiskTier tier = open()) {
            assertThat(tier.opening()).isInstanceOf(Opening.SetAside.class);
            assertThat(check(tier)).isZero();
        }
    }

    @Test
    void open_ofAnotherSize_setsAside() {
        try (DiskTier tier = CrashChild.open(path, 2 * CAPACITY_BYTES, ChronicleRuntime.maps(), Copies.NONE, clock)) {
            assertThat(tier.opening()).isInstanceOf(Opening.SetAside.class);
            assertThat(check(tier)).isZero();
        }
    }

    @Test
    void clear_holdsAfterARestart() {
        try (DiskTier tier = open()) {
            tier.clear();
        }

        try (DiskTier tier = open()) {
            assertThat(check(tier)).isZero();
            assertThat(tier.size()).isZero();
        }
    }

    @Test
    void touch_holdsAfterARestart() {
        try (DiskTier tier = open()) {
            ByteEntry entry = tier.get(Payload.keyBytes(1), Payload.hash(1), ByteMap.Use.COUNTED);
            assertThat(entry).isNotNull();
            if (entry != null) {
                tier.touch(Payload.keyBytes(1), Payload.hash(1), entry.version(), entry.expiresAtMillis(), 77);
            }
        }

        try (DiskTier tier = open()) {
            assertThat(tier.get(Payload.keyBytes(1), Payload.hash(1), ByteMap.Use.COUNTED))
                    .extracting(ByteEntry::expiresAtMillis)
                    .isEqualTo(77L);
        }
    }
}
