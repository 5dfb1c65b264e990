package io.tiercel.offheap.chronicle;

import io.tiercel.offheap.map.VictimGate;

/** Gates that say the same of every entry. */
enum VictimGateOf implements VictimGate {
    ALL(true, false),
    CONTENT(true, true),
    NONE(false, false);

    private final boolean admits;
    private final boolean wantsContent;

    VictimGateOf(boolean admits, boolean wantsContent) {
        this.admits = admits;
        this.wantsContent = wantsContent;
    }

    @Override
    public boolean admits(int hash, long expiresAtMillis) {
        return admits;
    }

    @Override
    public boolean wantsContent(int hash, long expiresAtMillis) {
        return wantsContent;
    }
}
