package net.openhft.chronicle.core.cleaner;

import net.openhft.chronicle.core.cleaner.spi.ByteBufferCleanerService;
import net.openhft.chronicle.core.internal.cleaner.Jdk9ByteBufferCleanerService;

/** Takes the place of a search that would find the services of whatever Chronicle libraries the application has. */
public final class CleanerServiceLocator {

    private static final ByteBufferCleanerService SERVICE = new Jdk9ByteBufferCleanerService();

    private CleanerServiceLocator() {}

    public static ByteBufferCleanerService cleanerService() {
        return SERVICE;
    }
}
