package io.tiercel.write.behind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiercel.load.HashedKey;
import io.tiercel.write.DeadLetter;
import io.tiercel.write.QueuedChange;
import io.tiercel.write.QuietLogger;
import io.tiercel.write.behind.LineFile.Keeping;
import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The file of dead letters, which are the last copies of their changes: what it keeps, whatever happens. */
class LetterFileTest {

    @RegisterExtension
    static final QuietLogger QUIET = new QuietLogger(LetterFile.class.getName());

    @TempDir
    private Path folder;

    private final RecordingDisk disk = new RecordingDisk();

    /** Tells what it was asked for and what of the letters was there then, and may refuse it. */
    private final class RecordingDisk implements LetterDisk {
        private final List<String> forced = new ArrayList<>();
        private boolean forces = true;

        @Override
        public void force(Path path, FileDescriptor file) throws IOException {
            forced.add(path.getFileName() + " of " + letters(path) + " with " + letters(path()) + " in place");
            refuse();
        }

        @Override
        public void forceNames(Path path) throws IOException {
            forced.add("names with " + letters(path()) + " in place");
            refuse();
        }

        private void refuse() throws IOException {
            if (!forces) {
                throw new IOException("Input/output error");
            }
        }
    }

    private Path path() {
        return folder.resolve("dead-letters.tsv");
    }

    private Path aside() {
        return folder.resolve("dead-letters.tsv.damaged");
    }

    private LetterFile file(Keeping keeping) {
        return new LetterFile(path(), NumberCodec.create(), keeping, disk);
    }

    private static Letter letter(int key) {
        DeadLetter text = new DeadLetter("key " + key, /* isDeletion= */ false, 1, Instant.EPOCH, "refused");
        return new Letter(new HashedKey(key), new QueuedChange(key), text, null);
    }

    private static long letters(Path path) throws IOException {
        return Files.exists(path)
                ? Files.readAllLines(path).stream()
                        .filter(line -> !line.startsWith("#"))
                        .count()
                : 0;
    }

    private List<Object> read() throws IOException {
        return file(Keeping.WRITTEN).read().stream()
                .map(letter ->
                        letter.key() == null ? "undecodable" : letter.key().stored())
                .toList();
    }

    /** Leaves what a kill leaves, or a full disk that cannot cut back. */
    private void tear(int bytes) throws IOException {
        byte[] whole = Files.readAllBytes(path());
        Files.write(path(), Arrays.copyOf(whole, whole.length - bytes));
    }

    @Test
    void add_afterATornLine_beginsALineOfItsOwn() throws IOException {
        LetterFile file = file(Keeping.WRITTEN);
        file.add(letter(1));
        file.add(letter(2));
        tear(7);
        file.add(letter(3));
        assertThat(read()).containsExactly(1, 3);
        assertThat(aside()).content().contains("key 2").doesNotContain("key 3");
    }

    @Test
    void read_lineTornWhereItLooksWhole_isNoLetter() throws IOException {
        LetterFile file = file(Keeping.WRITTEN);
        file.add(letter(1));
        file.add(letter(2));
        tear(5); // the end of the line, and four digits of Base64
        assertThat(read()).containsExactly(1);
        file.add(letter(2));
        tear(5);
        file.add(letter(3));
        assertThat(read()).containsExactly(1, 3);
    }

    @Test
    void read_damagedAgain_keepsWhatWasSetAsideBefore() throws IOException {
        file(Keeping.WRITTEN).add(letter(1));
        Files.writeString(path(), "first nonsense\n", StandardOpenOption.APPEND);
        assertThat(read()).containsExactly(1);
        Files.writeString(path(), "second nonsense\n", StandardOpenOption.APPEND);
        assertThat(read()).containsExactly(1);
        assertThat(aside()).content().isEqualTo("first nonsense\nsecond nonsense\n");
    }

    @Test
    void read_damaged_forcesWhatIsSetAsideBeforeItIsTakenOut() throws IOException {
        file(Keeping.WRITTEN).add(letter(1));
        Files.writeString(path(), "nonsense\n", StandardOpenOption.APPEND);
        assertThat(read()).containsExactly(1);
        assertThat(disk.forced)
                .containsExactly(
                        "dead-letters.tsv.damaged of 1 with 2 in place",
                        "names with 2 in place",
                        "dead-letters.tsv.new of 1 with 2 in place");
    }

    @Test
    void replace_forcesTheFileBeforeItIsInPlaceAndItsNameAfter() throws IOException {
        LetterFile file = file(Keeping.FORCED);
        file.add(letter(1));
        file.add(letter(2));
        disk.forced.clear();
        file.replace(List.of(letter(2)));
        assertThat(disk.forced).containsExactly("dead-letters.tsv.new of 1 with 2 in place", "names with 1 in place");
    }

    @Test
    void replace_diskDoesNotConfirm_keepsTheOldFile() throws IOException {
        LetterFile file = file(Keeping.WRITTEN);
        file.add(letter(1));
        file.add(letter(2));
        disk.forces = false;
        assertThatThrownBy(() -> file.replace(List.of(letter(2)))).hasMessageContaining("Input/output error");
        assertThat(read()).containsExactly(1, 2);
    }

    @Test
    void add_firstOfAFile_forcesItsNameToo() throws IOException {
        LetterFile file = file(Keeping.FORCED);
        file.add(letter(1));
        file.add(letter(2));
        assertThat(disk.forced)
                .containsExactly(
                        "dead-letters.tsv of 1 with 1 in place",
                        "names with 1 in place",
                        "dead-letters.tsv of 2 with 2 in place");
    }

    @Test
    void add_diskDoesNotConfirm_isNotInTheFile() throws IOException {
        LetterFile file = file(Keeping.FORCED);
        file.add(letter(1));
        disk.forces = false;
        assertThatThrownBy(() -> file.add(letter(2))).hasMessageContaining("Input/output error");
        assertThat(read()).containsExactly(1);
    }
}
