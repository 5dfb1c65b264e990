package io.tiercel.tck;

import io.tiercel.tier.TierFigures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the tiers outside the heap answered while a process ran.
 *
 * @param hits how many gets were answered, by the name of the tier; a tier that no cache had is absent
 */
record TierAnswers(Map<String, Long> hits) {

    static TierAnswers of(Collection<? extends TierFigures> tiers) {
        Map<String, Long> hits = new TreeMap<>();
        tiers.forEach(tier -> hits.merge(tier.name(), tier.hits(), Long::sum));
        return new TierAnswers(hits);
    }

    /** Reads what {@link #write} wrote. */
    static TierAnswers read(Path file) throws IOException {
        Map<String, Long> hits = new TreeMap<>();
        for (String line : Files.readAllLines(file)) {
            List<String> parts = List.of(line.split("=", 2));
            hits.put(parts.get(0), Long.parseLong(parts.get(1)));
        }
        return new TierAnswers(hits);
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
