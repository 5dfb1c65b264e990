package io.tiercel.offheap.chronicle;

import io.tiercel.offheap.chronicle.PieceLayout.Head;
import io.tiercel.offheap.map.ByteEntry;
import io.tiercel.offheap.map.ByteVictim;
import org.jspecify.annotations.Nullable;

/** Copies entries out of a segment that is locked for reading. */
final class EntryReader {

    /** Set in the version of an entry whose payload is that of a head, until its pieces are put together. */
    static final int HEAD_VERSION = 1 << 31;

    private final boolean checksums;

    EntryReader(boolean checksums) {
        this.checksums = checksums;
    }

    private static int version(int flagsAndVersion) {
        int version = EntryLayout.version(flagsAndVersion);
        return (flagsAndVersion & EntryLayout.IS_HEAD) != 0 ? version | HEAD_VERSION : version;
    }

    /** Returns a copy of an entry, or null if it is not what was written. */
    @Nullable
    ByteEntry read(long entry, long end, byte[] key) {
        long valueSizeAddress = EntryLayout.valueSizeAddress(entry);
        int valueBytes = StopBit.read(valueSizeAddress);
        long value = valueSizeAddress + StopBit.lengthBytes(valueBytes);
        int flagsAndVersion = EntryLayout.flagsAndVersion(value);
        int flags = flagsAndVersion & EntryLayout.FLAGS_MASK;
        int kindOffset = EntryLayout.kindOffset(flags, checksums);
        int payloadBytes = valueBytes - kindOffset - EntryLayout.KIND_BYTES;
        if (payloadBytes < 0 || value + valueBytes > end) {
            return null;
        }
        byte[] payload = new byte[payloadBytes];
        NativeMemory.copyOut(value + kindOffset + EntryLayout.KIND_BYTES, payload, 0, payloadBytes);
        byte kind = NativeMemory.getByte(value + kindOffset);
        long limitMillis = EntryLayout.limitMillis(value, flags);
        long expiresAtMillis = EntryLayout.deadlineMillis(value, flags);
        if (checksums) {
            int region = EntryLayout.region(entry);
            int checksum = NewEntry.checksum(region, key, flagsAndVersion, limitMillis, kind, payload);
            int expected = checksum ^ EntryLayout.mixed(expiresAtMillis);
            if (expected != NativeMemory.getInt(value + EntryLayout.checksumOffset(flags))) {
                return null;
            }
        }
        return new ByteEntry(kind, payload, version(flagsAndVersion), expiresAtMillis, limitMillis);
    }

    /** Returns a copy of the key of an entry. */
    static byte[] key(long entry) {
        byte[] key = new byte[EntryLayout.keyBytes(entry) - EntryLayout.REGION_BYTES];
        NativeMemory.copyOut(EntryLayout.keyAddress(entry) + EntryLayout.REGION_BYTES, key, 0, key.length);
        return key;
    }

    /** Returns a copy of the payload of an entry. */
    byte[] payload(long entry) {
        long valueSizeAddress = EntryLayout.valueSizeAddress(entry);
        long value = EntryLayout.valueAddress(valueSizeAddress);
        int overhead = EntryLayout.overheadBytes(EntryLayout.flags(value), checksums);
        byte[] payload = new byte[StopBit.read(valueSizeAddress) - overhead];
        NativeMemory.copyOut(value + overhead, payload, 0, payload.length);
        return payload;
    }

    /** Returns what an entry says if it is a head, else null. It may be damaged, and is one only if it can be. */
    @Nullable
    Head head(long entry, long end) {
        long valueSizeAddress = EntryLayout.valueSizeAddress(entry);
        long value = EntryLayout.valueAddress(valueSizeAddress);
        int flags = EntryLayout.flags(value);
        if ((flags & EntryLayout.IS_HEAD) == 0) {
            return null;
        }
        int overhead = EntryLayout.overheadBytes(flags, checksums);
        boolean fits = StopBit.read(valueSizeAddress) == overhead + PieceLayout.HEAD_BYTES
                && value + overhead + PieceLayout.HEAD_BYTES <= end;
        return fits ? Head.at(value + overhead) : null;
    }

    /** Returns whether an entry is a head with a stamp. */
    boolean isHead(long entry, long end, long stamp) {
        Head head = head(entry, end);
        return head != null && head.stamp() == stamp;
    }

    /** Returns whether an entry is a piece of the value with a stamp. */
    static boolean isPieceOf(long entry, long stamp) {
        long key = EntryLayout.keyAddress(entry);
        return (NativeMemory.getInt(key) & Region.PIECES) != 0
                && NativeMemory.getLong(key + EntryLayout.REGION_BYTES) == stamp;
    }

    /** Returns an entry as it is, but for its deadline. */
    NewEntry reread(long entry, long expiresAtMillis) {
        long value = EntryLayout.valueAddress(EntryLayout.valueSizeAddress(entry));
        int flags = EntryLayout.flags(value);
        return new NewEntry(
                EntryLayout.region(entry),
                key(entry),
                EntryLayout.hash(value),
                flags & (EntryLayout.IS_HEAD | EntryLayout.IS_PIECE),
                NativeMemory.getByte(value + EntryLayout.kindOffset(flags, checksums)),
                payload(entry),
                expiresAtMillis,
                EntryLayout.limitMillis(value, flags));
    }

    /** Returns what a victim says of an entry, without its content. */
    static ByteVictim victim(long entry, @Nullable ByteEntry content) {
        long value = EntryLayout.valueAddress(EntryLayout.valueSizeAddress(entry));
        long expiresAtMillis = EntryLayout.deadlineMillis(value, EntryLayout.flags(value));
        return new ByteVictim(key(entry), EntryLayout.hash(value), expiresAtMillis, content);
    }
}
