package io.tiercel.engine;

import io.tiercel.load.Lease;
import io.tiercel.store.Entry;
import javax.cache.processor.MutableEntry;
import org.jspecify.annotations.Nullable;

/**
 * The entry that a processor works on: notes what the processor asks and sets, and says in the end what is to become of
 * it. Used by one thread, while the processor runs and no longer.
 */
final class ProcessedEntry<K, V> implements MutableEntry<K, V> {

    /** Loads the value of the key in stored form; null if the source has none. */
    interface Source {
        Loaded load();
    }

    /**
     * What was loaded.
     *
     * @param stored the value in stored form, null if the source has none
     * @param timeToLiveMillis how long the source lets it live
     * @param lease what it was read under; null for what is not to be kept, for it is not from the source
     */
    record Loaded(
            @Nullable Object stored,
            long timeToLiveMillis,
            @Nullable Lease lease) {

        /** Nothing, without a look at the source. */
        static final Loaded ABSENT = new Loaded(null, Terms.UNBOUNDED, null);
    }

    private final Parts<K, V> parts;
    private final KeyRef<K> key;
    private final @Nullable Entry current;
    private final @Nullable Source source;
    private @Nullable Loaded loaded;
    private @Nullable V value;
    private boolean set;
    private boolean gone;
    private boolean removed;
    private boolean accessed;
    private boolean closed;

    ProcessedEntry(Parts<K, V> parts, KeyRef<K> key, @Nullable Entry current, @Nullable Source source) {
        this.parts = parts;
        this.key = key;
        this.current = current;
        this.source = source;
    }

    @Override
    public K getKey() {
        requireOpen();
        return parts.key(key.stored());
    }

    @Override
    public boolean exists() {
        requireOpen();
        return set || (!gone && storedValue() != null);
    }

    @Override
    @SuppressWarnings("NullAway") // MutableEntry.getValue returns null for an absent entry
    public V getValue() {
        requireOpen();
        if (value == null && !set && !gone) {
            accessed = current != null;
            if (current == null && loaded == null && source != null) {
                loaded = source.load();
            }
            Object stored = storedValue();
            value = stored == null ? null : parts.value(stored);
        }
        return value;
    }

    private @Nullable Object storedValue() {
        if (current != null) {
            return current.value();
        }
        return loaded == null ? null : loaded.stored();
    }

    @Override
    public void setValue(V newValue) {
        requireOpen();
        parts.requireValue(newValue);
        value = newValue;
        set = true;
        gone = false;
        removed = false;
    }

    /** Is a removal of what the cache or the source has; one that takes back a value of the processor's own is nothing. */
    @Override
    public void remove() {
        requireOpen();
        removed = storedValue() != null || !set;
        gone = true;
        value = null;
        set = false;
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw new IllegalArgumentException("The entry of a processor cannot be unwrapped to " + type.getName());
    }

    /** Returns what is to become of the entry. The expiry learns of the first read as well (Javadoc of {@code EntryProcessor}). */
    <T extends @Nullable Object> Decision<T> decision(T result) {
        Decision<T> outcome = outcome(result);
        return accessed ? outcome.afterAccess() : outcome;
    }

    private <T extends @Nullable Object> Decision<T> outcome(T result) {
        if (removed) {
            return Decision.remove(result);
        }
        if (set && value != null) {
            return Decision.write(parts.newValue(key.stored(), value, Terms.NONE), result);
        }
        if (!gone && loaded != null && loaded.stored() != null && loaded.lease() != null) {
            Object stored = loaded.stored();
            Object application = parts.values().fromStored(stored);
            long weight = parts.weights().of(key.stored(), application, stored);
            return Decision.fill(
                    parts.newValue(application, stored, weight, loaded.timeToLiveMillis()), loaded.lease(), result);
        }
        return accessed ? Decision.touch(result) : Decision.keep(result);
    }

    /** Ends the use of it: a processor that lets it escape gets an error, not a value that is out of date. */
    void close() {
        closed = true;
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("The entry of a processor may be used only while the processor runs");
        }
    }
}
