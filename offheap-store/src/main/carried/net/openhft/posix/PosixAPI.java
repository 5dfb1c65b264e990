package net.openhft.posix;

/** Takes the place of a binding to the native C library, with what Chronicle Map calls of it. */
public interface PosixAPI {

    static PosixAPI posix() {
        return JdkPosix.INSTANCE;
    }

    int msync(long address, long length, MSyncFlag flags);

    int msync(long address, long length, int flags);

    String lastErrorStr();
}
