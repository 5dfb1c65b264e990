package io.tiercel.write.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Logs of words in a folder. */
record LogFixture(Path folder, Durability durability, long segmentBytes) {

    static LogFixture in(Path folder) {
        return new LogFixture(folder, Durability.PROCESS, LogSettings.SEGMENT_BYTES);
    }

    LogSettings settings() {
        return new LogSettings(folder, "words", "words to words", durability, segmentBytes);
    }

    ChangeLog open() {
        return ChangeLog.open(settings());
    }

    ChangeLog open(LogFile.Maker files) {
        return LogOpening.open(settings(), files);
    }

    static LogPosition write(ChangeLog log, String key, String value) throws IOException {
        LogPosition position = append(log, LogRecord.write(5, key.getBytes(UTF_8), (byte) 7, value.getBytes(UTF_8)));
        log.await(position);
        return position;
    }

    static LogPosition append(ChangeLog log, LogRecord change) throws IOException {
        return log.append(List.of(change)).get(0);
    }

    static LogPosition delete(ChangeLog log, String key) throws IOException {
        LogPosition position = append(log, LogRecord.delete(5, key.getBytes(UTF_8)));
        log.await(position);
        return position;
    }

    /** Returns what a log that was opened has found, a deletion as a dash, in the order in which it was made. */
    static Map<String, String> found(ChangeLog log) {
        Map<String, String> found = new LinkedHashMap<>();
        for (ChangeLog.Found one : log.takeFound()) {
            LogRecord record = one.record();
            String value = record.type() == LogRecord.Type.DELETE ? "-" : new String(record.value(), UTF_8);
            found.put(new String(record.key(), UTF_8), value);
        }
        return found;
    }

    /** Opens the log, closes it, and returns what was found. */
    Map<String, String> reopened() throws IOException {
        try (ChangeLog log = open()) {
            return found(log);
        }
    }

    List<Path> files(String suffix) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        }
    }
}
