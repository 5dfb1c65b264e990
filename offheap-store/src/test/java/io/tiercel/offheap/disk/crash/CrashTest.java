package io.tiercel.offheap.disk.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.offheap.disk.DiskTier;
import io.tiercel.offheap.disk.Opening;
import io.tiercel.offheap.map.ByteEntry;
import io.tiercel.offheap.map.ByteMap;
import io.tiercel.offheap.runtime.ChronicleRuntime;
import io.tiercel.store.Copies;
import io.tiercel.time.SystemClock;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.cache.CacheException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a process that writes to a disk tier, again and again, and checks that what is found afterwards is no wrong
 * answer: no bytes that were never put for the key, nothing older than the last write that returned, nothing whose
 * removal returned. {@code -Dtiercel.crash.rounds=} sets the number of kills, {@code -Dtiercel.crash.seed=} repeats the
 * times at which they come, as far as that goes.
 */
final class CrashTest {

    private static final int ROUNDS = Integer.getInteger("tiercel.crash.rounds", 2);
    private static final long SEED = Long.getLong("tiercel.crash.seed", System.nanoTime());
    private static final long ROOMY_BYTES = 64 << 20;
    private static final long TIGHT_BYTES = 1 << 20;
    private static final int LONGEST_MILLIS = 1500;

    /** Of what was put and not removed, so much is there at least where nothing had to be evicted. */
    private static final double LEAST_KEPT = 0.98;

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final Model model = new Model();
    private final ScheduledExecutorService killer = Executors.newSingleThreadScheduledExecutor();

    @TempDir
    private Path folder;

    @Test
    void kill_inATierWithRoom_leavesNoWrongAnswerAndLosesLittle() throws Exception {
        killAndCheck(ROOMY_BYTES, "alone", LEAST_KEPT);
    }

    @Test
    void kill_inATierThatEvicts_leavesNoWrongAnswer() throws Exception {
        killAndCheck(TIGHT_BYTES, "alone", 0.1);
    }

    @Test
    void kill_underAMapInMemory_leavesNoWrongAnswer() throws Exception {
        killAndCheck(ROOMY_BYTES, "layered", LEAST_KEPT);
    }

    private void killAndCheck(long capacityBytes, String layers, double leastKept) throws Exception {
        try {
            for (int round = 0; round < ROUNDS; round++) {
                runAndKill(capacityBytes, layers);
                // At times the next one finds what was left by a process that had itself to recover.
                if (round == ROUNDS - 1 || random.nextInt(4) != 0) {
                    check(capacityBytes, leastKept, "round " + round + " of seed " + SEED);
                }
            }
        } finally {
            killer.shutdownNow();
        }
    }

    private void runAndKill(long capacityBytes, String layers) throws IOException, InterruptedException {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=" + (random.nextBoolean() ? 4 : 1),
                        "-cp",
                        classPath(),
                        CrashChild.class.getName(),
                        folder.toString(),
                        String.valueOf(capacityBytes),
                        String.valueOf(model.nextSequence()),
                        layers)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (InputStream steps = child.getInputStream()) {
            byte[] step = steps.readNBytes(Step.BYTES);
            assertThat(step).as("what the process says when it is ready").hasSize(Step.BYTES);
            killAfter(random.nextInt(LONGEST_MILLIS), child);
            while (step.length == Step.BYTES) {
                model.apply(Step.of(step));
                step = steps.readNBytes(Step.BYTES);
            }
            assertThat(child.waitFor()).as("the process ends by the kill only").isNotZero();
        } finally {
            child.destroyForcibly().waitFor();
        }
    }

    /** Through its handle: the process itself would close the pipe before it is read to its end. */
    @SuppressWarnings("FutureReturnValueIgnored") // killing does not fail
    private void killAfter(int millis, Process child) {
        killer.schedule(() -> child.toHandle().destroyForcibly(), millis, TimeUnit.MILLISECONDS);
    }

    private void check(long capacityBytes, double leastKept, String round) {
        List<String> wrong = new ArrayList<>();
        long expected = model.expected();
        int found = 0;
        try (DiskTier tier =
                CrashChild.open(folder, capacityBytes, ChronicleRuntime.maps(), Copies.NONE, new SystemClock())) {
            assertThat(tier.opening()).as(round).isInstanceOf(Opening.Recovered.class);
            for (int key = 0; key < CrashChild.KEYS; key++) {
                ByteEntry entry = tier.get(Payload.keyBytes(key), Payload.hash(key), ByteMap.Use.COUNTED);
                if (entry == null) {
                    model.foundAbsent(key);
                } else {
                    found++;
                    String fault = model.judge(key, entry.payload(), entry.expiresAtMillis());
                    if (!fault.isEmpty()) {
                        wrong.add(fault);
                    }
                    model.found(key, Payload.sequenceOf(key, entry.payload()));
                }
            }
        }
        assertThat(wrong).as(round).isEmpty();
        assertThat((double) found).as(round + ": found, of " + expected).isGreaterThanOrEqualTo(leastKept * expected);
    }

    private static String classPath() {
        return Stream.of(CrashChild.class, DiskTier.class, Copies.class, CacheException.class)
                .map(CrashTest::locationOf)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String locationOf(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
