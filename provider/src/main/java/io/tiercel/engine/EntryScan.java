package io.tiercel.engine;

import io.tiercel.store.Entry;
import io.tiercel.store.Store;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

/**
 * An iteration over the entries of a cache: each that is there all the while comes exactly once, others at most once. It
 * holds no lock between two entries. Each entry counts as an access. Over when the cache is closed, which is an error: what
 * would be left out is not known. Used by one thread.
 */
public final class EntryScan<K, V> implements Iterator<Cache.Entry<K, V>> {

    /** Makes the entry that the application sees. */
    @FunctionalInterface
    public interface View<K, V> {
        Cache.Entry<K, V> of(K key, V value);
    }

    /** Removes the entry of a key for the application. */
    @FunctionalInterface
    public interface Remover<K> {
        void remove(K key);
    }

    private final Parts<K, V> parts;
    private final Reads<K, V> reads;
    private final View<K, V> view;
    private final Remover<K> remover;
    private final Runnable requireOpen;
    private final Deque<Entry> found = new ArrayDeque<>();
    private final List<Entry> slot = new ArrayList<>();
    private long cursor;
    private boolean scanned;
    private @Nullable Entry upcoming;
    private @Nullable Object returnedKey;

    /** @param requireOpen throws an {@link IllegalStateException} once the cache is closed */
    public EntryScan(Parts<K, V> parts, Reads<K, V> reads, View<K, V> view, Remover<K> remover, Runnable requireOpen) {
        this.parts = parts;
        this.reads = reads;
        this.view = view;
        this.remover = remover;
        this.requireOpen = requireOpen;
    }

    @Override
    public boolean hasNext() {
        requireOpen.run();
        while (upcoming == null) {
            Entry candidate = poll();
            if (candidate == null) {
                return false;
            }
            upcoming = reads.present(candidate.key(), candidate.hash());
        }
        return true;
    }

    @Override
    public Cache.Entry<K, V> next() {
        if (!hasNext() || upcoming == null) {
            throw new NoSuchElementException();
        }
        Entry entry = upcoming;
        upcoming = null;
        reads.access(entry);
        returnedKey = entry.key();
        return view.of(parts.key(entry.key()), parts.value(entry.value()));
    }

    @Override
    public void remove() {
        if (returnedKey == null) {
            throw new IllegalStateException("next() has not been called, or the entry has been removed already");
        }
        Object key = returnedKey;
        returnedKey = null;
        remover.remove(parts.key(key));
    }

    private @Nullable Entry poll() {
        Store store = parts.store();
        while (found.isEmpty() && !scanned) {
            slot.clear();
            cursor = store.scan(cursor, slot);
            scanned = cursor == 0;
            found.addAll(slot);
        }
        return found.poll();
    }
}
