package io.tiercel;

import io.tiercel.engine.Batch;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Changes of many keys: in one call of the writer if there is one, else one after the other. Thread-safe. */
final class BulkChanges<K, V> {

    private final AssembledCache<K, V> assembled;

    BulkChanges(AssembledCache<K, V> assembled) {
        this.assembled = assembled;
    }

    /** Puts all entries. */
    void putAll(Map<? extends K, ? extends V> entries) {
        if (assembled.bulkWrites() != null) {
            assembled.bulkWrites().putAll(entries);
        } else {
            Batch.forEach(entries.entrySet(), entry -> assembled.writes().put(entry.getKey(), entry.getValue()));
        }
    }

    /** Removes keys. */
    void removeAll(Collection<? extends K> keys) {
        if (assembled.bulkWrites() != null) {
            assembled.bulkWrites().removeAll(keys);
        } else {
            Batch.forEach(keys, assembled.writes()::remove);
        }
    }

    /** Removes all keys that have a value: an entry, one whose time is over but which is still served, or one in the queue. */
    void removeAll() {
        assembled.engine().overtakeLeases();
        Set<K> keys = new LinkedHashSet<>(); // a key that is put anew during the scan may come twice
        assembled.reads().forEachKey(keys::add);
        if (assembled.queuedValues() != null) {
            assembled.queuedValues().forEachKey(keys::add);
        }
        removeAll(keys);
        if (assembled.freshReads() != null) {
            assembled.freshReads().removeStale();
        }
        assembled.parts().store().dropOrphans(); // what another thread was just taking out, so that no scan came by it
    }
}
