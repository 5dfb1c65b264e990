package io.tiercel.write.log;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/** A file that grows at its end. Used by one thread at a time, but for {@link #force}. */
interface LogFile extends Closeable {

    /** Makes files. */
    @FunctionalInterface
    interface Maker {
        /** Makes a file, which is not there yet. */
        LogFile make(Path path) throws IOException;
    }

    /** Adds bytes at an offset, which is the end of what is kept. When this throws, any of them may be there. */
    void write(long offset, byte[] bytes) throws IOException;

    /** Cuts off what is beyond a length. */
    void truncate(long lengthBytes) throws IOException;

    /** Waits until the disk has all that was written. */
    void force() throws IOException;
}
