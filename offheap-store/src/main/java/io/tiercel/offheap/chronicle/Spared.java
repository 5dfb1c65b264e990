package io.tiercel.offheap.chronicle;

/**
 * What stays while room is made for an entry.
 *
 * @param entry the address of the one that it replaces, 0 if none
 * @param stamp that of the value that it is a piece of, 0 if none: its other pieces stay
 */
record Spared(long entry, long stamp) {

    static final Spared NONE = new Spared(0, 0);

    boolean isAny() {
        return entry != 0 || stamp != 0;
    }

    boolean spares(long other) {
        return other == entry || (stamp != 0 && EntryReader.isPieceOf(other, stamp));
    }
}
