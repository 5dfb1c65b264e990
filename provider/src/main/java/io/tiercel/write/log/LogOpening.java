package io.tiercel.write.log;

import io.tiercel.write.log.LogFolder.SegmentPath;
import io.tiercel.write.log.SegmentScan.Damage;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.List;
import javax.cache.CacheException;

/**
 * How a log begins: all segments are read, what is not done is appended to a new one, and the old ones are deleted. What is
 * damaged is reported and kept under another name.
 */
final class LogOpening {

    private LogOpening() {}

    static ChangeLog open(LogSettings settings, LogFile.Maker files) {
        try {
            LogFolder folder = LogFolder.open(settings.folder(), settings.cacheName());
            ChangeLog opened = null;
            try {
                opened = recovered(settings, folder, files);
            } finally {
                if (opened == null) {
                    folder.close();
                }
            }
            return opened;
        } catch (IOException e) {
            throw new CacheException(
                    "The folder " + settings.folder() + " of the write-behind queue of the cache '"
                            + settings.cacheName() + "' cannot be used: " + e,
                    e);
        }
    }

    private static ChangeLog recovered(LogSettings settings, LogFolder folder, LogFile.Maker files) throws IOException {
        List<SegmentPath> former = folder.segments();
        Recovery recovery = Recovery.of(former);
        String description = recovery.description();
        if (description != null
                && !description.equals(settings.description())
                && !recovery.pending().isEmpty()) {
            throw new CacheException("The write-behind queue in " + folder.path() + " has "
                    + recovery.pending().size() + " changes of " + description + ", which a cache of "
                    + settings.description() + " cannot read. Open the cache as it was, so that they are written, or"
                    + " move the folder away.");
        }
        ChangeLog log = new ChangeLog(settings, folder, files, recovery);
        log.begin(recovery.pending());
        boolean opened = false;
        try {
            retire(former, recovery);
            opened = true;
            return log;
        } finally {
            if (!opened) {
                log.close();
            }
        }
    }

    /** The oldest first: an old change must not outlast the end of a later one. */
    private static void retire(List<SegmentPath> former, Recovery recovery) throws IOException {
        for (SegmentPath segment : former) {
            List<Damage> damages = recovery.damagesOf(segment);
            if (damages.isEmpty()) {
                segment.delete();
            } else {
                report(segment.setAside(), damages);
            }
        }
    }

    private static void report(Path aside, List<Damage> damages) {
        System.getLogger(ChangeLog.class.getName())
                .log(
                        Level.WARNING,
                        "A segment of a write-behind queue is damaged at " + damages
                                + ". All whole changes in it are kept and will be written; a change that was within the"
                                + " damage is lost, unless it was never acknowledged, as one that was being made when"
                                + " the process was killed. The segment is kept as " + aside + " and read no more.");
    }
}
