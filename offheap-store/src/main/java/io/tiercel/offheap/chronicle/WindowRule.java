package io.tiercel.offheap.chronicle;

/**
 * How many entries may be new, and which of them stay. Where many are new, what is used for a short time only has all its uses
 * behind it when it meets a settled one: so it says little that it was used once more. In a loop it says nothing, for it is
 * the settled one that comes next.
 *
 * @param share the part of the entries that may be new
 * @param lead a newcomer that meets a settled entry stays only if it was used more often by more than that
 */
record WindowRule(double share, int lead) {

    int newEntries(int entries) {
        return (int) (share * entries);
    }

    /** Returns whether the newcomer stays of the two. */
    boolean admits(int frequencyOfNewcomer, int frequencyOfSettled) {
        return frequencyOfNewcomer - frequencyOfSettled > lead;
    }
}
