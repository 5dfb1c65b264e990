package io.tiercel.offheap.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiercel.CapturedLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.cache.CacheException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DiskFolderTest {

    @TempDir
    private Path path;

    private DiskFolder open() {
        return open(Manifests.IDENTITY);
    }

    private DiskFolder open(CacheIdentity identity) {
        return DiskFolder.open(path.resolve("users"), identity, Manifests.FORMAT, () -> 1_000);
    }

    private DiskFolder openWithData(String content) throws IOException {
        DiskFolder folder = open();
        Files.writeString(folder.dataFile(), content);
        folder.opened(4);
        return folder;
    }

    private static SortedMap<String, String> contentOf(Path folder) throws IOException {
        SortedMap<String, String> content = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                content.put(file.getFileName().toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return content;
    }

    @Test
    void open_theFirstTime_isFresh() {
        try (DiskFolder folder = open()) {
            assertThat(folder.opening()).isEqualTo(new Opening.Fresh());
        }
    }

    @Test
    void open_afterItWasClosed_isWarm() throws IOException {
        try (DiskFolder folder = openWithData("entries")) {
            folder.closed();
        }

        try (DiskFolder folder = open()) {
            assertThat(folder.opening()).isEqualTo(new Opening.Warm());
            assertThat(folder.dataFile()).hasContent("entries");
        }
    }

    @Test
    void open_afterItWasNotClosed_isRecovered() throws IOException {
        openWithData("entries").close();

        try (DiskFolder folder = open()) {
            assertThat(folder.opening()).isEqualTo(new Opening.Recovered());
        }
    }

    @Test
    void open_afterTheDataFileWasOnlyMade_isFresh() throws IOException {
        try (DiskFolder folder = open()) {
            Files.writeString(folder.dataFile(), "half");
        }

        try (DiskFolder folder = open()) {
            assertThat(folder.opening()).isEqualTo(new Opening.Fresh());
            assertThat(folder.dataFile()).doesNotExist();
        }
    }

    private Path journal() {
        return path.resolve("users").resolve("tags.journal");
    }

    private void closeWithJournal(String content) throws IOException {
        try (DiskFolder folder = openWithData("entries")) {
            Files.writeString(journal(), content);
            folder.closed();
        }
    }

    @Test
    void open_withTheJournalThatItWasClosedWith_leavesIt() throws IOException {
        closeWithJournal("tags");

        try (DiskFolder folder = open()) {
            assertThat(folder.opening()).isEqualTo(new Opening.Warm());
            assertThat(journal()).hasContent("tags");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "tag", "sgat"})
    void open_withAnotherJournalThanItWasClosedWith_setsThatAsideAndSaysSo(String other) throws IOException {
        closeWithJournal("tags");
        Files.writeString(journal(), other);

        try (CapturedLog log = new CapturedLog("io.tiercel.tag");
                DiskFolder folder = open()) {
            assertThat(folder.opening()).isEqualTo(new Opening.Warm());
            assertThat(journal()).doesNotExist();
            assertThat(journal().resolveSibling("tags.journal.aside")).hasContent(other);
            assertThat(log.messages())
                    .singleElement()
                    .asString()
                    .contains(journal().toString());
        }
    }

    @Test
    void open_withAJournalThatItWasClosedWithout_setsThatAside() throws IOException {
        try (DiskFolder folder = openWithData("entries")) {
            folder.closed();
        }
        Files.writeString(journal(), "tags");

        try (CapturedLog log = new CapturedLog("io.tiercel.tag");
                DiskFolder folder = open()) {
            assertThat(folder.opening()).isEqualTo(new Opening.Warm());
            assertThat(journal()).doesNotExist();
            assertThat(log.messages()).hasSize(1);
        }
    }

    @Test
    void open_withoutTheJournalThatItWasClosedWith_saysSo() throws IOException {
        closeWithJournal("tags");
        Files.delete(journal());

        try (CapturedLog log = new CapturedLog("io.tiercel.tag");
                DiskFolder folder = open()) {
            assertThat(folder.opening()).isEqualTo(new Opening.Warm());
            assertThat(log.messages())
                    .singleElement()
                    .asString()
                    .contains(journal().toString());
        }
    }

    /** So did earlier builds of this version. */
    @Test
    void open_ofAManifestThatDoesNotTellTheJournal_leavesIt() throws IOException {
        closeWithJournal("tags");
        ManifestFile file = new ManifestFile(path.resolve("users").resolve("manifest"));
        file.write(Manifests.withTagStamps(file, new byte[0]), ManifestFile.Durability.KILLED_PROCESS);
        Files.writeString(journal(), "others");

        try (DiskFolder folder = open()) {
            assertThat(folder.opening()).isEqualTo(new Opening.Warm());
            assertThat(journal()).hasContent("others");
        }
    }

    /** What was being added to it when the process was killed is for whoever reads it to judge. */
    @Test
    void open_afterItWasNotClosed_leavesTheJournal() throws IOException {
        closeWithJournal("tags");
        try (DiskFolder folder = open()) {
            folder.reopened();
            Files.writeString(journal(), "tags and more");
        }

        try (DiskFolder folder = open()) {
            assertThat(folder.opening()).isEqualTo(new Opening.Recovered());
            assertThat(journal()).hasContent("tags and more");
        }
    }

    @Test
    void open_asAnotherCache_keepsWhatThereWas() throws IOException {
        try (DiskFolder folder = openWithData("entries")) {
            folder.closed();
        }

        try (DiskFolder folder = open(new CacheIdentity("users", "java.lang.Long", "other", "fory 1", 42))) {
            assertThat(folder.opening()).isInstanceOf(Opening.SetAside.class);
            assertThat(folder.dataFile()).doesNotExist();
            assertThat(folder.path().resolve("entries.data.aside")).hasContent("entries");
            assertThat(folder.path().resolve("manifest.aside")).exists();
            assertThat(Files.readString(folder.path().resolve("reason.aside"))).contains("value type");
        }
    }

    @Test
    void open_whenContentIsSetAsideAgain_keepsTheLastCopyOnly() throws IOException {
        for (String content : new String[] {"first", "second"}) {
            try (DiskFolder folder = openWithData(content)) {
                Files.writeString(folder.path().resolve("manifest"), "nonsense");
            }
        }

        try (DiskFolder folder = open()) {
            assertThat(folder.path().resolve("entries.data.aside")).hasContent("second");
            assertThat(contentOf(folder.path()).keySet())
                    .containsExactly("entries.data.aside", "lock", "manifest", "manifest.aside", "reason.aside");
        }
    }

    @Test
    void open_ofMissingData_keepsTheCopyThatWasSetAsideBefore() throws IOException {
        try (DiskFolder folder = openWithData("entries")) {
            Files.writeString(folder.path().resolve("manifest"), "nonsense");
        }
        try (DiskFolder folder = openWithData("more")) {
            Files.delete(folder.dataFile());
        }

        try (DiskFolder folder = open()) {
            assertThat(folder.opening()).isInstanceOf(Opening.SetAside.class);
            assertThat(folder.path().resolve("entries.data.aside")).hasContent("entries");
        }
    }

    @Test
    void open_ofOneThatIsOpen_isRefusedAndChangesNothing() throws IOException {
        try (DiskFolder folder = openWithData("entries")) {
            SortedMap<String, String> before = contentOf(folder.path());

            assertThatThrownBy(this::open)
                    .isInstanceOf(CacheException.class)
                    .hasMessageContaining(
                            "in use by this process " + ProcessHandle.current().pid())
                    .hasMessageContaining(folder.path().toString());

            assertThat(contentOf(folder.path())).isEqualTo(before);
        }
    }

    @Test
    void open_throughALink_isRefused() throws IOException {
        try (DiskFolder folder = open()) {
            Path link = Files.createSymbolicLink(path.resolve("link"), path);

            assertThatThrownBy(() ->
                            DiskFolder.open(link.resolve("users"), Manifests.IDENTITY, Manifests.FORMAT, () -> 1_000))
                    .hasMessageContaining("in use");
            assertThat(folder.region()).isEqualTo(1);
        }
    }

    @Test
    void open_whenTheSystemPropertiesWereEmptied_isStillRefused() throws IOException {
        try (DiskFolder folder = openWithData("entries")) {
            System.getProperties()
                    .keySet()
                    .removeIf(name -> String.valueOf(name).startsWith("tiercel.disk.open."));

            assertThatThrownBy(this::open).hasMessageContaining("in use");
            assertThat(folder.dataFile()).hasContent("entries");
        }
    }

    @Test
    void open_afterARefusal_succeedsOnceTheFirstIsClosed() {
        try (DiskFolder folder = open()) {
            assertThatThrownBy(this::open).hasMessageContaining("in use");
            assertThat(folder.region()).isEqualTo(1);
        }

        try (DiskFolder folder = open()) {
            assertThat(folder.opening()).isEqualTo(new Opening.Fresh());
        }
    }

    @Test
    void open_whereNoFolderCanBe_saysWhereAndWhatToDo() throws IOException {
        Files.writeString(path.resolve("users"), "a file in the way");

        assertThatThrownBy(this::open)
                .isInstanceOf(CacheException.class)
                .hasMessageContaining(path.resolve("users").toString())
                .hasMessageContaining("give the tier another path");
    }

    @ParameterizedTest
    @ValueSource(strings = {"entries.data", "manifest", "lock"})
    void open_whereAFolderIsInTheWayOfAFile_saysWhich(String file) throws IOException {
        Files.createDirectories(path.resolve("users").resolve(file));

        assertThatThrownBy(this::open)
                .isInstanceOf(CacheException.class)
                .hasMessageContaining(path.resolve("users").resolve(file) + " is no file");
    }

    @Test
    void nextRegion_isKept() throws IOException {
        int region;
        try (DiskFolder folder = openWithData("entries")) {
            region = folder.nextRegion();
        }

        try (DiskFolder folder = open()) {
            assertThat(region).isEqualTo(2);
            assertThat(folder.region()).isEqualTo(2);
        }
    }

    @Test
    void open_afterTheStartWasDamaged_isSetAside() throws IOException {
        try (DiskFolder folder = openWithData("entries")) {
            folder.closed();
            Files.writeString(folder.dataFile(), "eNtries");
        }

        try (DiskFolder folder = open()) {
            assertThat(folder.opening()).isInstanceOf(Opening.SetAside.class);
        }
    }

    @Test
    void open_withTheThreadInterrupted_succeedsAndStaysInterrupted() {
        Thread.currentThread().interrupt();
        try (DiskFolder folder = open()) {
            assertThat(folder.opening()).isEqualTo(new Opening.Fresh());
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void delete_leavesNothing() throws IOException {
        DiskFolder folder = openWithData("entries");
        Files.writeString(folder.path().resolve("reason.aside"), "x");

        folder.delete();

        assertThat(path).isEmptyDirectory();
    }

    private DiskFolder replace(DiskFolder replaced) throws IOException {
        Files.move(replaced.path(), path.resolve("moved"));
        return openWithData("of another");
    }

    @Test
    void folder_thatWasReplacedWhileOpen_isNotWrittenTo() throws IOException {
        try (DiskFolder replaced = openWithData("entries");
                DiskFolder other = replace(replaced)) {
            SortedMap<String, String> content = contentOf(other.path());

            assertThatThrownBy(replaced::nextRegion)
                    .isInstanceOf(CacheException.class)
                    .hasMessageContaining("another cache has made it anew");
            assertThat(warningsOf(replaced)).singleElement().asString().contains("another cache has made it anew");

            assertThat(contentOf(other.path())).isEqualTo(content);
        }
    }

    /** Closes a folder and returns what is logged of it. */
    private static List<String> warningsOf(DiskFolder closing) {
        try (CapturedLog log = new CapturedLog("io.tiercel.offheap.disk")) {
            closing.closed();
            assertThat(log.thrown()).containsOnlyNulls();
            return log.messages();
        }
    }

    @Test
    void folder_thatWasDeletedWhileOpen_saysSoAndWhatToDo() throws IOException {
        try (DiskFolder deleted = openWithData("entries")) {
            Files.move(deleted.path(), path.resolve("moved"));

            assertThatThrownBy(deleted::nextRegion)
                    .isInstanceOf(CacheException.class)
                    .hasMessageContaining("moved or deleted")
                    .hasMessageContaining("close the cache and create it anew");
            assertThat(warningsOf(deleted)).singleElement().asString().contains("moved or deleted");

            assertThat(deleted.path()).doesNotExist();
        }
    }

    /** Of what is left, nothing is made to look as if it could be trusted. */
    @Test
    void folder_whoseDataWasDeletedWhileOpen_isNotSaidToBeComplete() throws IOException {
        try (DiskFolder folder = openWithData("entries")) {
            Files.delete(folder.dataFile());

            assertThat(warningsOf(folder)).hasSize(1);

            assertThat(folder.dataFile()).doesNotExist();
        }
    }

    @Test
    void delete_ofAFolderThatWasReplacedWhileOpen_leavesTheOther() throws IOException {
        DiskFolder replaced = openWithData("entries");
        try (DiskFolder other = replace(replaced)) {
            SortedMap<String, String> content = contentOf(other.path());

            replaced.delete();

            assertThat(contentOf(other.path())).isEqualTo(content);
        }
    }
}
