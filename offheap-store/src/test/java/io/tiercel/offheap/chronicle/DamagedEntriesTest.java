package io.tiercel.offheap.chronicle;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.offheap.map.ByteMap;
import io.tiercel.offheap.map.ByteMap.Use;
import io.tiercel.offheap.map.ByteMaps.FileMap;
import io.tiercel.offheap.map.ByteMaps.FileSpec;
import io.tiercel.store.Evictions;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damages entries of a file, open or closed, each in a place that is known. */
final class DamagedEntriesTest {

    private static final long CAPACITY_BYTES = 1 << 20;
    private static final int LARGE_BYTES = 50_000;

    /** From the length of a value on, where that is below 128 bytes: the hash, the flags and the version come first. */
    private static final int FLAGS_OFFSET = 5;

    private static final int CHECKSUM_OFFSET = 9;

    private final RecordingCopies copies = new RecordingCopies();
    private FileMap map;

    @TempDir
    private Path folder;

    @BeforeEach
    void open() {
        FileSpec spec = new FileSpec(file(), CAPACITY_BYTES, 1, /* recover= */ false);
        map = new ChronicleMaps().openFile("damaged", spec, copies, () -> 0);
    }

    @AfterEach
    void close() {
        map.close();
    }

    private Path file() {
        return folder.resolve("cache.dat");
    }

    private static byte[] key(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private int put(String key, int length) {
        return map.put(key(key), key.hashCode(), (byte) 0, payload(key, length), ByteMap.NEVER, ByteMap.NEVER);
    }

    private static byte[] payload(String key, int length) {
        byte[] payload = new byte[length];
        Arrays.fill(payload, (byte) key.hashCode());
        return payload;
    }

    private boolean has(String key, int length) {
        return Optional.ofNullable(map.get(key(key), key.hashCode(), Use.UNCOUNTED))
                .filter(entry -> Arrays.equals(entry.payload(), payload(key, length)))
                .isPresent();
    }

    /** Flips bits of an entry; the file is in memory, and so what is written to it is in the map at once. */
    private void damage(String key, int offset, int bits) throws IOException {
        byte[] content = Files.readAllBytes(file());
        byte[] start = ByteBuffer.allocate(Byte.BYTES + Integer.BYTES + key.length())
                .put((byte) (Integer.BYTES + key.length()))
                .putInt(Integer.reverseBytes(map.generation()))
                .put(key(key))
                .array();
        int at = 0;
        while (!Arrays.equals(content, at, at + start.length, start, 0, start.length)) {
            at++;
        }
        at += start.length + offset;
        try (RandomAccessFile writing = new RandomAccessFile(file().toFile(), "rw")) {
            writing.seek(at);
            writing.write(content[at] ^ bits);
        }
    }

    @Test
    void get_ofADamagedEntry_tellsThoseAboveAndTheCacheThatItLeft() throws IOException {
        put("kept", 10);
        put("damaged", 10);
        damage("damaged", CHECKSUM_OFFSET, 1);

        assertThat(map.get(key("damaged"), "damaged".hashCode(), Use.COUNTED)).isNull();

        assertThat(map.size()).isOne();
        assertThat(copies.left).containsExactly("damaged".hashCode());
        assertThat(map.evictSome(0)).isEqualTo(new Evictions(1, 0));
        assertThat(map.evictSome(0)).isNull();
        assertThat(has("kept", 10)).isTrue();
    }

    @Test
    void get_ofADamagedHead_givesItsPiecesBack() throws IOException {
        put("large", LARGE_BYTES);
        damage("large", CHECKSUM_OFFSET, 1);

        assertThat(has("large", LARGE_BYTES)).isFalse();

        assertThat(map.size()).isZero();
        assertThat(map.bytes()).isZero();
    }

    /** What the length says must not be given back, for others have it. */
    @Test
    void get_ofAnEntryWhoseLengthIsDamaged_leavesTheOthers() throws IOException {
        int entries = 2_000;
        for (int i = 0; i < entries; i++) {
            put("k" + i, 40);
        }
        long bytes = map.bytes();
        for (int i = 0; i < entries; i += 100) {
            damage("k" + i, 0, 0x40);
            assertThat(has("k" + i, 40)).isFalse();
        }
        assertThat(map.bytes()).isEqualTo(bytes - bytes / entries * (entries / 100));

        for (int i = 0; i < entries; i++) {
            put("n" + i, 40);
        }

        for (int i = 0; i < entries; i++) {
            assertThat(has("k" + i, 40)).as("k%s", i).isEqualTo(i % 100 != 0);
            assertThat(has("n" + i, 40)).as("n%s", i).isTrue();
        }
    }

    @Test
    void touch_thatWritesADamagedEntryAnew_doesNotPassItForWhatWasWritten() throws IOException {
        int version = put("damaged", 10);
        damage("damaged", CHECKSUM_OFFSET + EntryLayout.CHECKSUM_BYTES + EntryLayout.KIND_BYTES, 1);

        assertThat(map.touch(key("damaged"), "damaged".hashCode(), version, ByteMap.NEVER, 5_000))
                .isEqualTo(ByteMap.GONE);

        assertThat(map.get(key("damaged"), "damaged".hashCode(), Use.COUNTED)).isNull();
    }

    /** Small entries that say of themselves that they are parts of large ones leave as others do. */
    @Test
    void evict_ofEntriesWhoseFlagsAreDamaged_makesRoom() throws IOException {
        for (int i = 0; i < 300; i++) {
            put("k" + i, 2);
        }
        for (int i = 0; i < 300; i++) {
            damage("k" + i, FLAGS_OFFSET, i % 2 == 0 ? EntryLayout.IS_HEAD : EntryLayout.IS_PIECE);
        }
        map.close();
        open();

        for (int i = 0; i < 20_000; i++) {
            put("n" + i, 100);
            while (map.evictSome(0) != null) {
                // until there is room
            }
        }

        assertThat(has("n19999", 100)).isTrue();
        assertThat(map.bytes()).isLessThanOrEqualTo(map.capacityBytes());
    }
}
