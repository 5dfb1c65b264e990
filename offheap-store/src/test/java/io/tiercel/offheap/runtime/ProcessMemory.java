package io.tiercel.offheap.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** What this process takes, as the system and the JVM see it. */
final class ProcessMemory {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String RESIDENT = "VmRSS:";
    private static final int COLLECTIONS = 3;

    private ProcessMemory() {}

    /** Returns the bytes that are resident. On Linux only. */
    static long residentBytes() {
        try {
            String line = Files.readAllLines(STATUS).stream()
                    .filter(candidate -> candidate.startsWith(RESIDENT))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no " + RESIDENT + " in " + STATUS));
            String kibibytes = line.substring(RESIDENT.length(), line.length() - "kB".length());
            return Long.parseLong(kibibytes.strip()) << 10;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns what is reachable on the heap. */
    static long heapBytes() {
        for (int collection = 0; collection < COLLECTIONS; collection++) {
            collect();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** A collection is left out while a thread is in native code that the collector must not disturb, and so comes back. */
    private static void collect() {
        long before = fullCollections();
        do {
            System.gc();
        } while (fullCollections() == before);
    }

    /** Returns the count of the collector that looks after most pools. */
    private static long fullCollections() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .max(Comparator.comparingInt(collector -> collector.getMemoryPoolNames().length))
                .orElseThrow()
                .getCollectionCount();
    }
}
