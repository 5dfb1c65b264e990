package io.tiercel.management;

import io.tiercel.write.DeadLetter;
import io.tiercel.write.WriteQueue;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** Shows what is written behind. Safe for use by many threads. */
public final class WriteBehindBean implements WriteBehindMXBean {

    private static final int REPORTED = 100;

    private final WriteQueue queue;

    private WriteBehindBean(WriteQueue queue) {
        this.queue = queue;
    }

    /** Returns the bean of a queue with its name. */
    public static NamedBean named(WriteQueue queue) {
        return NamedBean.of("WriteBehind", () -> DescribedBean.of(WriteBehindMXBean.class, new WriteBehindBean(queue)));
    }

    @Override
    public boolean isDurable() {
        return queue.isDurable();
    }

    @Override
    public long getPending() {
        return queue.pending();
    }

    @Override
    public long getOldestAgeMillis() {
        return queue.oldestAge().toMillis();
    }

    @Override
    public long getWritten() {
        return queue.written();
    }

    @Override
    public long getFailures() {
        return queue.failures();
    }

    @Override
    public String getLastError() {
        return Objects.requireNonNullElse(queue.lastError(), "");
    }

    @Override
    public long getDeadLetters() {
        return queue.deadLetters().size();
    }

    @Override
    public boolean flush(int timeoutSeconds) {
        if (timeoutSeconds < 0) {
            throw new IllegalArgumentException("timeoutSeconds=" + timeoutSeconds);
        }
        return queue.flush(Duration.ofSeconds(timeoutSeconds));
    }

    @Override
    public String getDeadLetterReport() {
        List<DeadLetter> letters = queue.deadLetters();
        return letters.isEmpty()
                ? "No change was given up."
                : letters.stream().limit(REPORTED).map(WriteBehindBean::text).collect(Collectors.joining("\n"));
    }

    private static String text(DeadLetter letter) {
        return letter.refused() + (letter.isDeletion() ? " delete " : " write ") + LogText.of(letter.key()) + " after "
                + letter.attempts() + " attempts: " + LogText.of(letter.error());
    }

    @Override
    public int retryDeadLetters(boolean dryRun) {
        return dryRun ? queue.triableDeadLetters() : queue.retryDeadLetters();
    }

    @Override
    public int discardDeadLetters(boolean dryRun) {
        return dryRun ? queue.deadLetters().size() : queue.discardDeadLetters();
    }
}
