package io.tiercel.warming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiercel.key.KeyParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessLogTest {

    private static final Pattern REQUESTS = Pattern.compile("GET /users/(?<key>[^ /]+)");

    @TempDir
    private Path folder;

    private Path log(String text) throws IOException {
        return Files.writeString(folder.resolve("access.log"), text);
    }

    private static AccessLog.Found<Long> read(Path file, @Nullable Pattern pattern) throws IOException {
        return new AccessLog<>(file, pattern, KeyParser.of(Long.class)::parse).read(100, () -> false);
    }

    @Test
    void read_linesThatMatch_areCounted() throws IOException {
        Path log = log("10:00 GET /users/7 200\n10:01 GET /users/9 200\r\n10:02 GET /users/7 404\nGET /users/7");

        AccessLog.Found<Long> found = read(log, REQUESTS);
        assertThat(found.keys()).containsExactly(new HotKey<>(7L, 3), new HotKey<>(9L, 1));
        assertThat(found.lines()).isEqualTo(4);
        assertThat(found.badLines()).isZero();
    }

    @Test
    void read_badLines_areCountedAndPassedOver() throws IOException {
        Path log = log("GET /users/7\nGET /orders/7\nGET /users/me\n\n" + "x".repeat(200_000)
                + "GET /users/8\nGET /users/7\n");

        AccessLog.Found<Long> found = read(log, REQUESTS);
        assertThat(found.keys()).containsExactly(new HotKey<>(7L, 2));
        assertThat(found.lines()).isEqualTo(6);
        assertThat(found.badLines()).isEqualTo(4);
    }

    @Test
    void read_withoutPattern_takesTheFirstColumn() throws IOException {
        assertThat(read(log("5 a b\n  6\n5\n"), null).keys()).containsExactly(new HotKey<>(5L, 2), new HotKey<>(6L, 1));
    }

    @Test
    void read_compressedLog_isTheSame() throws IOException {
        Path file = folder.resolve("access.log.1"); // told by its bytes, whatever its name
        Files.write(file, compressed("1\n2\n2\n"));

        assertThat(read(file, null).keys()).containsExactly(new HotKey<>(2L, 2), new HotKey<>(1L, 1));
    }

    @Test
    void read_compressedLogThatIsStillWritten_countsAsFarAsItGoes() throws IOException {
        byte[] whole = compressed("123456789\n".repeat(100_000));
        Path file = Files.write(folder.resolve("access.log.gz"), Arrays.copyOf(whole, whole.length - 9));

        AccessLog.Found<Long> found = read(file, null);
        assertThat(found.lines()).isPositive();
        assertThat(found.keys().get(0).key()).isEqualTo(123456789L);
    }

    private static byte[] compressed(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    @Test
    void read_emptyLog_findsNothing() throws IOException {
        assertThat(read(log(""), null).lines()).isZero();
    }

    @Test
    void read_noLog_fails() {
        assertThatThrownBy(() -> read(folder.resolve("none"), null)).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void read_longLog_keepsTheMostFrequent() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 100_000; i++) {
            text.append(i % 2 == 0 ? i % 20 : 1_000 + i).append('\n');
        }

        assertThat(read(log(text.toString()), null).keys().subList(0, 10))
                .extracting(HotKey::key)
                .containsExactlyInAnyOrder(0L, 2L, 4L, 6L, 8L, 10L, 12L, 14L, 16L, 18L);
    }
}
