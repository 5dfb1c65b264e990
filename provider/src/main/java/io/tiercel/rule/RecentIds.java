package io.tiercel.rule;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/** The ids of events that were applied lately. Thread-safe. Remembers a fixed number; each operation takes constant time. */
final class RecentIds {

    private record TypedId(String type, String id) {}

    private final int capacity;
    private final Set<TypedId> ids = new LinkedHashSet<>();
    private final ReentrantLock lock = new ReentrantLock();

    RecentIds(int capacity) {
        this.capacity = capacity;
    }

    boolean contains(String type, String id) {
        lock.lock();
        try {
            return ids.contains(new TypedId(type, id));
        } finally {
            lock.unlock();
        }
    }

    void add(String type, String id) {
        lock.lock();
        try {
            ids.add(new TypedId(type, id));
            if (ids.size() > capacity) {
                ids.remove(ids.iterator().next());
            }
        } finally {
            lock.unlock();
        }
    }
}
