package io.tiercel.offheap.chronicle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiercel.offheap.map.ByteEntry;
import io.tiercel.offheap.map.ByteMap;
import io.tiercel.offheap.map.ByteMap.Use;
import io.tiercel.offheap.map.ByteVictim;
import io.tiercel.offheap.map.VictimGate;
import io.tiercel.store.Copies;
import io.tiercel.store.EntryTooLargeException;
import io.tiercel.store.Evictions;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link ByteMap} has to keep. */
abstract class ByteMapContract {

    static final long CAPACITY_BYTES = 4 << 20;
    static final long NEVER = ByteMap.NEVER;

    final AtomicLong nowMillis = new AtomicLong(1_000_000);
    final RecordingCopies copies = new RecordingCopies();
    ByteMap map;

    abstract ByteMap open(Copies copies);

    @BeforeEach
    void open() {
        map = open(copies);
    }

    @AfterEach
    void close() {
        map.close();
    }

    @Test
    void get_absent_isNull() {
        assertThat(get("a")).isNull();
    }

    @Test
    void get_afterPut_isWhatWasPut() {
        int version = map.put(key("a"), 7, (byte) 3, new byte[] {1, 2, 3}, 2_000_000, 3_000_000);

        ByteEntry entry = Objects.requireNonNull(map.get(key("a"), 7, Use.COUNTED));

        assertThat(entry.kind()).isEqualTo((byte) 3);
        assertThat(entry.payload()).containsExactly(1, 2, 3);
        assertThat(entry.version()).isEqualTo(version);
        assertThat(entry.expiresAtMillis()).isEqualTo(2_000_000);
        assertThat(entry.limitMillis()).isEqualTo(3_000_000);
    }

    @Test
    void get_eternal_neverExpires() {
        put("a", bytes(10, 1));

        assertThat(there("a").expiresAtMillis()).isEqualTo(NEVER);
        assertThat(there("a").limitMillis()).isEqualTo(NEVER);
    }

    @Test
    void get_emptyKeyAndPayload_isThere() {
        map.put(new byte[0], 0, (byte) 0, new byte[0], NEVER, NEVER);

        assertThat(Objects.requireNonNull(map.get(new byte[0], 0, Use.COUNTED)).payload())
                .isEmpty();
    }

    @Test
    void put_ofAnySize_replacesTheOther() {
        for (int length : new int[] {10, 12, 500, 40, 100_000, 20, 260_000, 250_000, 0, 3_000, 9_000}) {
            put("a", bytes(length, length));

            assertThat(there("a").payload()).isEqualTo(bytes(length, length));
            assertThat(map.size()).isOne();
        }
        remove("a");
        assertThat(map.bytes()).isZero();
    }

    @Test
    void put_again_givesAnotherVersion() {
        Set<Integer> versions = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            versions.add(put("a", bytes(i, i)));
        }

