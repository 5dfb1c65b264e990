package io.tiercel.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FolderNameTest {

    private static final DiskBound.Size DISK = new DiskBound.Size(1 << 20, Path.of("data", "..", "caches"));

    @ParameterizedTest
    @ValueSource(strings = {"users", "com.example.user", "a", "user-names_2", "0"})
    void of_aHarmlessName_isTheName(String name) {
        assertThat(FolderName.of(name)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "..",
                ".",
                "",
                "/",
                "../../etc",
                "a/b",
                "a\\b",
                "C:",
                "con",
                "nul.txt",
                "com1",
                "a.",
                "a ",
                ".hidden",
                "-rf",
                "Users",
                "\u0000",
                "\uD800",
                "a\nb",
                "~",
                "users~",
                "\u00fc",
                "-",
                "a:stream"
            })
    void of_anyOtherName_isAFolderDirectlyInThePath(String name) {
        Path folder = DISK.folderOf(name);

        assertThat(folder.getParent()).isEqualTo(Path.of("caches").toAbsolutePath());
        assertThat(FolderName.of(name)).isNotEqualTo(name).matches("[a-z0-9_-]{0,60}~[0-9a-f]{32}");
    }

    @Test
    void of_aLongName_isShort() {
        assertThat(FolderName.of("a".repeat(100))).hasSize(100);
        assertThat(FolderName.of("a".repeat(101))).hasSize(93);
        assertThat(FolderName.of("a".repeat(10_000))).hasSize(93).isNotEqualTo(FolderName.of("a".repeat(10_001)));
    }

    @Test
    void of_twoNames_isNeverTheSameFolderOnAnyFileSystem() {
        List<String> alphabet = List.of("a", "A", ".", "/", "~", "-", "\u00e4", "\uD800");
        Random random = new Random(1);
        Set<String> names = new HashSet<>();
        for (int i = 0; i < 20_000; i++) {
            StringBuilder name = new StringBuilder();
            for (int length = random.nextInt(6); length >= 0; length--) {
                name.append(alphabet.get(random.nextInt(alphabet.size())));
            }
            names.add(name.toString());
        }
        names.add(FolderName.of("A"));

        assertThat(names.stream().map(name -> FolderName.of(name).toLowerCase(Locale.ROOT)))
                .doesNotHaveDuplicates();
    }

    @Test
    void of_aName_isPinned() {
        assertThat(FolderName.of("Users")).isEqualTo("users~72dd040912e1df1fcaf03b413e016cc4");
    }
}
