package io.tiercel.warming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiercel.serialize.CanonicalClasses;
import io.tiercel.serialize.ClassAdmission;
import io.tiercel.serialize.KeyCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HotKeyFileTest {

    private static final Logger LOGGER = Logger.getLogger(HotKeyFile.class.getName());

    @TempDir
    private Path folder;

    /** Hundreds of damaged files make a lot of warnings. */
    @BeforeAll
    static void silence() {
        LOGGER.setLevel(Level.OFF);
    }

    @AfterAll
    static void speak() {
        LOGGER.setLevel(null);
    }

    /** A key of an application. */
    record UserKey(String tenant, long id) {}

    private <K> HotKeyFile<K> file(Class<K> type) {
        KeyCodec codec =
                new KeyCodec(new CanonicalClasses(getClass().getClassLoader()), type, ClassAdmission.ofLiveObjects());
        return new HotKeyFile<>(path(), codec, type);
    }

    private Path path() {
        return folder.resolve("deep").resolve("users.hotkeys");
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(path().getParent())) {
            return files.map(each -> each.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void read_whatWasWritten_isTheSameInTheSameOrder() throws IOException {
        List<HotKey<UserKey>> keys = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            keys.add(new HotKey<>(new UserKey("tenant" + i % 7, i), 1_000_000L - i));
        }

        assertThat(file(UserKey.class).write(keys)).isEqualTo(1_000);
        assertThat(file(UserKey.class).read()).isEqualTo(keys);
        assertThat(names()).containsExactly("users.hotkeys");
    }

    @Test
    void write_again_replaces() throws IOException {
        file(String.class).write(List.of(new HotKey<>("a", 1), new HotKey<>("b", 1)));
        file(String.class).write(List.of(new HotKey<>("c", 9)));

        assertThat(file(String.class).read()).containsExactly(new HotKey<>("c", 9));
    }

    @Test
    void write_keyThatIsNotCanonical_isLeftOut() throws IOException {
        assertThat(file(Object.class).write(List.of(new HotKey<>("a", 1), new HotKey<>(new Object(), 1))))
                .isEqualTo(1);
        assertThat(file(Object.class).read()).containsExactly(new HotKey<>("a", 1));
    }

    @Test
    void read_noFile_isNothing() {
        assertThat(file(String.class).read()).isEmpty();
    }

    @Test
    void read_fileThatWasCutOff_isSetAside() throws IOException {
        file(String.class).write(List.of(new HotKey<>("hello", 5), new HotKey<>("world", 4)));
        byte[] whole = Files.readAllBytes(path());
        for (int length = 0; length < whole.length; length++) {
            Files.write(path(), Arrays.copyOf(whole, length));

            assertThat(file(String.class).read()).as("length %d", length).isEmpty();
            assertThat(names()).containsExactly("users.hotkeys.damaged");
        }
    }

    @Test
    void read_fileWithAFlippedBit_isSetAside() throws IOException {
        file(String.class).write(List.of(new HotKey<>("hello", 5), new HotKey<>("world", 4)));
        byte[] whole = Files.readAllBytes(path());
        for (int bit = 0; bit < whole.length * 8; bit += 3) {
            byte[] changed = whole.clone();
            changed[bit / 8] ^= (byte) (1 << (bit % 8));
            Files.write(path(), changed);

            assertThat(file(String.class).read()).as("bit %d", bit).isEmpty();
        }
    }

    @Test
    void read_anyBytes_neverFails() throws IOException {
        Files.createDirectories(path().getParent());
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 200; i++) {
            byte[] bytes = new byte[random.nextInt(100)];
            random.nextBytes(bytes);
            Files.write(path(), bytes);

            assertThat(file(String.class).read()).isEmpty();
        }
    }

    @Test
    void read_keysOfAnotherType_areSetAsideAndKept() throws IOException {
        file(Long.class).write(List.of(new HotKey<>(5L, 5)));

        assertThat(file(String.class).read()).isEmpty();
        assertThat(names()).containsExactly("users.hotkeys.damaged");
    }

    @Test
    void read_keyThatCannotBeReadAnyMore_isLeftOut() throws IOException {
        file(String.class).write(List.of(new HotKey<>("aa", 3), new HotKey<>("bb", 2), new HotKey<>("cc", 1)));
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(path()));
        int end = bytes.limit() - HotKeyFileLayout.CHECKSUM_LENGTH;
        int keyLength = 3;
        bytes.put(end - 2 * keyLength - HotKeyFileLayout.KEY_HEADER_LENGTH, (byte) 99);
        CRC32C crc = new CRC32C();
        crc.update(bytes.array(), 0, end);
        Files.write(path(), bytes.putInt(end, (int) crc.getValue()).array());

        assertThat(file(String.class).read()).containsExactly(new HotKey<>("aa", 3), new HotKey<>("cc", 1));
        assertThat(names()).containsExactly("users.hotkeys");
    }

    @Test
    void read_afterAKilledWrite_findsTheOldFileAndTidiesUp() throws IOException {
        file(String.class).write(List.of(new HotKey<>("a", 1)));
        Files.writeString(path().resolveSibling("users.hotkeys.123.unfinished"), "half");
        Files.writeString(path().resolveSibling("users2.hotkeys.123.unfinished"), "of another cache");

        assertThat(file(String.class).read()).containsExactly(new HotKey<>("a", 1));
        assertThat(names()).containsExactly("users.hotkeys", "users2.hotkeys.123.unfinished");
    }

    @Test
    void write_folderThatIsAFile_fails() throws IOException {
        Files.writeString(folder.resolve("deep"), "no folder");

        assertThatThrownBy(() -> file(String.class).write(List.of(new HotKey<>("a", 1))))
                .isInstanceOf(IOException.class);
        assertThat(file(String.class).read()).isEmpty();
    }
}
