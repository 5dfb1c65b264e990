package io.tiercel.write.behind;

import io.tiercel.write.LeftByWriter;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import javax.cache.Cache;
import javax.cache.integration.CacheWriter;

/** What the writer of a cache is called with: fresh objects of the application's types. Thread-safe if the writer is. */
final class WriterCalls {

    private final CacheWriter<Object, Object> writer;
    private final StoredForms forms;

    @SuppressWarnings("unchecked") // it gets keys and values of the cache only
    WriterCalls(CacheWriter<?, ?> writer, StoredForms forms) {
        this.writer = (CacheWriter<Object, Object>) writer;
        this.forms = forms;
    }

    /**
     * A change as the writer gets it.
     *
     * @param slot whose change it is
     * @param key the key
     * @param value the value, of no meaning where the key is taken away
     */
    record Told(KeySlot slot, Object key, Object value) implements Cache.Entry<Object, Object> {
        @Override
        public Object getKey() {
            return key;
        }

        @Override
        public Object getValue() {
            return value;
        }

        @Override
        public <T> T unwrap(Class<T> type) {
            if (type.isInstance(this)) {
                return type.cast(this);
            }
            throw new IllegalArgumentException("An entry for a writer is no " + type);
        }
    }

    /** Makes what the writer gets of a change that is being written. */
    Told told(KeySlot slot) {
        Object stored = slot.underWay().change().storedValue();
        Object key = forms.key(slot.key().stored());
        return new Told(slot, key, stored == null ? key : forms.value(stored));
    }

    void call(Told told, boolean isDeletion) {
        if (isDeletion) {
            writer.delete(told.key);
        } else {
            writer.write(told);
        }
    }

    /** Calls the writer once for all, and takes those that it has dealt with out of the collection, whether it fails or not. */
    void callAll(Collection<Told> told, boolean isDeletion) {
        if (isDeletion) {
            deleteAll(told);
        } else {
            writeAll(told);
        }
    }

    private void writeAll(Collection<Told> told) {
        Collection<Cache.Entry<?, ?>> entries = new ArrayDeque<>(told); // a writer may take them out one by one
        boolean done = false;
        try {
            writer.writeAll(entries);
            done = true;
        } finally {
            keep(told, done ? List.of() : entries, one -> one);
        }
    }

    private void deleteAll(Collection<Told> told) {
        Collection<Object> keys = new ArrayDeque<>(told.size());
        told.forEach(one -> keys.add(one.key));
        boolean done = false;
        try {
            writer.deleteAll(keys);
            done = true;
        } finally {
            keep(told, done ? List.of() : keys, Told::key);
        }
    }

    private static void keep(Collection<Told> told, Collection<?> left, Function<Told, Object> given) {
        LeftByWriter leftOnes = new LeftByWriter(left);
        told.removeIf(one -> !leftOnes.has(given.apply(one)));
    }
}
