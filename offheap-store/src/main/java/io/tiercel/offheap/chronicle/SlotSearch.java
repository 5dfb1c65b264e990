package io.tiercel.offheap.chronicle;

/** Finds the slot of a key by nothing but the address of its segment, which is locked. */
final class SlotSearch {

    private SlotSearch() {}

    /** Returns the slot of a key, or -1. */
    static int find(SegmentShape shape, long segment, int slotKey, int region, byte[] key) {
        int mask = shape.slots - 1;
        int keyBytes = EntryLayout.REGION_BYTES + key.length;
        for (int at = slotKey & mask; ; at = (at + 1) & mask) {
            int slot = slotAt(segment, at);
            if (slot == 0) {
                return -1;
            }
            if ((slot & shape.keyMask) == slotKey && isOf(shape.entry(segment, slot), keyBytes, region, key)) {
                return at;
            }
        }
    }

    /** Returns what is in a slot, 0 if nothing. */
    static int slotAt(long segment, int at) {
        return NativeMemory.getInt(segment + ((long) at << 2));
    }

    private static boolean isOf(long entry, int keyBytes, int region, byte[] key) {
        if (StopBit.read(entry) != keyBytes) {
            return false;
        }
        long keyAddress = entry + StopBit.lengthBytes(keyBytes);
        return NativeMemory.getInt(keyAddress) == region
                && NativeMemory.matches(keyAddress + EntryLayout.REGION_BYTES, key);
    }
}
