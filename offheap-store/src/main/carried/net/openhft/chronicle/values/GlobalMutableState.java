package net.openhft.chronicle.values;

import net.openhft.chronicle.bytes.BytesStore;
import net.openhft.chronicle.hash.VanillaGlobalMutableState;

/**
 * What a map knows of itself as a whole, in its memory or its file. Lies there as the class lies that Chronicle would
 * generate: a test holds one against the other. Not thread-safe: the map locks.
 */
public final class GlobalMutableState implements VanillaGlobalMutableState {

    private static final int EXTRA_TIER_BULKS_OFFSET = 0;
    private static final int FIRST_FREE_TIER_OFFSET = 3;
    private static final int EXTRA_TIERS_OFFSET = 8;
    private static final int SEGMENT_HEADERS_OFFSET = 13;
    private static final int DATA_STORE_SIZE_OFFSET = 17;
    private static final int LENGTH = 25;

    private static final int BITS_24 = (1 << 24) - 1;
    private static final long BITS_32 = (1L << 32) - 1;
    private static final long BITS_40 = (1L << 40) - 1;

    private BytesStore<?, ?> store;
    private long offset;

    @Override
    public int getAllocatedExtraTierBulks() {
        return store.readInt(offset + EXTRA_TIER_BULKS_OFFSET) & BITS_24;
    }

    @Override
    public void setAllocatedExtraTierBulks(int bulks) {
        checkRange(bulks, BITS_24);
        long position = offset + EXTRA_TIER_BULKS_OFFSET;
        store.writeInt(position, (store.readInt(position) & ~BITS_24) | bulks);
    }

    @Override
    public long getFirstFreeTierIndex() {
        return read40(FIRST_FREE_TIER_OFFSET);
    }

    @Override
    public void setFirstFreeTierIndex(long index) {
        write40(FIRST_FREE_TIER_OFFSET, index);
    }

    @Override
    public long getExtraTiersInUse() {
        return read40(EXTRA_TIERS_OFFSET);
    }

    @Override
    public void setExtraTiersInUse(long tiers) {
        write40(EXTRA_TIERS_OFFSET, tiers);
    }

    @Override
    public long getSegmentHeadersOffset() {
        return store.readInt(offset + SEGMENT_HEADERS_OFFSET) & BITS_32;
    }

    @Override
    public void setSegmentHeadersOffset(long headersOffset) {
        checkRange(headersOffset, BITS_32);
        store.writeInt(offset + SEGMENT_HEADERS_OFFSET, (int) headersOffset);
    }

    @Override
    public long getDataStoreSize() {
        return store.readLong(offset + DATA_STORE_SIZE_OFFSET);
    }

    @Override
    public void setDataStoreSize(long sizeBytes) {
        checkRange(sizeBytes, Long.MAX_VALUE);
        store.writeLong(offset + DATA_STORE_SIZE_OFFSET, sizeBytes);
    }

    @Override
    public long addDataStoreSize(long additionBytes) {
        long sizeBytes = getDataStoreSize() + additionBytes;
        if (sizeBytes < 0) {
            throw new IllegalStateException("dataStoreSize=" + sizeBytes);
        }
        store.writeLong(offset + DATA_STORE_SIZE_OFFSET, sizeBytes);
        return sizeBytes;
    }

    @Override
    @SuppressWarnings("rawtypes") // as Byteable declares it
    public void bytesStore(BytesStore bytesStore, long offset, long length) {
        if (length != LENGTH || offset + length > bytesStore.capacity()) {
            throw new IllegalArgumentException("offset=" + offset + " length=" + length);
        }
        store = bytesStore;
        this.offset = offset;
    }

    @Override
    public BytesStore<?, ?> bytesStore() {
        return store;
    }

    @Override
    public long offset() {
        return offset;
    }

    @Override
    public long maxSize() {
        return LENGTH;
    }

    private long read40(int fieldOffset) {
        return store.readLong(offset + fieldOffset) & BITS_40;
    }

    private void write40(int fieldOffset, long value) {
        checkRange(value, BITS_40);
        long position = offset + fieldOffset;
        store.writeLong(position, (store.readLong(position) & ~BITS_40) | value);
    }

    private static void checkRange(long value, long max) {
        if (value < 0 || value > max) {
            throw new IllegalArgumentException("value=" + value + " max=" + max);
        }
    }
}
