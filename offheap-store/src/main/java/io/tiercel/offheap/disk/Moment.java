package io.tiercel.offheap.disk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A point in time, so that a later process can tell whether the machine has been up since, and whether clocks ran on.
 *
 * <p>The boot id is what Linux says in {@code /proc/sys/kernel/random/boot_id}. Elsewhere it is the second in which the
 * first process of the system started, where that can be seen. An empty one is unknown, and equals no other.
 *
 * @param bootId tells the runs of the operating system apart
 * @param monotonicNanos the time since an origin that is the same for all processes of a boot; 0 if there is no such
 * @param wallMillis the time on the wall
 * @param clockMillis the time that deadlines of entries are told in
 */
record Moment(String bootId, long monotonicNanos, long wallMillis, long clockMillis) {

    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

    static Moment now(long clockMillis) {
        try {
            String bootId = Files.readString(BOOT_ID, StandardCharsets.US_ASCII).trim();
            return new Moment(bootId, System.nanoTime(), System.currentTimeMillis(), clockMillis);
        } catch (IOException | SecurityException notLinux) {
            return new Moment(startOfFirstProcess(), /* monotonicNanos= */ 0, System.currentTimeMillis(), clockMillis);
        }
    }

    private static String startOfFirstProcess() {
        try {
            return ProcessHandle.of(1)
                    .flatMap(process -> process.info().startInstant())
                    .map(instant -> "started-" + instant.getEpochSecond())
                    .orElse("");
        } catch (SecurityException | UnsupportedOperationException e) {
            return "";
        }
    }

    boolean isOfBoot(Moment other) {
        return !bootId.isEmpty() && bootId.equals(other.bootId);
    }

    /**
     * Returns how far a clock was set back between an earlier moment and this one, as far as that can be seen: within a
     * boot by what the monotonic clock says, else only if it is earlier than it was.
     */
    long setBackMillis(Moment earlier) {
        long setBackMillis = Math.max(0, earlier.clockMillis - clockMillis);
        if (isOfBoot(earlier) && earlier.monotonicNanos != 0 && monotonicNanos != 0) {
            long elapsedMillis = (monotonicNanos - earlier.monotonicNanos) / 1_000_000;
            setBackMillis = Math.max(setBackMillis, earlier.wallMillis + elapsedMillis - wallMillis);
        }
        return setBackMillis;
    }
}
