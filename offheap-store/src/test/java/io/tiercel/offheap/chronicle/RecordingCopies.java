package io.tiercel.offheap.chronicle;

import io.tiercel.store.Copies;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers what it was told. */
final class RecordingCopies implements Copies {

    final Set<Integer> held = ConcurrentHashMap.newKeySet();
    final Set<Integer> left = ConcurrentHashMap.newKeySet();

    /** Runs when it is asked whether an entry is held. */
    volatile Runnable onHolds = () -> {};

    @Override
    public boolean holds(int hash) {
        onHolds.run();
        return held.contains(hash);
    }

    @Override
    public void left(int hash) {
        left.add(hash);
    }
}
