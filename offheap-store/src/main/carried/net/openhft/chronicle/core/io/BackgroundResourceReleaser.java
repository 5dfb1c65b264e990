package net.openhft.chronicle.core.io;

/**
 * Takes the place of a thread and a shutdown hook that would keep our class loader alive: what is given back is given
 * back at once.
 */
public final class BackgroundResourceReleaser {

    /** The name of the thread that there is not. */
    public static final String BACKGROUND_RESOURCE_RELEASER = "background~resource~releaser";

    static final boolean BG_RELEASER = false;

    private BackgroundResourceReleaser() {}

    public static void stop() {}

    public static void release(AbstractCloseable closeable) {
        closeable.callPerformClose();
    }

    public static void release(AbstractReferenceCounted counted) {
        try {
            counted.performRelease();
        } catch (ClosedIllegalStateException alreadyReleased) {
            throw new IllegalStateException(alreadyReleased);
        }
    }

    public static void run(Runnable release) {
        release.run();
    }

    public static void releasePendingResources() {}

    public static boolean isOnBackgroundResourceReleaserThread() {
        return false;
    }
}
