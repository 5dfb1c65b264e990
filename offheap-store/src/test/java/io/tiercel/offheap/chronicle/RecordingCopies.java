package io.tiercel.offheap.chronicle;

import io.tiercel.store.Copies;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers what it was told. */
final class RecordingCopies implements Copies {

    final Set<Integer> held = ConcurrentHashMap.newKeySet();
    final Set<Integer> leaving = ConcurrentHashMap.newKeySet();
    final Set<Integer> left = ConcurrentHashMap.newKeySet();

    /** Runs when an entry is about to leave. */
    volatile Runnable onLeaving = () -> {};

    @Override
    public boolean holds(int hash) {
        return held.contains(hash);
    }

    @Override
    public void leaving(int hash) {
        leaving.add(hash);
        onLeaving.run();
    }

    @Override
    public void left(int hash) {
        left.add(hash);
    }
}
