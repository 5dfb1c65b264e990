package io.tiercel.offheap.chronicle;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import net.openhft.chronicle.core.UnsafeMemory;

/** Plain reads and writes of memory outside the heap by address, in the byte order of the machine. Checks nothing. */
final class NativeMemory {

    private static final UnsafeMemory MEMORY = UnsafeMemory.INSTANCE;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    static final boolean IS_LITTLE_ENDIAN = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;

    private NativeMemory() {}

    static byte getByte(long address) {
        return MEMORY.readByte(address);
    }

    static short getShort(long address) {
        return MEMORY.readShort(address);
    }

    static int getInt(long address) {
        return MEMORY.readInt(address);
    }

    static long getLong(long address) {
        return MEMORY.readLong(address);
    }

    static void putByte(long address, byte value) {
        MEMORY.writeByte(address, value);
    }

    static void putShort(long address, short value) {
        MEMORY.writeShort(address, value);
    }

    static void putInt(long address, int value) {
        MEMORY.writeInt(address, value);
    }

    static void putLong(long address, long value) {
        MEMORY.writeLong(address, value);
    }

    static void copyIn(byte[] from, int offset, int lengthBytes, long address) {
        if (lengthBytes > 0) {
            MEMORY.writeBytes(address, from, offset, lengthBytes);
        }
    }

    static void copyOut(long address, byte[] to, int offset, int lengthBytes) {
        if (lengthBytes > 0) {
            MEMORY.readBytes(address, to, offset, lengthBytes);
        }
    }

    static void clear(long address, long lengthBytes) {
        MEMORY.setMemory(address, lengthBytes, (byte) 0);
    }

    /** Returns whether the bytes at an address are those of an array. */
    static boolean matches(long address, byte[] bytes) {
        int i = 0;
        for (; i + Long.BYTES <= bytes.length; i += Long.BYTES) {
            if (getLong(address + i) != (long) LONGS.get(bytes, i)) {
                return false;
            }
        }
        for (; i < bytes.length; i++) {
            if (getByte(address + i) != bytes[i]) {
                return false;
            }
        }
        return true;
    }
}
