package io.tiercel.offheap.chronicle;

/**
 * Where the parts of an entry are. For Chronicle it is a key and a value:
 *
 * <pre>
 * size of the key    stop bit   StopBit
 * region             4          the cache, or rather what was put in it since it was last cleared
 * key                *
 * size of the value  stop bit
 * hash               4          the caller's; that of the head in a piece             offset 0 of the value
 * flags, version     4          4 and 28 bits                                                4
 * deadline           8          if {@link #HAS_DEADLINE}                                     8
 * limit              8          if {@link #HAS_LIMIT}                                       16
 * checksum           4          if the map has checksums: CRC32C of region, key, flags and version, limit, kind,
 *                               payload; and of the deadline, see {@link #mixed}
 * kind               1          the caller's
 * payload            *
 * </pre>
 *
 * Numbers are in the byte order of the machine. The hash is not in the checksum, for readers change it in place. Takes no lock: each method says what it touches.
 */
final class EntryLayout {

    /** The version of this layout, and of what else is in files: to be raised with every change of it. */
    static final int FORMAT = 1;

    static final int REGION_BYTES = Integer.BYTES;

    static final int HASH_OFFSET = 0;
    static final int FLAGS_OFFSET = 4;
    static final int DEADLINE_OFFSET = 8;

    static final int HEADER_BYTES = 8;
    static final int DEADLINE_BYTES = Long.BYTES;
    static final int LIMIT_BYTES = Long.BYTES;
    static final int CHECKSUM_BYTES = Integer.BYTES;
    static final int KIND_BYTES = 1;

    /** There is a deadline; if not, the entry never expires. */
    static final int HAS_DEADLINE = 1;

    /** There is a limit, after a deadline. */
    static final int HAS_LIMIT = 2;

    /** The payload is a {@link PieceLayout} head. */
    static final int IS_HEAD = 4;

    /** The entry is a piece of another one. */
    static final int IS_PIECE = 8;

    static final int FLAGS_MASK = 0xF;
    static final int VERSION_SHIFT = 4;
    static final int VERSION_MASK = 0xFFF_FFFF;

    private EntryLayout() {}

    /** Returns where the region and the key start. */
    static long keyAddress(long entry) {
        int first = NativeMemory.getByte(entry);
        return entry + (first >= 0 ? 1 : StopBit.lengthBytes(StopBit.read(entry)));
    }

    /** Returns the size of region and key. */
    static int keyBytes(long entry) {
        return StopBit.read(entry);
    }

    static int region(long entry) {
        return NativeMemory.getInt(keyAddress(entry));
    }

    /** Returns where the size of the value is. */
    static long valueSizeAddress(long entry) {
        return keyAddress(entry) + keyBytes(entry);
    }

    /** Returns where the value starts, given where its size is. */
    static long valueAddress(long valueSizeAddress) {
        return valueSizeAddress + StopBit.lengthBytes(StopBit.read(valueSizeAddress));
    }

    /** Returns how many bytes an entry takes as it is stored. */
    static long entryBytes(long entry) {
        long valueSizeAddress = valueSizeAddress(entry);
        return valueAddress(valueSizeAddress) + StopBit.read(valueSizeAddress) - entry;
    }

    /** Returns how many bytes an entry takes. */
    static int entryBytes(int keyBytes, int valueBytes) {
        return StopBit.lengthBytes(keyBytes) + keyBytes + StopBit.lengthBytes(valueBytes) + valueBytes;
    }

    /** Returns how many bytes of a value are not payload. */
    static int overheadBytes(int flags, boolean checksums) {
        return kindOffset(flags, checksums) + KIND_BYTES;
    }

    static int limitOffset() {
        return DEADLINE_OFFSET + DEADLINE_BYTES;
    }

    static int checksumOffset(int flags) {
        return HEADER_BYTES
                + ((flags & HAS_DEADLINE) != 0 ? DEADLINE_BYTES : 0)
                + ((flags & HAS_LIMIT) != 0 ? LIMIT_BYTES : 0);
    }

    static int kindOffset(int flags, boolean checksums) {
        return checksumOffset(flags) + (checksums ? CHECKSUM_BYTES : 0);
    }

    static int flagsAndVersion(long value) {
        return NativeMemory.getInt(value + FLAGS_OFFSET);
    }

    static int flags(long value) {
        return flagsAndVersion(value) & FLAGS_MASK;
    }

    static int version(int flagsAndVersion) {
        return flagsAndVersion >>> VERSION_SHIFT;
    }

    /** Returns the version of an entry. */
    static int versionOf(long entry) {
        return version(flagsAndVersion(valueAddress(valueSizeAddress(entry))));
    }

    static int hash(long value) {
        return NativeMemory.getInt(value + HASH_OFFSET);
    }

    static long deadlineMillis(long value, int flags) {
        return (flags & HAS_DEADLINE) != 0 ? NativeMemory.getLong(value + DEADLINE_OFFSET) : Long.MAX_VALUE;
    }

    /** Moves the deadline of an entry that has one, and its checksum with it. */
    static void moveDeadline(long value, int flags, long expiresAtMillis, boolean checksums) {
        if (checksums) {
            long checksum = value + checksumOffset(flags);
            int moved = mixed(deadlineMillis(value, flags)) ^ mixed(expiresAtMillis);
            NativeMemory.putInt(checksum, NativeMemory.getInt(checksum) ^ moved);
        }
        NativeMemory.putLong(value + DEADLINE_OFFSET, expiresAtMillis);
    }

    /** Returns what a deadline adds to a checksum: in such a way that it can be exchanged without the payload. */
    static int mixed(long deadlineMillis) {
        long mixed = (deadlineMillis ^ (deadlineMillis >>> 33)) * 0xFF51_AFD7_ED55_8CCDL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xC4CE_B9FE_1A85_EC53L;
        return (int) (mixed ^ (mixed >>> 33));
    }

    static long limitMillis(long value, int flags) {
        return (flags & HAS_LIMIT) != 0 ? NativeMemory.getLong(value + limitOffset()) : Long.MAX_VALUE;
    }
}
