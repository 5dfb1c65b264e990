package io.tiercel.offheap.chronicle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiercel.offheap.map.ByteMap;
import io.tiercel.offheap.map.ByteMaps.FileMap;
import io.tiercel.offheap.map.ByteMaps.FileSpec;
import io.tiercel.store.Copies;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FileMapTest extends ByteMapContract {

    private static final long HEADER_BYTES = 64 * 1024;

    @TempDir
    Path folder;

    @Override
    ByteMap open(Copies copies) {
        return open(copies, 1, false);
    }

    private FileMap open(Copies copies, int generation, boolean recover) {
        FileSpec spec = new FileSpec(folder.resolve("cache.dat"), CAPACITY_BYTES, generation, recover);
        return new ChronicleMaps().openFile("test", spec, copies, nowMillis::get);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void open_again_hasWhatWasPut(boolean recover) {
        for (int i = 0; i < 3_000; i++) {
            put("k" + i, bytes(i % 300, i));
        }
        put("large", bytes(100_000, 7));
        long bytes = map.bytes();
        map.close();

        FileMap reopened = open(copies, 1, recover);
        map = reopened;
        for (int i = 0; i < 3_000; i++) {
            assertThat(there("k" + i).payload()).isEqualTo(bytes(i % 300, i));
        }
        assertThat(there("large").payload()).isEqualTo(bytes(100_000, 7));
        reopened.rebuild();

        assertThat(map.size()).isEqualTo(3_001);
        assertThat(map.bytes()).isEqualTo(bytes);
        assertThat(keys()).hasSize(3_001).doesNotHaveDuplicates();
    }

    @Test
    void open_whereAFileIsOpenThatWasMoved_isRefusedUntilThatIsClosed() throws IOException {
        put("a", bytes(10, 1));
        Files.move(folder.resolve("cache.dat"), folder.resolve("moved.dat"));

        assertThatThrownBy(() -> open(copies, 1, false)).hasMessageContaining("open still");

        put("b", bytes(10, 1));
        map.close();
        map = open(copies, 1, false);
        assertThat(get("a")).isNull();
        assertThat(get("b")).isNull();
    }

    @Test
    void open_failsForWantOfMemoryOnTheHeap_letsGoOfTheFile() {
        Path file = folder.resolve("other.dat");
        Geometry geometry = Geometry.of(CAPACITY_BYTES);

        assertThatThrownBy(() -> ChronicleMaps.over(SegmentMemory.map("other", geometry, file), memory -> {
                    throw new OutOfMemoryError("of a test");
                }))
                .isInstanceOf(OutOfMemoryError.class);

        SegmentMemory again = SegmentMemory.map("other", geometry, file);
        assertThat(again).hasToString("the memory outside the heap of 'other'");
        again.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void put_afterOpeningAgain_givesNoVersionThatTheEntryHad(boolean recover) {
        int version = put("a", bytes(10, 1));
        map.close();
        map = open(copies, 1, recover);

        put("a", bytes(10, 2));

        assertThat(map.remove(key("a"), hash("a"), version)).isFalse();
        assertThat(there("a").payload()).isEqualTo(bytes(10, 2));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void isInherited_ofWhatWasThereWhenItWasOpened_untilThatIsPutAnew(boolean recover) {
        put("kept", bytes(10, 1));
        put("renewed", bytes(10, 1));
        put("large", bytes(100_000, 1));
        assertThat(isInherited("kept")).isFalse();
        map.close();
        map = open(copies, 1, recover);

        put("renewed", bytes(10, 2));
        put("new", bytes(10, 2));

        assertThat(isInherited("kept")).isTrue();
        assertThat(isInherited("large")).isTrue();
        assertThat(isInherited("renewed")).isFalse();
        assertThat(isInherited("new")).isFalse();
    }

    private boolean isInherited(String key) {
        return map.isInherited(key(key), there(key).version());
    }

    @Test
    void open_withAnotherGeneration_isEmpty() {
        put("a", bytes(10, 1));
        map.close();

        FileMap reopened = open(copies, 2, false);
        map = reopened;
        reopened.rebuild();

        assertThat(get("a")).isNull();
        assertThat(map.size()).isZero();
        assertThat(reopened.generation()).isEqualTo(2);
    }

    @Test
    void clear_takesTheNextGeneration() {
        FileMap file = (FileMap) map;
        put("a", bytes(10, 1));

        file.clear(5);
        assertThat(get("a")).isNull();
        put("a", bytes(20, 2));
        map.clear();

        assertThat(file.generation()).isEqualTo(6);
        assertThatThrownBy(() -> file.clear(6)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void force_whileOpen_works() {
        put("a", bytes(10, 1));

        ((FileMap) map).force();

        assertThat(get("a")).isNotNull();
    }

    @Test
    void open_withAnotherCapacity_isRefused() {
        map.close();
        FileSpec spec = new FileSpec(folder.resolve("cache.dat"), 2 * CAPACITY_BYTES, 1, false);

        assertThatThrownBy(() -> new ChronicleMaps().openFile("test", spec, copies, nowMillis::get))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("capacityBytes=" + 2 * CAPACITY_BYTES);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void open_afterBitsWereFlipped_neverYieldsAnotherValue(boolean recover) throws IOException {
        for (int i = 0; i < 8_000; i++) {
            put("k" + i, bytes(200, i));
        }
        map.close();
        Path path = folder.resolve("cache.dat");
        Random random = new Random(11);
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            for (int i = 0; i < 3_000; i++) {
                // Behind the header, which the caller checks.
                long at = HEADER_BYTES + random.nextInt((int) (Files.size(path) - HEADER_BYTES));
                file.seek(at);
                int before = file.read();
                file.seek(at);
                file.write(before ^ 1 << random.nextInt(8));
            }
        }

        map = open(copies, 1, recover);
        int there = 0;
        for (int i = 0; i < 8_000; i++) {
            if (get("k" + i) != null) {
                there++;
                assertThat(Objects.requireNonNull(get("k" + i)).payload()).isEqualTo(bytes(200, i));
            }
        }
        assertThat(there).isBetween(2_000, 7_990);
        assertThat(map.size()).isEqualTo(there).isEqualTo(keys().size());
        for (int i = 0; i < 20_000; i++) {
            put("n" + i, bytes(200, i));
            assertThat(there("n" + i).payload()).isEqualTo(bytes(200, i));
        }
    }
}
