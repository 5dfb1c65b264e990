package net.openhft.posix;

import java.io.FileDescriptor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/** Does what the JDK's own native code does for mapped buffers. */
final class JdkPosix implements PosixAPI {

    static final PosixAPI INSTANCE = new JdkPosix();

    private JdkPosix() {}

    /** Waits until the memory is in the file, whatever the flags. */
    @Override
    public int msync(long address, long length, MSyncFlag flags) {
        return msync(address, length, flags.value());
    }

    @Override
    public int msync(long address, long length, int flags) {
        try {
            Method force = Class.forName("java.nio.MappedMemoryUtils")
                    .getDeclaredMethod("force0", FileDescriptor.class, long.class, long.class);
            force.setAccessible(true);
            force.invoke(null, new FileDescriptor(), address, length); // the descriptor has no use on Unix
            return 0;
        } catch (InvocationTargetException e) {
            throw new UncheckedIOException(
                    e.getCause() instanceof IOException failed ? failed : new IOException(e.getCause()));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("This JDK has no way to write mapped memory to its file", e);
        }
    }

    @Override
    public String lastErrorStr() {
        return "";
    }
}
