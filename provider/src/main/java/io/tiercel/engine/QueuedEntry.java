package io.tiercel.engine;

import io.tiercel.store.Entry;

/** What an operation finds of a key that has no entry, while a value of it is on its way to the source. In no store. */
final class QueuedEntry extends Entry {

    QueuedEntry(KeyRef<?> key, Object storedValue) {
        super(key.stored(), key.hash(), storedValue, Kind.LASTING);
    }
}
