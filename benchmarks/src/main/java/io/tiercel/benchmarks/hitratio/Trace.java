package io.tiercel.benchmarks.hitratio;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * A sequence of reads.
 *
 * @param name what it is called in the report
 * @param keys the keys in the order of the reads, numbered 0, 1, 2 ... as they first occur
 * @param distinctKeys how many there are
 * @param cachePercents the sizes of cache to compare, in percent of the distinct keys
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; a list of a million boxed keys would slow the runs
record Trace(String name, int[] keys, int distinctKeys, List<Double> cachePercents) {

    static final List<Double> USUAL_PERCENTS = List.of(0.5, 2.0, 5.0, 10.0, 20.0);

    static Trace of(String name, long[] rawKeys, List<Double> cachePercents) {
        Map<Long, Integer> numbers = new HashMap<>();
        int[] keys = new int[rawKeys.length];
        for (int i = 0; i < keys.length; i++) {
            int next = numbers.size();
            keys[i] = numbers.computeIfAbsent(rawKeys[i], raw -> next);
        }
        return new Trace(name, keys, numbers.size(), cachePercents);
    }

    /** Reads a gzipped file of one decimal key a line. */
    static Trace read(String name, Path path) throws IOException {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(path)), StandardCharsets.US_ASCII))) {
            return of(name, lines.lines().mapToLong(Long::parseLong).toArray(), USUAL_PERCENTS);
        }
    }

    int capacity(double percent) {
        return (int) Math.max(1, Math.round(distinctKeys * percent / 100));
    }
}
