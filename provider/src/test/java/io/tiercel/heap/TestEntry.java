package io.tiercel.heap;

/** An entry with a number for a key. */
final class TestEntry extends HeapEntry {

    final int key;
    private final long weight;

    TestEntry(int key) {
        this(key, 1);
    }

    TestEntry(int key, long weight) {
        super(key, mix(key), key);
        this.key = key;
        this.weight = weight;
    }

    @Override
    public long weight() {
        return weight;
    }

    /** The finalizer of MurmurHash3, so that neighbouring keys have unrelated hashes. */
    static int mix(int key) {
        int hash = (key ^ (key >>> 16)) * 0x85EB_CA6B;
        hash = (hash ^ (hash >>> 13)) * 0xC2B2_AE35;
        return hash ^ (hash >>> 16);
    }
}
