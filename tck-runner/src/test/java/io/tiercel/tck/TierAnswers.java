package io.tiercel.tck;

import io.tiercel.tier.TierFigures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What the tiers outside the heap answered while a process ran, or several.
 *
 * @param hits how many gets were answered, by the name of the tier; a tier that no cache had is absent
 */
record TierAnswers(Map<String, Long> hits) {

    static TierAnswers of(Collection<? extends TierFigures> tiers) {
        Map<String, Long> hits = new TreeMap<>();
        tiers.forEach(tier -> hits.merge(tier.name(), tier.hits(), Long::sum));
        return new TierAnswers(hits);
    }

    /** Adds up what processes wrote to a folder with {@link #write}; fails if none did. */
    static TierAnswers read(Path folder) throws IOException {
        Map<String, Long> hits = new TreeMap<>();
        for (Path file : files(folder)) {
            for (String line : Files.readAllLines(file)) {
                List<String> parts = List.of(line.split("=", 2));
                hits.merge(parts.get(0), Long.valueOf(parts.get(1)), Long::sum);
            }
        }
        return new TierAnswers(hits);
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    void write(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(
                file,
                hits.entrySet().stream()
                        .map(tier -> tier.getKey() + "=" + tier.getValue())
                        .toList());
    }
}
