package io.tiercel.offheap.chronicle;

/**
 * What stays while room is made for an entry.
 *
 * @param entry the address of the one that it replaces, 0 if none
 * @param stamp that of the value that it is a part of, 0 if none: its pieces stay
 */
record Spared(long entry, long stamp) {

    static final Spared NONE = new Spared(0, 0);

    /**
     * Returns what stays while room is made for an entry.
     *
     * @param replaced the address of the one that it replaces, 0 if none
     */
    static Spared besides(long replaced, NewEntry fresh) {
        return replaced == 0 && !fresh.isPart() ? NONE : new Spared(replaced, fresh.stamp());
    }

    boolean isAny() {
        return entry != 0 || stamp != 0;
    }

    boolean spares(long other) {
        return other == entry || (stamp != 0 && EntryReader.isPieceOf(other, stamp));
    }
}
