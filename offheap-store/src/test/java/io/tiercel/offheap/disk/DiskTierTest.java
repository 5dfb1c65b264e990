package io.tiercel.offheap.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiercel.offheap.map.ByteEntry;
import io.tiercel.offheap.map.ByteMap;
import io.tiercel.store.Copies;
import io.tiercel.time.ManualClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.cache.CacheException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DiskTierTest {

    private static final byte[] KEY = {1, 2, 3};
    private static final int HASH = 77;
    private static final long CAPACITY_BYTES = 10_000;

    @TempDir
    private Path path;

    private final ManualClock clock = new ManualClock(1_000_000);

    private DiskTier open() {
        return open(CAPACITY_BYTES, "plain 1");
    }

    private DiskTier open(long capacityBytes, String format) {
        return open(Manifests.IDENTITY, capacityBytes, format);
    }

    private DiskTier open(CacheIdentity identity, long capacityBytes, String format) {
        DiskTier.Settings settings = new DiskTier.Settings(path.resolve("users"), identity, capacityBytes);
        return DiskTier.open(settings, new PlainFileMaps(format), Copies.NONE, clock);
    }

    private static void put(ByteMap map, String value) {
        map.put(KEY, HASH, (byte) 0, value.getBytes(StandardCharsets.UTF_8), ByteMap.NEVER, ByteMap.NEVER);
    }

    private static String get(ByteMap map) {
        ByteEntry entry = map.get(KEY, HASH, ByteMap.Use.COUNTED);
        return entry == null ? "absent" : new String(entry.payload(), StandardCharsets.UTF_8);
    }

    private Path folder() {
        return path.resolve("users");
    }

    @Test
    void open_afterClose_hasWhatWasPut() {
        try (DiskTier tier = open()) {
            put(tier, "value");
        }

        try (DiskTier tier = open()) {
            assertThat(tier.opening()).isEqualTo(new Opening.Warm());
            assertThat(get(tier)).isEqualTo("value");
        }
    }

    @Test
    void open_ofACacheWhoseNameHasNoUtf8_hasWhatWasPut() {
        CacheIdentity identity = CacheIdentity.of("users \uDC00", Long.class, String.class, "fory 1");
        try (DiskTier tier = open(identity, CAPACITY_BYTES, "plain 1")) {
            put(tier, "value");
        }

        try (DiskTier tier = open(identity, CAPACITY_BYTES, "plain 1")) {
            assertThat(tier.opening()).isEqualTo(new Opening.Warm());
            assertThat(get(tier)).isEqualTo("value");
        }
    }

    @Test
    void open_ofAnotherSize_startsEmptyAndKeepsTheOldFile() {
        try (DiskTier tier = open()) {
            put(tier, "value");
        }

        try (DiskTier tier = open(2 * CAPACITY_BYTES, "plain 1")) {
            assertThat(get(tier)).isEqualTo("absent");
            assertThat(folder().resolve("entries.data.aside")).hasSize(CAPACITY_BYTES);
        }
    }

    @Test
    void open_ofASizeThatThereIsNoRoomFor_leavesWhatIsThere() {
        try (DiskTier tier = open()) {
            put(tier, "value");
        }

        assertThatThrownBy(() -> open(1L << 60, "plain 1"))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining("it needs " + (1L << 60) + " bytes")
                .hasMessageContaining("cannot be used, as it was written for the size");

        try (DiskTier tier = open()) {
            assertThat(get(tier)).isEqualTo("value");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void open_theFirstTime_fails_leavesTheFolderAsItWas(boolean wasThere) throws IOException {
        if (wasThere) {
            Files.createDirectories(folder());
        }

        assertThatThrownBy(() -> open(1L << 60, "plain 1"))
                .isInstanceOf(CacheException.class)
                .hasMessageContainingAll("cannot be made (java.io.IOException: it needs");

        assertThat(Files.exists(folder())).isEqualTo(wasThere);
        open().close();
    }

    @Test
    void open_ofAnotherFormat_startsEmpty() {
        try (DiskTier tier = open()) {
            put(tier, "value");
        }

        try (DiskTier tier = open(CAPACITY_BYTES, "plain 2")) {
            assertThat(get(tier)).isEqualTo("absent");
        }
    }

    @Test
    void open_afterTheManifestWasLost_startsEmpty() throws IOException {
        try (DiskTier tier = open()) {
            put(tier, "value");
        }
        Files.delete(folder().resolve("manifest"));

        try (DiskTier tier = open()) {
            assertThat(get(tier)).isEqualTo("absent");
        }
    }

    @Test
    void open_aSecondTime_isRefusedAndDisturbsNothing() {
        try (DiskTier tier = open()) {
            put(tier, "value");

            assertThatThrownBy(this::open).isInstanceOf(CacheException.class).hasMessageContaining("in use");

            assertThat(get(tier)).isEqualTo("value");
        }
    }

    @Test
    void open_withoutRoom_saysSoAndLeavesNothingLarge() {
        long tooMuch = 1L << 60;

        assertThatThrownBy(() -> open(tooMuch, "plain 1"))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining(String.valueOf(tooMuch))
                .hasMessageContaining(folder().toString())
                .hasMessageContaining("room");
        assertThat(folder().resolve("entries.data")).doesNotExist();
    }

    @Test
    void open_afterAFailure_succeeds() {
        assertThatThrownBy(() -> open(1L << 60, "plain 1")).isInstanceOf(CacheException.class);

        try (DiskTier tier = open()) {
            assertThat(tier.opening()).isEqualTo(new Opening.Fresh());
        }
    }

    @Test
    void open_withTheThreadInterrupted_succeedsAndStaysInterrupted() {
        Thread.currentThread().interrupt();
        try (DiskTier tier = open()) {
            assertThat(tier.size()).isZero();
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void clear_holdsAfterARestart() {
        try (DiskTier tier = open()) {
            put(tier, "value");
            tier.clear();
        }

        try (DiskTier tier = open()) {
            assertThat(get(tier)).isEqualTo("absent");
        }
    }

    @Test
    void clear_keepsWhatIsPutAfterwards() {
        try (DiskTier tier = open()) {
            tier.clear();
            put(tier, "value");
        }

        try (DiskTier tier = open()) {
            assertThat(get(tier)).isEqualTo("value");
        }
    }

    @Test
    void clear_ofAClosedTier_throws() {
        DiskTier tier = open();
        tier.close();

        assertThatThrownBy(tier::clear).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void close_twice_isHarmless() {
        DiskTier tier = open();
        tier.close();
        tier.close();

        assertThatThrownBy(() -> get(tier)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void destroy_leavesNothing() {
        DiskTier tier = open();

        tier.destroy();

        assertThat(path).isEmptyDirectory();
    }
}
