package io.tiercel.write.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * What the segments of a former process say: the latest change of each key that is not done. An earlier change of a key
 * that has a later one is nothing any more, done or not.
 */
final class Recovery {

    private final Set<Long> never;
    private final Set<Long> takenBack = new HashSet<>();
    private final Map<ByteBuffer, LogRecord> latest = new HashMap<>();
    private final Map<Long, ByteBuffer> keys = new HashMap<>();
    private final Map<LogFolder.SegmentPath, List<SegmentScan.Damage>> damaged = new HashMap<>();
    private @Nullable String description;
    private long nextSequence = 1;

    private Recovery(Set<Long> never) {
        this.never = never;
    }

    /**
     * Reads segments, the oldest first. Once more if changes were taken back, which is rare: what they seemed to make nothing
     * of is what counts.
     */
    static Recovery of(List<LogFolder.SegmentPath> segments) throws IOException {
        Recovery recovery = of(segments, Set.of());
        return recovery.takenBack.isEmpty() ? recovery : of(segments, recovery.takenBack);
    }

    private static Recovery of(List<LogFolder.SegmentPath> segments, Set<Long> never) throws IOException {
        Recovery recovery = new Recovery(never);
        for (LogFolder.SegmentPath segment : segments) {
            recovery.read(segment);
        }
        return recovery;
    }

    private void read(LogFolder.SegmentPath segment) throws IOException {
        ByteBuffer bytes = segment.read();
        Integer version = LogLayout.versionOf(bytes);
        if (version != null && version != LogLayout.VERSION) {
            throw new CacheException("The file " + segment.path() + " of a write-behind queue has the format version "
                    + version + ", and this version of Tiercel reads version " + LogLayout.VERSION
                    + ". Let the version that wrote it write its changes, or move the folder away.");
        }
        List<SegmentScan.Damage> damages = SegmentScan.scan(bytes, segment.number(), this::add);
        if (!damages.isEmpty()) {
            damaged.put(segment, damages);
        }
    }

    private void add(LogRecord record) {
        switch (record.type()) {
            case DESCRIPTION -> {
                description = new String(record.key(), StandardCharsets.UTF_8);
                nextSequence = Math.max(nextSequence, record.sequence());
            }
            case WRITE, DELETE -> addChange(record);
            case DONE -> {
                for (long sequence : record.sequences()) {
                    done(sequence);
                    if (record.isTakenBack()) {
                        takenBack.add(sequence);
                    }
                }
            }
        }
    }

    /** A change that was moved to a later segment is there twice, with one number. */
    private void addChange(LogRecord record) {
        nextSequence = Math.max(nextSequence, record.sequence() + 1);
        ByteBuffer key = ByteBuffer.wrap(record.key());
        LogRecord known = latest.get(key);
        boolean isLater = known == null || known.sequence() < record.sequence();
        if (isLater && !never.contains(record.sequence())) {
            if (known != null) {
                keys.remove(known.sequence());
            }
            latest.put(key, record);
            keys.put(record.sequence(), key);
        }
    }

    private void done(long sequence) {
        ByteBuffer key = keys.remove(sequence);
        if (key != null) {
            latest.remove(key);
        }
    }

    /** Returns the changes that are not done, in the order in which they were made. */
    List<LogRecord> pending() {
        return latest.values().stream()
                .sorted(Comparator.comparingLong(LogRecord::sequence))
                .toList();
    }

    /** Returns what the changes are made of, null if no segment says. */
    @Nullable
    String description() {
        return description;
    }

    long nextSequence() {
        return nextSequence;
    }

    /** Returns what in a segment is no record. */
    List<SegmentScan.Damage> damagesOf(LogFolder.SegmentPath segment) {
        return damaged.getOrDefault(segment, List.of());
    }
}
