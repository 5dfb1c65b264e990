package io.tiercel.offheap.disk.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.TiercelCache;
import io.tiercel.TiercelCachingProvider;
import io.tiercel.tier.TierOpening;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.cache.CacheManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tags and their invalidations on disk: through a close, through kills, and where their file is damaged.
 * {@code -Dtiercel.crash.rounds=} sets the number of kills.
 */
final class TagCrashTest {

    private static final int ROUNDS = Integer.getInteger("tiercel.crash.rounds", 2);
    private static final long SEED = Long.getLong("tiercel.crash.seed", System.nanoTime());
    private static final int LONGEST_MILLIS = 1500;

    /** So many steps of a process are told before the time to its kill begins: enough to leave entries that are live. */
    private static final int LEAST_STEPS = 100;

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final ScheduledExecutorService killer = Executors.newSingleThreadScheduledExecutor();
    private final TiercelCachingProvider provider = new TiercelCachingProvider();
    private final long[] invalidated = new long[TagChild.TAGS];
    private long number;

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        provider.close();
        killer.shutdownNow();
    }

    private TiercelCache<Integer, Long> open() {
        CacheManager manager = provider.getCacheManager();
        return TagChild.open(manager, folder);
    }

    private void closeManager() {
        provider.getCacheManager().close();
    }

    @Test
    void close_andOpen_keepsTagsAndWhatWasInvalidated() {
        TiercelCache<Integer, Long> before = open();
        for (int key = 0; key < TagChild.KEYS; key++) {
            before.put(key, (long) key, TagChild.tags(key));
        }
        before.put(-1, -1L);
        long expected = before.countByTag("tag-3");
        assertThat(before.invalidateTag("tag-3")).isEqualTo(expected);
        closeManager();

        TiercelCache<Integer, Long> after = open();

        assertThat(after.tiers().get(2).opening()).isEqualTo(TierOpening.WARM);
        assertThat(after.get(3)).isNull();
        assertThat(after.get(4)).isEqualTo(4);
        assertThat(after.get(-1)).isEqualTo(-1);
        after.put(3, 3L, TagChild.tags(3));
        after.invalidateTag("tag-4");
        assertThat(after.get(3)).isEqualTo(3);
        assertThat(after.get(4)).isNull();
        assertThat(after.listKeys("tag-3", 10, Duration.ofMinutes(1))).containsExactly(3);
        after.invalidateTag("all");
        assertThat(after).hasSize(1);
    }

    @Test
    void destroyedCache_leavesNothingOfItsTags() {
        TiercelCache<Integer, Long> cache = open();
        cache.put(1, 1L, Set.of("tag"));
        cache.getCacheManager().destroyCache("tagged");

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void tagsThatWereCutShortAfterTheClose_entriesThatCarryThemAreNotServed() throws IOException {
        TiercelCache<Integer, Long> before = open();
        before.put(1, 1L, Set.of("tag"));
        Path journal = journal();
        byte[] earlier = Files.readAllBytes(journal);
        before.invalidateTag("tag");
        closeManager();
        Files.write(journal, earlier);

        assertThat(open().get(1)).isNull();
    }

    @Test
    void tagsThatWereReplacedByAnOlderCopy_entriesThatCarryThemAreNotServedOthersAre() throws IOException {
        TiercelCache<Integer, Long> first = open();
        first.put(1, 1L, Set.of("tag"));
        first.put(2, 2L);
        closeManager();
        byte[] earlier = Files.readAllBytes(journal());
        open().invalidateTag("tag");
        closeManager();
        Files.write(journal(), earlier);

        TiercelCache<Integer, Long> after = open();

        assertThat(after.get(1)).isNull();
        assertThat(after.get(2)).isEqualTo(2);
    }

    @Test
    void exit_withoutClose_keepsEntriesWithTags() throws Exception {
        Process child = child(TagExitChild.class);
        assertThat(child.waitFor()).isZero();

        TiercelCache<Integer, Long> after = open();

        assertThat(after.tiers().get(2).opening()).isEqualTo(TierOpening.WARM);
        assertThat(after.get(1)).isEqualTo(1);
        assertThat(after.get(2)).isNull();
    }

    @Test
    void damagedTags_entriesThatCarryThemAreNotServedOthersAre() throws IOException {
        TiercelCache<Integer, Long> before = open();
        before.put(1, 1L, Set.of("tag"));
        before.put(2, 2L);
        closeManager();
        Path journal = journal();
        byte[] bytes = Files.readAllBytes(journal);
        bytes[bytes.length / 2] ^= 1;
        Files.write(journal, bytes);

        TiercelCache<Integer, Long> after = open();

        assertThat(after.get(1)).isNull();
        assertThat(after.get(2)).isEqualTo(2);
        after.put(1, 3L, Set.of("tag"));
        assertThat(after.get(1)).isEqualTo(3);
        assertThat(after.invalidateTag("tag")).isEqualTo(1);
    }

    private Path journal() throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.endsWith("tags.journal"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void kill_leavesNothingWhoseInvalidationReturned() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            runAndKill();
            TiercelCache<Integer, Long> cache = open();
            assertThat(cache.tiers().get(2).opening()).isEqualTo(TierOpening.RECOVERED);
            int found = 0;
            for (int key = 0; key < TagChild.KEYS; key++) {
                @Nullable Long value = cache.get(key);
                if (value != null) {
                    found++;
                    assertThat(value)
                            .as("key %d, round %d of seed %d", key, round, SEED)
                            .isGreaterThan(invalidated[key % TagChild.TAGS]);
                }
            }
            assertThat(found).as("found").isPositive();
            closeManager();
        }
    }

    private void runAndKill() throws IOException, InterruptedException {
        Process child = child(TagChild.class, String.valueOf(number + 1));
        try (BufferedReader steps =
                new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(steps.readLine()).isEqualTo("ready");
            String step = steps.readLine();
            for (int told = 1; step != null; told++) {
                note(step.split(" "));
                if (told == LEAST_STEPS) {
                    killAfter(random.nextInt(LONGEST_MILLIS), child);
                }
                step = steps.readLine();
            }
            assertThat(child.waitFor()).as("the process ends by the kill only").isNotZero();
        } finally {
            child.destroyForcibly().waitFor();
        }
    }

    private Process child(Class<?> main, String... further) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                main.getName(),
                folder.toString()));
        command.addAll(List.of(further));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** The last line may be cut short. */
    private void note(String[] step) {
        if (step.length == 3 && step[0].equals("invalidated")) {
            invalidated[Integer.parseInt(step[1])] = number;
        } else if (step.length == 3) {
            number = Math.max(number, Long.parseLong(step[2]));
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // killing does not fail
    private void killAfter(int millis, Process child) {
        killer.schedule(() -> child.toHandle().destroyForcibly(), millis, TimeUnit.MILLISECONDS);
    }
}
