package io.tiercel.offheap.chronicle;

/** Chronicle's encoding of sizes: seven bits a byte, the low ones first, the eighth set in all bytes but the last. */
final class StopBit {

    private StopBit() {}

    /** Returns how many bytes a size takes. */
    static int lengthBytes(int size) {
        if (size < 1 << 7) {
            return 1;
        }
        if (size < 1 << 14) {
            return 2;
        }
        return size < 1 << 21 ? 3 : size < 1 << 28 ? 4 : 5;
    }

    /** Returns the size at an address; what is not one yields any number, negative ones too. */
    static int read(long address) {
        int size = NativeMemory.getByte(address);
        if (size >= 0) {
            return size;
        }
        size &= 0x7F;
        for (int shift = 7; shift < 35; shift += 7) {
            int next = NativeMemory.getByte(++address);
            size |= (next & 0x7F) << shift;
            if (next >= 0) {
                return size;
            }
        }
        return -1;
    }

    static void write(long address, int size) {
        int rest = size;
        while (rest >= 1 << 7) {
            NativeMemory.putByte(address++, (byte) (rest | 0x80));
            rest >>>= 7;
        }
        NativeMemory.putByte(address, (byte) rest);
    }
}
