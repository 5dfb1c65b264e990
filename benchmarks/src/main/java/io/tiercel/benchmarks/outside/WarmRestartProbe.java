package io.tiercel.benchmarks.outside;

import io.tiercel.benchmarks.subject.DiskSubject;
import io.tiercel.benchmarks.subject.Subject;
import io.tiercel.benchmarks.subject.Target;
import io.tiercel.benchmarks.workload.Data;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * In an empty folder, fills a cache with a disk tier, closes it and prints the milliseconds. In a folder that it has
 * filled, opens the cache and prints the milliseconds until it was open, those until it had answered a get, and the
 * percentage of the entries that are there.
 */
final class WarmRestartProbe {

    private static final Data DATA = Data.BYTES;
    private static final int DISK_BYTES_PER_ENTRY = 600;
    private static final int SAMPLES = 20_000;
    private static final double NANOS_PER_MILLI = 1e6;

    private WarmRestartProbe() {}

    @SuppressWarnings("SystemOut") // read by the parent process
    public static void main(String[] arguments) {
        Subject subject = Subject.valueOf(arguments[0]);
        Path folder = Path.of(arguments[1]);
        int entries = Integer.parseInt(arguments[2]);
        boolean first = isEmpty(folder);
        long startNanos = System.nanoTime();
        Target cache =
                DiskSubject.open(subject, DATA.types(), entries / 100, (long) entries * DISK_BYTES_PER_ENTRY, folder);
        if (first) {
            for (int index = 0; index < entries; index++) {
                cache.put(DATA.key(index), DATA.value(index));
            }
            cache.close();
            System.out.println(millisSince(startNanos));
        } else {
            double openMillis = millisSince(startNanos);
            cache.get(DATA.key(entries / 2));
            double answeredMillis = millisSince(startNanos);
            System.out.println(openMillis + " " + answeredMillis + " " + foundPercent(cache, entries));
            cache.close();
        }
    }

    private static boolean isEmpty(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double millisSince(long startNanos) {
        return (System.nanoTime() - startNanos) / NANOS_PER_MILLI;
    }

    private static double foundPercent(Target cache, int entries) {
        SplittableRandom random = new SplittableRandom(17);
        int found = 0;
        for (int sample = 0; sample < SAMPLES; sample++) {
            found += cache.get(DATA.key(random.nextInt(entries))) == null ? 0 : 1;
        }
        return 100.0 * found / SAMPLES;
    }
}
