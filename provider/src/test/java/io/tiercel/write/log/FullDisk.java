package io.tiercel.write.log;

/** A disk that another package's test may fill. */
public final class FullDisk {

    private final SmallDisk disk = new SmallDisk(Long.MAX_VALUE);

    /** Opens a log on the disk. */
    public ChangeLog open(LogSettings settings) {
        return LogOpening.open(settings, disk);
    }

    /** Sets how many bytes are free. */
    public void setFree(long bytes) {
        disk.freeBytes = bytes;
    }

    /** Sets what others do while the disk is forced the next time. */
    public void whileForcing(Meanwhile action) {
        disk.whileForcing = () -> {
            disk.whileForcing = () -> {};
            action.run();
        };
    }

    /** Sets what others do before something is written the next time. */
    public void beforeWriting(Meanwhile action) {
        disk.beforeWriting = () -> {
            disk.beforeWriting = () -> {};
            action.run();
        };
    }

    /** Sets whether files can be closed without a failure. */
    public void setCloses(boolean closes) {
        disk.closes = closes;
    }

    /** Sets whether the disk says that it has what it was given. */
    public void setForces(boolean forces) {
        disk.forces = forces;
    }
}
