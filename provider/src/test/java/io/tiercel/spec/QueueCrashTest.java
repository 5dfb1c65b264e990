package io.tiercel.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.TiercelCache;
import io.tiercel.TiercelCachingProvider;
import io.tiercel.write.WriteQueue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes that are killed at random while they change a cache that is written behind: the next one sees each change
 * that was acknowledged, before it is written and after, and the database never goes back.
 */
final class QueueCrashTest {

    private static final int ROUNDS = Integer.getInteger("tiercel.crash.rounds", 4);
    private static final int LONGEST_MILLIS = 400;

    @TempDir
    Path folder;

    private final Random random = new Random();
    private final Map<Integer, Change> acknowledged = new HashMap<>();
    private @Nullable Change unknown;
    private int number;

    private record Change(int key, int number, boolean isPut) {}

    @Test
    void killedProcesses_loseNothing() throws IOException, InterruptedException {
        ScheduledExecutorService killer = Executors.newSingleThreadScheduledExecutor();
        try {
            int made = 0;
            for (int round = 1; round <= ROUNDS; round++) {
                made += runAndKill(killer, /* leastMade= */ round == 1 ? 1 : 0);
                if (round % 2 == 0) { // the others leave their queue to the next process
                    check("round " + round);
                }
            }
            assertThat(made).isPositive();
        } finally {
            killer.shutdownNow();
        }
    }

    /** @param leastMade how many changes are made before the time to the kill begins */
    private int runAndKill(ScheduledExecutorService killer, int leastMade) throws IOException, InterruptedException {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-cp",
                        ChildProgram.classPath(),
                        QueueCrashChild.class.getName(),
                        folder.toString(),
                        String.valueOf(number))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        int made = 0;
        try (InputStream told = child.getInputStream()) {
            byte[] record = told.readNBytes(QueueCrashChild.RECORD_BYTES);
            Change begun = null;
            boolean isToDie = false;
            while (record.length == QueueCrashChild.RECORD_BYTES) {
                if (!isToDie && made >= leastMade) {
                    killAfter(random.nextInt(LONGEST_MILLIS), child, killer);
                    isToDie = true;
                }
                ByteBuffer bytes = ByteBuffer.wrap(record);
                int what = bytes.get();
                if (what == QueueCrashChild.MADE) {
                    Change ended = Objects.requireNonNull(begun);
                    acknowledged.put(ended.key, ended);
                    begun = null;
                    made++;
                } else {
                    begun = new Change(bytes.getInt(), bytes.getInt(), what == QueueCrashChild.PUT);
                    number = begun.number;
                }
                record = told.readNBytes(QueueCrashChild.RECORD_BYTES);
            }
            unknown = begun == null ? unknown : begun;
            settleUnknown();
            assertThat(child.waitFor()).as("ends by the kill only").isNotZero();
        } finally {
            child.destroyForcibly().waitFor();
        }
        return made;
    }

    /** What was begun and not acknowledged may have been made: nothing is known of its key until it is changed again. */
    private void settleUnknown() {
        if (unknown != null) {
            Change before = acknowledged.get(unknown.key);
            if (before == null || before.number < unknown.number) {
                acknowledged.remove(unknown.key);
            }
        }
    }

    /** Through its handle: the process itself would close the pipe before it is read to its end. */
    @SuppressWarnings("FutureReturnValueIgnored") // killing does not fail
    private static void killAfter(int millis, Process child, ScheduledExecutorService killer) {
        killer.schedule(() -> child.toHandle().destroyForcibly(), millis, TimeUnit.MILLISECONDS);
    }

    @SuppressWarnings("unchecked") // unwrap of what was created with these types
    private void check(String round) {
        FileDatabase database = new FileDatabase(folder.resolve("database"));
        try (TiercelCachingProvider provider = new TiercelCachingProvider()) {
            TiercelCache<Integer, Integer> cache =
                    QueueCrashChild.open(provider, folder, Duration.ofHours(1)).unwrap(TiercelCache.class);
            acknowledged.forEach((key, change) -> assertThat(cache.get(key))
                    .as("%s: %s is seen before it is written", round, change)
                    .isEqualTo(change.isPut ? change.number : null));
            WriteQueue queue = Objects.requireNonNull(cache.writeBehind());
            assertThat(queue.flush(Duration.ofSeconds(60))).as(round).isTrue();
        }
        Map<Integer, Integer> rows = database.rows();
        acknowledged.forEach((key, change) -> assertThat(rows.get(key))
                .as("%s: %s is written", round, change)
                .isEqualTo(change.isPut ? change.number : null));
        assertOrder(round, database);
    }

    private static void assertOrder(String round, FileDatabase database) {
        Map<Integer, Integer> highest = new HashMap<>();
        for (Map.Entry<Integer, String> change : database.changes()) {
            if (!change.getValue().equals("-")) {
                int value = Integer.parseInt(change.getValue());
                assertThat(highest.merge(change.getKey(), value, Math::max))
                        .as("%s: key %s goes back to %s", round, change.getKey(), value)
                        .isEqualTo(value);
            }
        }
    }
}
