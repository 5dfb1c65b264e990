package io.tiercel.heap;

import io.tiercel.store.Lifetime;

/** An entry whose deadline moves with its use, but not beyond a limit. */
class LimitedEntry extends TimedEntry {

    private final long limitMillis;

    LimitedEntry(Object key, int hash, Object value, Lifetime lifetime) {
        super(key, hash, value, lifetime.expiresAtMillis());
        this.limitMillis = lifetime.limitMillis();
    }

    @Override
    public final long limitMillis() {
        return limitMillis;
    }

    @Override
    final boolean take(Object value, Lifetime lifetime) {
        return false;
    }

    @Override
    final boolean touch(long seenMillis, long newExpiresAtMillis) {
        return super.touch(seenMillis, Math.min(newExpiresAtMillis, limitMillis));
    }
}
