package io.tiercel.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What can be seen in sources only. */
class SourceTest {

    private static final Path SOURCES = Path.of("src", "main", "java");
    private static final int MOST_LINES = 500;

    /** The files that may use monitors, and why no virtual thread blocks in them for long. */
    private static final Map<String, String> SYNCHRONIZED =
            Map.of("LatencyRecorder.java", "held for an allocation, once in the life of a recorder");

    private static final Pattern COMMENTS = Pattern.compile("/\\*.*?\\*/|//[^\\n]*", Pattern.DOTALL);

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            List<Path> sources =
                    files.filter(file -> file.toString().endsWith(".java")).toList();
            assertThat(sources).as("sources under %s", SOURCES.toAbsolutePath()).isNotEmpty();
            return sources;
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void packages_areDescribedAndNullMarked() throws IOException {
        Set<Path> folders = sources().stream().map(Path::getParent).collect(Collectors.toSet());

        assertThat(folders)
                .allSatisfy(folder -> assertThat(folder.resolve("package-info.java"))
                        .isRegularFile()
                        .content()
                        .startsWith("/**")
                        .contains("@NullMarked"));
    }

    @Test
    void files_areShort() throws IOException {
        assertThat(sources())
                .allSatisfy(file -> assertThat(read(file).lines().count())
                        .as(file.toString())
                        .isLessThanOrEqualTo(MOST_LINES));
    }

    @Test
    void monitors_areUsedWhereItIsAllowed() throws IOException {
        List<String> users = sources().stream()
                .filter(file -> COMMENTS.matcher(read(file)).replaceAll("").matches("(?s).*\\bsynchronized\\b.*"))
                .map(file -> file.getFileName().toString())
                .toList();

        assertThat(users).containsExactlyInAnyOrderElementsOf(SYNCHRONIZED.keySet());
    }
}