        assertThat(versions).hasSize(100);
    }

    @Test
    void put_tooLarge_throws() {
        assertThatThrownBy(() -> put("a", new byte[map.largestEntryBytes()]))
                .isInstanceOf(EntryTooLargeException.class)
                .hasMessageContaining(Integer.toString(map.largestEntryBytes()));
        assertThatThrownBy(() -> map.put(new byte[10_000], 0, (byte) 0, new byte[1], NEVER, NEVER))
                .isInstanceOf(EntryTooLargeException.class)
                .hasMessageContaining("key");
    }

    @Test
    void put_largest_isKept() {
        byte[] payload = bytes(map.largestEntryBytes() - 1, 1);

        put("a", payload);

        assertThat(there("a").payload()).isEqualTo(payload);
    }

    @Test
    void remove_ofItsVersion_removes() {
        int version = put("a", bytes(10, 1));

        assertThat(map.remove(key("a"), hash("a"), version)).isTrue();
        assertThat(get("a")).isNull();
        assertThat(map.size()).isZero();
        assertThat(map.bytes()).isZero();
    }

    @Test
    void remove_ofAnEarlierVersion_leavesIt() {
        int version = put("a", bytes(10, 1));
        put("a", bytes(10, 2));

        assertThat(map.remove(key("a"), hash("a"), version)).isFalse();
        assertThat(get("a")).isNotNull();
    }

    @Test
    void has_whatWasPut_untilItLeaves() {
        put("a", bytes(10, 1));
        put("large", bytes(200_000, 2));

        assertThat(map.has(key("a"))).isTrue();
        assertThat(map.has(key("large"))).isTrue();
        assertThat(map.has(key("b"))).isFalse();

        map.remove(key("a"), hash("a"), ByteMap.ANY_VERSION);
        assertThat(map.has(key("a"))).isFalse();

        map.clear();
        assertThat(map.has(key("large"))).isFalse();
    }

    @Test
    void dropOrphans_ofAMapAtRest_leavesItAsItIs() {
        put("a", bytes(10, 1));

        map.dropOrphans();

        assertThat(get("a")).isNotNull();
        assertThat(copies.left).isEmpty();
    }

    @Test
    void touch_ofWhatWasSeen_movesTheDeadline() {
        int version = map.put(key("a"), hash("a"), (byte) 0, bytes(10, 1), 100, 200);

        assertThat(map.touch(key("a"), hash("a"), version, 100, 150)).isEqualTo(100);
        assertThat(there("a").expiresAtMillis()).isEqualTo(150);
        assertThat(there("a").limitMillis()).isEqualTo(200);
        assertThat(there("a").version()).isEqualTo(version);
    }

    @Test
    void touch_ofAnotherDeadline_tellsIt() {
        int version = map.put(key("a"), hash("a"), (byte) 0, bytes(10, 1), 100, NEVER);

        assertThat(map.touch(key("a"), hash("a"), version, 99, 150)).isEqualTo(100);
        assertThat(there("a").expiresAtMillis()).isEqualTo(100);
    }

    @Test
    void touch_ofAnEternalEntry_givesItADeadline() {
        byte[] payload = bytes(30, 1);
        int version = put("a", payload);
        put("b", payload);

        assertThat(map.touch(key("a"), hash("a"), version, NEVER, 150)).isEqualTo(NEVER);
        assertThat(there("a").expiresAtMillis()).isEqualTo(150);
        assertThat(there("a").payload()).isEqualTo(payload);
        assertThat(there("a").version()).isEqualTo(version);
    }

    @Test
    void touch_ofAnotherVersion_isGone() {
        int version = map.put(key("a"), hash("a"), (byte) 0, bytes(10, 1), 100, NEVER);

        assertThat(map.touch(key("a"), hash("a"), version + 1, 100, 150)).isEqualTo(ByteMap.GONE);
        assertThat(map.touch(key("b"), hash("b"), version, 100, 150)).isEqualTo(ByteMap.GONE);
    }

    @Test
    void clear_removesAll() {
        put("a", bytes(10, 1));
        put("b", bytes(100_000, 1));

        map.clear();

        assertThat(get("a")).isNull();
        assertThat(get("b")).isNull();
        assertThat(map.size()).isZero();
        assertThat(map.bytes()).isZero();
        assertThat(keys()).isEmpty();
    }

    @Test
    void scan_seesEachEntryOnce() {
        Set<String> expected = new HashSet<>();
        for (int i = 0; i < 5_000; i++) {
            map.put(key("k" + i), i, (byte) 0, bytes(i % 100, i), i, NEVER);
            expected.add("k" + i);
        }
        put("large", bytes(100_000, 1));
        expected.add("large");

        List<String> seen = keys();

        assertThat(seen).doesNotHaveDuplicates();
        assertThat(new HashSet<>(seen)).isEqualTo(expected);
    }

    @Test
    void scan_tellsHashAndDeadline() {
        map.put(key("a"), 17, (byte) 0, bytes(10, 1), 100, 200);

        ByteVictim seen = scan().get(0);

        assertThat(seen.hash()).isEqualTo(17);
        assertThat(seen.expiresAtMillis()).isEqualTo(100);
        assertThat(seen.content()).isNull();
    }

    @Test
    void get_withAnotherHash_storesIt() {
        map.put(key("a"), 17, (byte) 0, bytes(10, 1), NEVER, NEVER);

        map.get(key("a"), 18, Use.UNCOUNTED);

        assertThat(scan().get(0).hash()).isEqualTo(18);
    }

    @Test
    void put_beyondCapacity_evictsAndTells() {
        Set<String> there = new HashSet<>();
        int puts = 40_000;
        int told = 0;
        for (int i = 0; i < puts; i++) {
            String key = "k" + i;
            put(key, bytes(200, i));
            there.add(key);
            told += evict(VictimGateOf.ALL, there);
            assertThat(map.bytes()).isLessThanOrEqualTo(CAPACITY_BYTES);
        }

        assertThat(missing(keys(), there)).isEmpty();
        assertThat(map.size()).isEqualTo(keys().size()).isEqualTo(puts - told);
        assertThat(map.size() * 208L).isGreaterThan(CAPACITY_BYTES * 3 / 4);
    }

    @Test
    void evictSome_afterEachPut_tellsHowManyLeftAndTheirCopies() {
        int puts = 40_000;
        nowMillis.set(20);
        long evicted = 0;
        long expired = 0;
        for (int i = 0; i < puts; i++) {
            map.put(key("k" + i), i, (byte) 0, bytes(200, i), i < 1_000 ? 10 : NEVER, NEVER);
            for (Evictions left = map.evictSome(20); left != null; left = map.evictSome(20)) {
                evicted += left.evicted();
                expired += left.expired();
            }
            assertThat(map.bytes()).isLessThanOrEqualTo(CAPACITY_BYTES);
        }

        Set<String> there = new HashSet<>(keys());
        assertThat(there).doesNotContain("k0", "k999").contains("k39999");
        assertThat(map.size()).isEqualTo(there.size()).isEqualTo(puts - evicted - expired);
        assertThat(expired).isEqualTo(1_000);
        Set<Integer> left = IntStream.range(0, puts)
                .filter(i -> !there.contains("k" + i))
                .boxed()
                .collect(Collectors.toSet());
        assertThat(missing(left, copies.left)).isEmpty();
    }

    @Test
    void put_withoutEvict_neverFails() {
        Random random = new Random(5);
        for (int i = 0; i < 20_000; i++) {
            int length = random.nextInt(100) == 0 ? random.nextInt(100_000) : random.nextInt(1_000);
            byte[] payload = bytes(length, i);
            put("k" + i, payload);
            assertThat(there("k" + i).payload()).isEqualTo(payload);
        }
        assertThat(map.bytes()).isLessThanOrEqualTo(CAPACITY_BYTES);
    }

    @Test
    void evict_whenThereIsRoom_isNull() {
        put("a", bytes(10, 1));

        assertThat(map.evict(VictimGateOf.ALL)).isNull();
    }

    @Test
    void evict_refusedByTheGate_leavesEntries() {
        Set<String> there = new HashSet<>();
        for (int i = 0; i < 40_000; i++) {
            put("k" + i, bytes(200, i));
        }
        evict(VictimGateOf.ALL, there);
        long size = map.size();

        put("a", bytes(10, 1));

        assertThat(map.evict(VictimGateOf.NONE)).isNull();
        assertThat(map.size()).isBetween(size, size + 1);
    }

    @Test
    void evict_wantingContent_getsIt() {
        int contents = 0;
        for (int i = 0; i < 40_000; i++) {
            put("k" + i, bytes(200, i));
            for (ByteVictim victim = map.evict(VictimGateOf.CONTENT);
                    victim != null;
                    victim = map.evict(VictimGateOf.CONTENT)) {
                if (victim.content() != null) {
                    contents++;
                    int number = Integer.parseInt(text(victim.key()).substring(1));
                    assertThat(victim.content().payload()).isEqualTo(bytes(200, number));
                }
            }
        }
        assertThat(contents).isPositive();
    }

    @Test
    void evict_entriesHeldAbove_leaveLast() {
        copies.held.addAll(List.of(1, 2, 3));
        for (int i = 1; i <= 3; i++) {
            map.put(key("held" + i), i, (byte) 0, bytes(200, i), NEVER, NEVER);
        }
        for (int i = 0; i < 60_000; i++) {
            map.put(key("k" + i), 100 + i, (byte) 0, bytes(200, i), NEVER, NEVER);
            evict(VictimGateOf.ALL, new HashSet<>());
        }

        for (int i = 1; i <= 3; i++) {
            assertThat(get("held" + i)).isNotNull();
        }
    }

    @Test
    void evict_tellsCopies() {
        Map<String, Integer> hashes = new HashMap<>();
        for (int i = 0; i < 30_000; i++) {
            map.put(key("k" + i), i, (byte) 0, bytes(200, i), NEVER, NEVER);
            hashes.put("k" + i, i);
        }
        evict(VictimGateOf.ALL, new HashSet<>());
        hashes.keySet().removeAll(keys());

        assertThat(hashes).isNotEmpty();
        assertThat(missing(hashes.values(), copies.left)).isEmpty();
    }

    @Test
    void put_thatFailsWhenOthersHadToLeave_tellsCopiesOfThose() {
        for (int i = 0; i < 30_000; i++) {
            put("k" + i, bytes(200, i));
        }
        Set<Integer> hashes = hashes();
        copies.left.clear();
        AtomicInteger asked = new AtomicInteger();
        copies.onHolds = () -> {
            if (asked.incrementAndGet() == 100) {
                throw new InternalError("as a test says");
            }
        };

        assertThatThrownBy(() -> put("large", new byte[200_000])).isInstanceOf(InternalError.class);

        hashes.removeAll(hashes());
        assertThat(hashes).isNotEmpty();
        assertThat(missing(hashes, copies.left)).isEmpty();
    }

    @Test
    void evict_afterOnesThatFailed_goesOn() {
        for (int i = 0; i < 30_000; i++) {
            put("k" + i, bytes(200, i));
        }
        evict(VictimGateOf.ALL, new HashSet<>());
        for (int i = 0; i < 600; i++) {
            put("more" + i, bytes(200, i));
        }
        copies.onHolds = () -> {
            throw new InternalError("as a test says");
        };
        assertThat(IntStream.range(0, 100).filter(i -> failsToEvict()).count()).isPositive();
        copies.onHolds = () -> {};

        assertThat(map.evict(VictimGateOf.ALL)).isNotNull();
    }

    private boolean failsToEvict() {
        try {
            ByteVictim unused = map.evict(VictimGateOf.ALL);
            return false;
        } catch (InternalError e) {
            return true;
        }
    }

    private Set<Integer> hashes() {
        return new HashSet<>(scan().stream().map(ByteVictim::hash).toList());
    }

    @Test
    void evict_expiredEntries_leaveFirst() {
        for (int i = 0; i < 8_000; i++) {
            map.put(key("old" + i), i, (byte) 0, bytes(200, i), nowMillis.get() + 10, NEVER);
        }
        nowMillis.addAndGet(20);
        for (int i = 0; i < 7_000; i++) {
            put("k" + i, bytes(200, i));
            evict(VictimGateOf.ALL, new HashSet<>());
        }

        assertThat(keys().stream().filter(key -> key.startsWith("k"))).hasSizeGreaterThan(6_500);
    }

    @Test
    void evict_largeValues_goWhole() {
        Set<String> there = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            put("k" + i, bytes(100_000, i));
            there.add("k" + i);
            evict(VictimGateOf.ALL, there);
        }

        for (String key : new ArrayList<>(there)) {
            ByteEntry entry = get(key);
            if (entry != null) {
                int number = Integer.parseInt(key.substring(1));
                assertThat(entry.payload()).isEqualTo(bytes(100_000, number));
            } else {
                there.remove(key);
            }
        }
        assertThat(there).hasSizeGreaterThan(15);
        assertThat(map.size()).isEqualTo(there.size());
    }

    @Test
    void anyOperations_agreeWithAModel() {
        Random random = new Random(42);
        Map<String, byte[]> model = new HashMap<>();
        Map<String, Integer> versions = new HashMap<>();
        for (int i = 0; i < 60_000; i++) {
            String key = "k" + random.nextInt(500);
            switch (random.nextInt(10)) {
                case 0, 1, 2, 3 -> {
                    byte[] payload = bytes(random.nextInt(random.nextInt(20) == 0 ? 20_000 : 400), i);
                    versions.put(key, put(key, payload));
                    model.put(key, payload);
                }
                case 4 -> {
                    boolean removed = map.remove(key(key), hash(key), versions.getOrDefault(key, 0));
                    assertThat(removed).isEqualTo(model.remove(key) != null);
                    versions.remove(key);
                }
                default -> {
                    ByteEntry entry = get(key);
                    byte[] expected = model.get(key);
                    assertThat(entry == null ? null : entry.payload()).isEqualTo(expected);
                }
            }
            assertThat(map.size()).isEqualTo(model.size());
        }
        assertThat(new HashSet<>(keys())).isEqualTo(model.keySet());
    }

    @Test
    void anyOperations_withEviction_neverYieldAnotherValue() {
        Random random = new Random(43);
        Map<String, byte[]> model = new HashMap<>();
        int hits = 0;
        for (int i = 0; i < 60_000; i++) {
            String key = "k" + random.nextInt(30_000);
            if (random.nextInt(3) > 0) {
                byte[] payload = bytes(random.nextInt(random.nextInt(50) == 0 ? 60_000 : 600), i);
                put(key, payload);
                model.put(key, payload);
                evict(VictimGateOf.ALL, new HashSet<>());
            } else {
                ByteEntry entry = get(key);
                if (entry != null) {
                    hits++;
                    assertThat(entry.payload()).isEqualTo(model.get(key));
                }
            }
            assertThat(map.bytes()).isLessThanOrEqualTo(CAPACITY_BYTES);
        }
        assertThat(hits).isPositive();
        assertThat(map.size()).isEqualTo(keys().size());
    }

    @Test
    void close_isIdempotent_andLaterCallsThrow() {
        put("a", bytes(10, 1));

        map.close();
        map.close();

        assertThatThrownBy(() -> get("a")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> put("a", bytes(10, 1))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> map.remove(key("a"), 0, 0)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> map.touch(key("a"), 0, 0, 0, 0)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> map.evict(VictimGateOf.ALL)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> map.clear()).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> map.size()).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> map.scan(0, new ArrayList<ByteVictim>())).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void interruptedThread_worksAndStaysInterrupted() {
        Thread.currentThread().interrupt();
        try {
            put("a", bytes(10, 1));
            assertThat(get("a")).isNotNull();
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } finally {
            Thread.interrupted();
        }
    }

    int put(String key, byte[] payload) {
        return map.put(key(key), hash(key), (byte) 0, payload, NEVER, NEVER);
    }

    @Nullable
    ByteEntry get(String key) {
        return map.get(key(key), hash(key), Use.COUNTED);
    }

    ByteEntry there(String key) {
        return Objects.requireNonNull(get(key), key);
    }

    void remove(String key) {
        assertThat(map.remove(key(key), hash(key), there(key).version())).isTrue();
    }

    /** Returns how many entries left. */
    int evict(VictimGate gate, Set<String> there) {
        int count = 0;
        for (ByteVictim victim = map.evict(gate); victim != null; victim = map.evict(gate)) {
            there.remove(text(victim.key()));
            count++;
        }
        return count;
    }

    List<ByteVictim> scan() {
        return scan(map);
    }

    static List<ByteVictim> scan(ByteMap map) {
        List<ByteVictim> seen = new ArrayList<>();
        long cursor = 0;
        do {
            cursor = map.scan(cursor, seen);
        } while (cursor != 0);
        return seen;
    }

    List<String> keys() {
        return scan().stream().map(seen -> text(seen.key())).toList();
    }

    /** Returns what a set does not have. AssertJ compares each element with each, which takes seconds of so many. */
    static <T> Set<T> missing(Collection<? extends T> wanted, Set<? extends T> from) {
        Set<T> missing = new HashSet<>(wanted);
        from.forEach(missing::remove);
        return missing;
    }

    static byte[] key(String key) {
        return key.getBytes(StandardCharsets.UTF_8);
    }

    static String text(byte[] key) {
        return new String(key, StandardCharsets.UTF_8);
    }

    static int hash(String key) {
        return key.hashCode();
    }

    static byte[] bytes(int length, int seed) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) seed);
        for (int i = 0; i + 4 <= length; i += 97) {
            bytes[i] = (byte) (seed >>> 8);
            bytes[i + 1] = (byte) (seed >>> 16);
            bytes[i + 2] = (byte) (i >>> 8);
        }
        return bytes;
    }
}
