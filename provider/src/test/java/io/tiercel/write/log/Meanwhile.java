package io.tiercel.write.log;

import java.io.IOException;

/** What others do while a disk is at work. */
@FunctionalInterface
public interface Meanwhile {
    /** Does it; if it throws, so does the disk. */
    void run() throws IOException;
}
