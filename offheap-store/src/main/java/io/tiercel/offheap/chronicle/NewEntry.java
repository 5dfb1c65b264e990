package io.tiercel.offheap.chronicle;

import io.tiercel.offheap.map.ByteMap;
import java.util.zip.CRC32C;

/**
 * An entry that is to be written.
 *
 * @param region the number of its region
 * @param form {@link EntryLayout#IS_HEAD}, {@link EntryLayout#IS_PIECE} or 0
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier that nobody compares
record NewEntry(
        int region, byte[] key, int hash, int form, byte kind, byte[] payload, long expiresAtMillis, long limitMillis) {

    boolean isPiece() {
        return (form & EntryLayout.IS_PIECE) != 0;
    }

    /** Returns whether it is the head or a piece of a large value. */
    boolean isPart() {
        return form != 0;
    }

    /** Returns the stamp of the value that it is a part of, 0 if it is of none. */
    long stamp() {
        if (!isPart()) {
            return 0;
        }
        return PieceLayout.stamp(isPiece() ? key : payload);
    }

    int flags() {
        if (limitMillis != ByteMap.NEVER) {
            return form | EntryLayout.HAS_DEADLINE | EntryLayout.HAS_LIMIT;
        }
        return expiresAtMillis != ByteMap.NEVER ? form | EntryLayout.HAS_DEADLINE : form;
    }

    int valueBytes(boolean checksums) {
        return EntryLayout.overheadBytes(flags(), checksums) + payload.length;
    }

    /** Returns how many bytes it takes in a segment, chunks not considered. */
    int entryBytes(boolean checksums) {
        return EntryLayout.entryBytes(EntryLayout.REGION_BYTES + key.length, valueBytes(checksums));
    }

    /** Writes it where an entry is to be. */
    void write(long entry, int version, boolean checksums) {
        int keyBytes = EntryLayout.REGION_BYTES + key.length;
        StopBit.write(entry, keyBytes);
        long keyAddress = entry + StopBit.lengthBytes(keyBytes);
        NativeMemory.putInt(keyAddress, region);
        NativeMemory.copyIn(key, 0, key.length, keyAddress + EntryLayout.REGION_BYTES);
        writeValue(keyAddress + keyBytes, version, checksums);
    }

    /** Writes the size of the value and the value. */
    void writeValue(long valueSizeAddress, int version, boolean checksums) {
        int valueBytes = valueBytes(checksums);
        StopBit.write(valueSizeAddress, valueBytes);
        long value = valueSizeAddress + StopBit.lengthBytes(valueBytes);
        int flags = flags();
        int flagsAndVersion = flags | ((version & EntryLayout.VERSION_MASK) << EntryLayout.VERSION_SHIFT);
        NativeMemory.putInt(value + EntryLayout.HASH_OFFSET, hash);
        NativeMemory.putInt(value + EntryLayout.FLAGS_OFFSET, flagsAndVersion);
        if ((flags & EntryLayout.HAS_DEADLINE) != 0) {
            NativeMemory.putLong(value + EntryLayout.DEADLINE_OFFSET, expiresAtMillis);
        }
        if ((flags & EntryLayout.HAS_LIMIT) != 0) {
            NativeMemory.putLong(value + EntryLayout.limitOffset(), limitMillis);
        }
        if (checksums) {
            int checksum = checksum(region, key, flagsAndVersion, limitMillis, kind, payload);
            NativeMemory.putInt(
                    value + EntryLayout.checksumOffset(flags), checksum ^ EntryLayout.mixed(expiresAtMillis));
        }
        int kindOffset = EntryLayout.kindOffset(flags, checksums);
        NativeMemory.putByte(value + kindOffset, kind);
        NativeMemory.copyIn(payload, 0, payload.length, value + kindOffset + EntryLayout.KIND_BYTES);
    }

    static int checksum(int region, byte[] key, int flagsAndVersion, long limitMillis, byte kind, byte[] payload) {
        CRC32C checksum = new CRC32C();
        update(checksum, (region & 0xFFFF_FFFFL) | ((long) flagsAndVersion << Integer.SIZE));
        checksum.update(kind);
        update(checksum, limitMillis);
        checksum.update(key, 0, key.length);
        checksum.update(payload, 0, payload.length);
        return (int) checksum.getValue();
    }

    private static void update(CRC32C checksum, long number) {
        for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
            checksum.update((int) (number >>> shift));
        }
    }
}
