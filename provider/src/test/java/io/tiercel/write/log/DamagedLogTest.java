package io.tiercel.write.log;

import static io.tiercel.write.log.LogFixture.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.write.QuietLogger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A log whose file ends anywhere, or has any of its bits flipped: what is whole is found, and the rest is told of. */
class DamagedLogTest {

    @TempDir
    Path folder;

    private final Map<String, String> all = new LinkedHashMap<>();

    /** Where each record ends, by what the log has up to there. */
    private final List<Integer> ends = new ArrayList<>();

    private byte[] whole = {};

    @RegisterExtension
    static final QuietLogger QUIET = new QuietLogger(ChangeLog.class.getName());

    @BeforeEach
    void makeLog() throws IOException {
        Path made = folder.resolve("made");
        Path file;
        try (ChangeLog log = LogFixture.in(made).open()) {
            file = LogFixture.in(made).files(".log").get(0);
            ends.add((int) Files.size(file));
            for (int i = 0; i < 4; i++) {
                write(log, "key" + i, "value" + i);
                all.put("key" + i, "value" + i);
                ends.add((int) Files.size(file));
            }
        }
        whole = Files.readAllBytes(file);
    }

    private LogFixture with(String name, byte[] bytes) throws IOException {
        Path of = Files.createDirectories(folder.resolve(name));
        Files.write(of.resolve("%019d.log".formatted(1)), bytes);
        return LogFixture.in(of);
    }

    @Test
    void open_fileEndsAnywhere_findsWhatIsBefore() throws IOException {
        for (int length = 0; length <= whole.length; length++) {
            LogFixture log = with("end" + length, Arrays.copyOf(whole, length));
            int end = length;
            int complete = (int) ends.stream().skip(1).filter(at -> at <= end).count();
            assertThat(log.reopened().keySet())
                    .as("length %s", length)
                    .containsExactlyElementsOf(new ArrayList<>(all.keySet()).subList(0, complete));
            boolean isTorn = length >= LogLayout.PREAMBLE_LENGTH
                    && length != LogLayout.PREAMBLE_LENGTH
                    && !ends.contains(length);
            assertThat(log.files(".damaged")).as("length %s", length).hasSize(isTorn ? 1 : 0);
            assertThat(log.reopened()).as("again, length %s", length).hasSize(complete);
        }
    }

    @Test
    void open_anyBitFlipped_losesAtMostTheRecordThatItIsIn() throws IOException {
        for (int at = 0; at < whole.length; at++) {
            byte[] flipped = whole.clone();
            flipped[at] ^= (byte) (1 << at % 8);
            LogFixture log = with("flip" + at, flipped);
            Map<String, String> expected = new LinkedHashMap<>(all);
            int position = at;
            int record = (int) ends.stream().filter(end -> end <= position).count() - 1;
            if (record >= 0) {
                expected.remove("key" + record);
            }
            assertThat(log.reopened()).as("byte %s", at).isEqualTo(expected);
            assertThat(log.files(".damaged"))
                    .as("byte %s", at)
                    .hasSize(1)
                    .allSatisfy(aside -> assertThat(aside).hasBinaryContent(flipped));
        }
    }

    @Test
    void open_zeroesAtTheEnd_findsWhatIsBefore() throws IOException {
        LogFixture log = with("zeroes", Arrays.copyOf(whole, whole.length + 4096));
        assertThat(log.reopened()).isEqualTo(all);
    }

    @Test
    void open_damageIsSetAsideTwice_keepsBoth() throws IOException {
        LogFixture log = with("twice", Arrays.copyOf(whole, whole.length - 1));
        assertThat(log.reopened()).hasSize(3);
        Path next = log.files(".log").get(0);
        byte[] bytes = Files.readAllBytes(next);
        Files.write(next, Arrays.copyOf(bytes, bytes.length - 1));
        assertThat(log.reopened()).hasSize(2);
        assertThat(log.files(".damaged")).hasSize(2);
    }

    @Test
    void open_recordOfAnotherSegmentWithinAValue_isNotFound() throws IOException {
        LogFixture logs = LogFixture.in(folder.resolve("nested"));
        assertThat(logs.reopened()).isEmpty();
        try (ChangeLog log = logs.open()) {
            write(log, "a", "1");
            log.append(List.of(LogRecord.write(0, new byte[] {1}, (byte) 0, whole)));
        }
        Path file = logs.files(".log").get(0);
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 1; // the record with the value is damaged, most records within the value are not
        Files.write(file, bytes);
        assertThat(logs.reopened()).containsOnlyKeys("a");
    }
}
