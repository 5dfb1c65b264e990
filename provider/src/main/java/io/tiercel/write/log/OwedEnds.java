package io.tiercel.write.log;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Changes whose ends are still to be written. They are linked with each other: to note one takes no memory, so that it cannot
 * fail. Guarded by the lock of the log.
 */
final class OwedEnds {

    private @Nullable LogPosition last;

    void add(LogPosition position) {
        if (!position.owed) {
            position.owed = true;
            position.nextOwed = last;
            last = position;
        }
    }

    /** Returns what says all of them. */
    List<LogRecord> records() {
        List<Long> done = new ArrayList<>();
        List<Long> takenBack = new ArrayList<>();
        for (LogPosition each = last; each != null; each = each.nextOwed) {
            (each.takenBack ? takenBack : done).add(each.sequence);
        }
        List<LogRecord> records = new ArrayList<>(2);
        if (!done.isEmpty()) {
            records.add(LogRecord.done(done));
        }
        if (!takenBack.isEmpty()) {
            records.add(LogRecord.takenBack(takenBack));
        }
        return records;
    }

    void clear() {
        for (LogPosition each = last; each != null; each = last) {
            last = each.nextOwed;
            each.nextOwed = null;
            each.owed = false;
        }
    }
}
