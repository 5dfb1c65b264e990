package io.tiercel.offheap.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiercel.offheap.map.ByteEntry;
import io.tiercel.offheap.map.ByteMap;
import io.tiercel.store.Copies;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.cache.CacheException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk tier and other processes, and other class loaders. */
final class OtherProcessTest {

    @TempDir
    private Path path;

    private Process startHolder() throws IOException {
        Process holder = holder().redirectError(ProcessBuilder.Redirect.INHERIT).start();
        assertThat(holder.getInputStream().read()).as("says that it is ready").isEqualTo('r');
        return holder;
    }

    private ProcessBuilder holder() {
        String classPath = classPath().stream()
                .map(location -> Path.of(location).toString())
                .collect(Collectors.joining(File.pathSeparator));
        return new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-cp",
                classPath,
                TierHolder.class.getName(),
                path.toString());
    }

    private static int finish(Process holder) throws IOException, InterruptedException {
        holder.getOutputStream().close();
        return holder.waitFor();
    }

    private static List<URI> classPath() {
        return Stream.of(TierHolder.class, DiskTier.class, Copies.class, CacheException.class)
                .map(OtherProcessTest::locationOf)
                .toList();
    }

    private static URI locationOf(Class<?> type) {
        try {
            return type.getProtectionDomain().getCodeSource().getLocation().toURI();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void exit_withoutClose_leavesTheTierClean() throws Exception {
        assertThat(finish(startHolder())).isEqualTo(TierHolder.STILL_THERE);

        try (DiskTier tier = TierHolder.open(path)) {
            assertThat(tier.opening()).isEqualTo(new Opening.Warm());
            assertThat(tier.get(TierHolder.KEY, 1, ByteMap.Use.COUNTED))
                    .extracting(ByteEntry::payload)
                    .isEqualTo(TierHolder.VALUE);
        }
    }

    @Test
    void open_whileAnotherProcessHasIt_isRefusedAndDisturbsNothing() throws Exception {
        Process holder = startHolder();
        try {
            assertThatThrownBy(() -> TierHolder.open(path))
                    .isInstanceOf(CacheException.class)
                    .hasMessageContaining("in use by process " + holder.pid());

            assertThat(finish(holder)).isEqualTo(TierHolder.STILL_THERE);
        } finally {
            holder.destroyForcibly().waitFor();
        }
    }

    @Test
    void open_afterTheOtherProcessWasKilled_recovers() throws Exception {
        startHolder().destroyForcibly().waitFor();

        try (DiskTier tier = TierHolder.open(path)) {
            assertThat(tier.opening()).isEqualTo(new Opening.Recovered());
            assertThat(tier.size()).isEqualTo(1);
        }
    }

    @Test
    void open_byClassesOfAnotherLoader_isRefusedAndKeepsOtherProcessesOut() throws Exception {
        URL[] urls = new URL[classPath().size()];
        for (int i = 0; i < urls.length; i++) {
            urls[i] = classPath().get(i).toURL();
        }
        DiskTier tier = TierHolder.open(path);
        try (tier;
                URLClassLoader loader = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader())) {
            Method open = loader.loadClass(TierHolder.class.getName()).getDeclaredMethod("open", Path.class);
            open.setAccessible(true);

            assertThatThrownBy(() -> open.invoke(null, path)).hasRootCauseMessage(refusal());
            assertThat(startRefused()).isNotZero();
        }
    }

    private String refusal() {
        try {
            TierHolder.open(path).close();
            return "not refused";
        } catch (CacheException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** A process that closes the lock file by mistake would let others in. */
    private int startRefused() throws IOException, InterruptedException {
        Process refused = holder().redirectErrorStream(true).start();
        assertThat(new String(refused.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("in use by process " + ProcessHandle.current().pid());
        return refused.waitFor();
    }
}
