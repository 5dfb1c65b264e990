package io.tiercel.offheap.disk;

import io.tiercel.jvm.DetachedThread;
import io.tiercel.offheap.map.ByteMaps.FileMap;
import java.lang.System.Logger.Level;

/**
 * Looks through a file that was there before, so that the counts of its entries are right soon, and says how many there
 * are. Nobody waits for that, but for a moment if the file is small: the map checks each part of it before it uses it
 * anyway. It leaves disk and processor to others for most of the time.
 */
final class Recount {

    /** Small tiers are through within a moment, so that their counts are right from the start. */
    private static final long SMALL_BYTES = 64 << 20;

    private static final long PATIENCE_MILLIS = 50;

    private Recount() {}

    static void start(FileMap map, DiskFolder folder) {
        Thread thread = DetachedThread.of("tiercel-disk-recount", () -> run(map, folder));
        thread.start();
        try {
            if (map.capacityBytes() <= SMALL_BYTES) {
                thread.join(PATIENCE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void run(FileMap map, DiskFolder folder) {
        try {
            map.rebuild();
            report(map, folder);
        } catch (IllegalStateException closed) {
            // It was closed meanwhile.
        }
    }

    private static void report(FileMap map, DiskFolder folder) {
        boolean killed = folder.opening() instanceof Opening.Recovered;
        long damaged = map.damagedEntries();
        System.Logger logger = System.getLogger(Recount.class.getName());
        logger.log(
                Level.DEBUG,
                "The disk tier in {0} starts with {1} entries{2}",
                folder.path(),
                map.size(),
                killed ? ", of a process that was killed" : "");
        if (damaged > 0) {
            logger.log(
                    killed ? Level.DEBUG : Level.WARNING,
                    "Of the disk tier in {0}, {1} entries are not used, as they are not what was written{2}",
                    folder.path(),
                    damaged,
                    killed ? ": they were being changed when the process was killed" : ": the disk may be failing");
        }
    }
}
