package io.tiercel.offheap.chronicle;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import net.openhft.chronicle.hash.impl.SizePrefixedBlob;
import net.openhft.chronicle.hash.impl.VanillaChronicleHash;
import net.openhft.chronicle.map.ChronicleMap;
import net.openhft.chronicle.map.ChronicleMapBuilder;
import net.openhft.chronicle.map.VanillaChronicleMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file that lies as expected is opened as Chronicle would have opened it; any other is left to Chronicle. */
final class KnownFileTest {

    private static final long CAPACITY_BYTES = 1 << 20;

    @TempDir
    private Path folder;

    private File file;

    @BeforeEach
    void nameFile() throws IOException {
        file = folder.toRealPath().resolve("entries").toFile();
    }

    @ParameterizedTest
    @ValueSource(longs = {Geometry.LEAST_BYTES, CAPACITY_BYTES, 10_000_000, 100 << 20})
    void open_isTheMapThatChronicleReads(long capacityBytes) throws IOException, IllegalAccessException {
        make(capacityBytes);

        Map<String, Object> read;
        try (ChronicleMap<byte[], byte[]> map = builder(capacityBytes).createPersistedTo(file)) {
            read = stateOf((VanillaChronicleMap<?, ?, ?>) map);
        }
        try (VanillaChronicleMap<byte[], byte[], ?> map = opened(capacityBytes)) {
            assertThat(stateOf(map)).containsAllEntriesOf(read).hasSizeGreaterThan(30);
        }
    }

    @Test
    void open_keepsTheEntries() throws IOException {
        try (ChronicleMap<byte[], byte[]> map = builder(CAPACITY_BYTES).createPersistedTo(file)) {
            map.put(new byte[] {1}, new byte[] {2, 3});
        }

        try (VanillaChronicleMap<byte[], byte[], ?> map = opened(CAPACITY_BYTES)) {
            assertThat(map.get(new byte[] {1})).containsExactly(2, 3);
            assertThat(map.size()).isEqualTo(1);
        }
    }

    @Test
    void close_letsGoOfTheFile() throws IOException {
        make(CAPACITY_BYTES);

        for (int i = 0; i < 3; i++) {
            VanillaChronicleMap<byte[], byte[], ?> map = opened(CAPACITY_BYTES);
            map.close();
            assertThat(map.isOpen()).isFalse();
        }
    }

    @Test
    void otherGeometry_isLeftToChronicle() throws IOException {
        make(2 * CAPACITY_BYTES);

        assertLeft();
    }

    @Test
    void noFile_isLeftToChronicle() throws IOException {
        assertLeft();
        assertThat(file).doesNotExist();
    }

    @Test
    void shortFile_isLeftToChronicle() throws IOException {
        byte[] few = new byte[SizePrefixedBlob.SIZE_WORD_OFFSET + 1];
        Files.write(file.toPath(), few);

        assertLeft();
        assertThat(file).hasBinaryContent(few);
    }

    @Test
    void cutFile_isLeftToChronicle() throws IOException {
        make(CAPACITY_BYTES);
        try (RandomAccessFile cut = new RandomAccessFile(file, "rw")) {
            cut.setLength(CAPACITY_BYTES / 2);
        }

        assertLeft();
        assertThat(file).hasSize(CAPACITY_BYTES / 2);
    }

    @Test
    void headerThatEndsNowhere_isLeftToChronicle() throws IOException {
        make(CAPACITY_BYTES);
        write(SizePrefixedBlob.SIZE_WORD_OFFSET, new byte[] {-1, -1, -1, 0x3f});

        assertLeft();
    }

    @Test
    void incompleteHeader_isLeftToChronicle() throws IOException {
        make(CAPACITY_BYTES);
        write(SizePrefixedBlob.SIZE_WORD_OFFSET + 3, new byte[] {(byte) 0x80});

        assertLeft();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"dataFileVersion", "actualSegments", "chunkSize", "tierSize", "checksumEntries", "alignment"})
    void otherField_isLeftToChronicle(String field) throws IOException {
        make(CAPACITY_BYTES);
        String start = new String(Files.readAllBytes(file.toPath()), 0, 4096, StandardCharsets.ISO_8859_1);
        write(start.indexOf(field + ": "), "X".getBytes(StandardCharsets.ISO_8859_1));

        assertLeft();
    }

    private void make(long capacityBytes) throws IOException {
        builder(capacityBytes).createPersistedTo(file).close();
    }

    private static ChronicleMapBuilder<byte[], byte[]> builder(long capacityBytes) {
        return SegmentMemory.builder("map", Geometry.of(capacityBytes));
    }

    private VanillaChronicleMap<byte[], byte[], ?> opened(long capacityBytes) throws IOException {
        return requireNonNull(KnownFile.open(builder(capacityBytes), file), "left to Chronicle");
    }

    private void assertLeft() throws IOException {
        assertThat(KnownFile.open(builder(CAPACITY_BYTES), file)).isNull();
    }

    private void write(long position, byte[] bytes) throws IOException {
        try (RandomAccessFile written = new RandomAccessFile(file, "rw")) {
            written.seek(position);
            written.write(bytes);
        }
    }

    /** Returns the numbers of a map, and what its objects are. */
    private static Map<String, Object> stateOf(VanillaChronicleMap<?, ?, ?> map) throws IllegalAccessException {
        Map<String, Object> state = new TreeMap<>();
        for (Class<?> type : Arrays.asList(VanillaChronicleHash.class, VanillaChronicleMap.class)) {
            for (Field field : type.getDeclaredFields()) {
                field.setAccessible(true);
                Object value = field.get(map);
                boolean isNumber = field.getType().isPrimitive();
                state.put(field.getName(), isNumber ? value : String.valueOf(value == null ? null : value.getClass()));
            }
        }
        state.put("dataStoreSize", map.dataStoreSize());
        state.put("firstSegment", map.segmentBaseAddr(0) - map.bsAddress());
        return state;
    }
}
