package io.tiercel.tag;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiercel.tag.TagJournal.Predecessor;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.cache.CacheException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TagJournalTest {

    private static final Logger LOGGER = Logger.getLogger(TagJournal.class.getName());

    @TempDir
    Path folder;

    @BeforeAll
    static void silence() { // each damaged file is a warning
        LOGGER.setLevel(Level.OFF);
    }

    @AfterAll
    static void unsilence() {
        LOGGER.setLevel(null);
    }

    private TagRegistry open() {
        return open(Predecessor.KILLED);
    }

    private TagRegistry open(Predecessor predecessor) {
        TagRegistry registry = new TagRegistry();
        registry.keepIn(TagJournal.open(folder, predecessor));
        return registry;
    }

    private Path file() {
        return folder.resolve(TagJournalLayout.FILE);
    }

    /** Puts an entry and returns what its bytes would say. */
    private static int[] put(TagRegistry registry, String... names) {
        TagSet tags = registry.tagSet(List.of(names), registry.now());
        tags.entered();
        int[] ids = new int[tags.size()];
        Arrays.setAll(ids, tags::id);
        return ids;
    }

    @Test
    void reopened_knowsTagsAndInvalidations() {
        TagRegistry before = open();
        long earlier = before.now();
        int[] hidden = put(before, "a", "b");
        int[] live = put(before, "b");
        before.invalidate(List.of("a"));
        long later = before.now();
        before.close();

        TagRegistry after = open();

        assertThat(after.resolve(before.epoch(), earlier, hidden).isInvalidated())
                .isTrue();
        assertThat(after.resolve(before.epoch(), earlier, live).isInvalidated()).isFalse();
        assertThat(after.resolve(before.epoch(), later, hidden).isInvalidated()).isFalse();
        assertThat(after.now()).isGreaterThanOrEqualTo(later);
        after.invalidate(List.of("b"));
        assertThat(after.resolve(before.epoch(), later, live).isInvalidated()).isTrue();
    }

    @Test
    void reopened_tellsTagsApartThatHaveNoUtf8() {
        TagRegistry before = open();
        int[] hidden = put(before, "a\uD800");
        int[] live = put(before, "a\uD801");
        before.close();
        open().close();

        TagRegistry after = open();
        after.invalidate(List.of("a\uD800"));

        assertThat(after.resolve(before.epoch(), 0, hidden).isInvalidated()).isTrue();
        assertThat(after.resolve(before.epoch(), 0, live).isInvalidated()).isFalse();
    }

    @Test
    void reopened_afterTwoCloses_knowsTagsAndInvalidations() {
        TagRegistry before = open();
        int[] ids = put(before, "a");
        before.close();
        before.close();

        TagRegistry after = open(Predecessor.CLOSED);

        assertThat(after.resolve(before.epoch(), 0, ids).isInvalidated()).isFalse();
    }

    @Test
    void reopened_withoutAClose_knowsAllThatReturned() {
        TagRegistry killed = open();
        int[] ids = put(killed, "a");
        killed.invalidate(List.of("a", "unknown"));
        killed.invalidate(List.of("unknown"));

        TagRegistry after = open();

        assertThat(after.resolve(killed.epoch(), 0, ids).isInvalidated()).isTrue();
        assertThat(after.now()).isEqualTo(2);
    }

    @Test
    void reopened_neverUsesANumberTwice() {
        TagRegistry first = open();
        int[] ids = put(first, "a");
        first.tagSet(List.of("a"), 0).left();
        for (int i = 0; i < 3; i++) {
            first.endSweep(first.beginSweep());
        }
        first.close();
        TagRegistry second = open();
        assertThat(put(second, "b")[0]).isNotEqualTo(ids[0]);
        second.close();
        TagRegistry third = open();

        assertThat(third.resolve(first.epoch(), 9, ids).isInvalidated()).isTrue();
    }

    @Test
    void rewritten_whenItHasGrown_saysTheSame() throws IOException {
        TagRegistry before = open();
        int[] ids = put(before, "a");
        for (int i = 0; i < 70_000; i++) {
            before.invalidate(List.of("b"));
        }
        before.invalidate(List.of("a"));
        assertThat(Files.size(file())).isLessThan(1L << 20);

        TagRegistry after = open();

        assertThat(after.now()).isEqualTo(70_001);
        assertThat(after.resolve(before.epoch(), 70_000, ids).isInvalidated()).isTrue();
        assertThat(after.resolve(before.epoch(), 70_001, ids).isInvalidated()).isFalse();
    }

    @Test
    void rewritten_diskHasNoRoomForIt_goesOnInTheOldFile() throws IOException {
        TagRegistry before = open();
        int[] ids = put(before, "a");
        Path inTheWay = Files.createDirectories(
                folder.resolve(TagJournalLayout.FILE + ".new").resolve("in the way"));
        for (int i = 0; i < 70_000; i++) {
            before.invalidate(List.of("b"));
        }
        before.invalidate(List.of("a"));
        Files.delete(inTheWay);

        TagRegistry after = open();

        assertThat(after.now()).isEqualTo(70_001);
        assertThat(after.resolve(before.epoch(), 70_000, ids).isInvalidated()).isTrue();
    }

    @Test
    void anyFlippedBit_meansThatNoEntryWithTagsIsServed() throws IOException {
        TagRegistry before = open();
        int[] ids = put(before, "a", "b");
        before.invalidate(List.of("a"));
        before.close();
        byte[] whole = Files.readAllBytes(file());
        for (int bit = 0; bit < whole.length * 8; bit++) {
            byte[] flipped = whole.clone();
            flipped[bit / 8] ^= (byte) (1 << (bit % 8));
            Files.write(file(), flipped);

            TagRegistry after = open();

            assertThat(after.resolve(before.epoch(), before.now(), ids).isInvalidated())
                    .as("bit %d", bit)
                    .isTrue();
        }
        assertThat(folder.resolve(TagJournalLayout.FILE + ".aside")).exists();
    }

    @Test
    void cutShortWithinARecord_meansThatNoEntryWithTagsIsServed() throws IOException {
        TagRegistry killed = open();
        int[] ids = put(killed, "a");
        byte[] header = Files.readAllBytes(file());
        killed.invalidate(List.of("a"));
        byte[] whole = Files.readAllBytes(file());
        for (int length = header.length + 1; length < whole.length; length++) {
            Files.write(file(), Arrays.copyOf(whole, length));

            assertThat(open().resolve(killed.epoch(), 0, ids).isInvalidated()).isTrue();
        }
    }

    @Test
    void cutShortAfterItWasClosed_meansThatNoEntryWithTagsIsServed() throws IOException {
        TagRegistry before = open();
        int[] ids = put(before, "a");
        byte[] earlier = Files.readAllBytes(file());
        before.invalidate(List.of("a"));
        before.close();
        Files.write(file(), earlier);

        TagRegistry after = open(Predecessor.CLOSED);

        assertThat(after.resolve(before.epoch(), 0, ids).isInvalidated()).isTrue();
    }

    @Test
    void fresh_forgetsTheOldOne() {
        TagRegistry before = open();
        int[] ids = put(before, "a");
        before.close();

        TagRegistry after = open(Predecessor.NONE);

        assertThat(after.resolve(before.epoch(), 9, ids).isInvalidated()).isTrue();
        assertThat(after.isInUse()).isFalse();
    }

    @Test
    void destroy_leavesNothing() {
        TagRegistry registry = open();
        put(registry, "a");
        registry.destroy();
        registry.close();

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void invalidate_diskRefuses_saysSoAndHoldsAllTheSame() {
        TagRegistry registry = open();
        TagSet tags = registry.tagSet(List.of("a"), registry.now());
        tags.entered();
        registry.close();

        assertThatThrownBy(() -> registry.invalidate(List.of("a")))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining(file().toString());

        assertThat(tags.isInvalidated()).isTrue();
    }

    @Test
    void writtenAnew_numbersOfForgottenTagsDoNotComeAgain() {
        TagRegistry before = open();
        put(before, "a");
        int forgotten = before.tagSet(List.of("b"), before.now()).id(0);
        for (int i = 0; i < 3; i++) {
            before.endSweep(before.beginSweep());
        }
        before.close();
        open().close(); // writes it anew

        TagRegistry after = open();

        assertThat(put(after, "c")[0]).isGreaterThan(forgotten);
    }

    @Test
    void invalidated_fileHasGrownByLittle_isNotWrittenAnew() throws IOException {
        TagRegistry before = open();
        for (int i = 0; i < 1_500; i++) {
            put(before, "x".repeat(1_000) + i);
        }
        before.close();
        TagRegistry registry = open();
        assertThat(Files.size(file())).isGreaterThan(1 << 20);
        Object written = fileKey();

        registry.invalidate(List.of("a"));

        assertThat(fileKey()).isEqualTo(written);
        registry.close();
    }

    /** Tells the file from another one in its place. */
    private Object fileKey() throws IOException {
        return requireNonNull(
                Files.readAttributes(file(), BasicFileAttributes.class).fileKey());
    }

    /** A file on a disk that is full in the middle of a write, once. */
    private static final class Full extends RandomAccessFile {

        private boolean hasFailed;

        Full(Path file) throws IOException {
            super(file.toFile(), "rw");
            seek(length());
        }

        @Override
        public void write(byte[] bytes) throws IOException {
            if (!hasFailed) {
                hasFailed = true;
                write(bytes, 0, bytes.length / 2);
                throw new IOException("No space left on device");
            }
            super.write(bytes);
        }
    }

    @Test
    void invalidate_diskIsFullForAMoment_leavesNoHalfRecordInTheWayOfTheNext() throws Exception {
        TagJournal journal = TagJournal.open(folder, Predecessor.NONE);
        TagRegistry before = new TagRegistry();
        before.keepIn(journal);
        long reading = before.now();
        int[] entry = put(before, "a");
        Field out = TagJournal.class.getDeclaredField("out");
        out.setAccessible(true);
        ((RandomAccessFile) out.get(journal)).close();
        out.set(journal, new Full(file()));

        assertThatThrownBy(() -> before.invalidate(List.of("b"))).isInstanceOf(CacheException.class);
        before.invalidate(List.of("a"));

        TagRegistry after = open();
        assertThat(after.epoch()).isEqualTo(before.epoch());
        assertThat(after.resolve(before.epoch(), reading, entry).isInvalidated())
                .isTrue();
        before.close();
    }

    @Test
    void journal_thatWasReplacedWhileOpen_leavesTheOther() throws IOException {
        TagRegistry replaced = open();
        Files.move(file(), folder.resolve("moved"));
        TagRegistry other = open();
        put(other, "of another");
        byte[] content = Files.readAllBytes(file());

        for (int number = 0; number < 100_000; number++) { // so many that it is written anew
            put(replaced, "tag" + number);
        }
        assertThat(file()).hasBinaryContent(content);
        replaced.destroy();
        replaced.close();

        assertThat(file()).hasBinaryContent(content);
        other.close();
    }
}
