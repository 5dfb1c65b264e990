package io.tiercel.write.behind;

/** A cache that nobody uses, whose objects are held as they are. */
class IdleHost implements Host {

    @Override
    public final Object key(Object storedKey) {
        return storedKey;
    }

    @Override
    public final Object value(Object storedValue) {
        return storedValue;
    }

    @Override
    public final void whileHeld(Object storedKey, Runnable action) {
        action.run();
    }

    @Override
    public void forget(Object storedKey) {}

    @Override
    public boolean forgetUnlessHeld(Object storedKey) {
        return true;
    }
}
