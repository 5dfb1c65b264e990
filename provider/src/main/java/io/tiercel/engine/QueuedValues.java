package io.tiercel.engine;

import io.tiercel.store.Entry;
import io.tiercel.write.QueuedChange;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What keys without an entry have while their changes are on the way to the source, for a cache that is written behind.
 * Nothing is loaded, and nothing is put into the cache. Thread-safe; takes no lock.
 */
public final class QueuedValues<K, V> {

    private final Parts<K, V> parts;
    private final Reads<K, V> reads;

    public QueuedValues(Parts<K, V> parts, Reads<K, V> reads) {
        this.parts = parts;
        this.reads = reads;
    }

    /** Returns the value of a key that had no entry a moment ago; null if it has none, or is to lose it. */
    public @Nullable V find(K key) {
        Object stored = findStored(key);
        return stored == null ? null : parts.value(stored);
    }

    /** Returns whether a key that had no entry a moment ago has a value. */
    public boolean contains(K key) {
        return findStored(key) != null;
    }

    /** Without the second look, a key that has a value all the while could seem to have none: it may move to an entry. */
    private @Nullable Object findStored(K key) {
        KeyRef<K> ref = parts.ref(key);
        QueuedChange queued = parts.queued(ref);
        if (queued != null) {
            return queued.storedValue();
        }
        Entry entry = reads.present(ref.stored(), ref.hash());
        return entry == null ? null : entry.value();
    }

    /** Gives the keys that get a value in the source. */
    public void forEachKey(Consumer<? super K> action) {
        for (Object storedKey : parts.queuedKeys()) {
            action.accept(parts.key(storedKey));
        }
    }
}
