package io.tiercel.engine;

import static java.util.Objects.requireNonNull;

import io.tiercel.concurrent.KeyLocks;
import io.tiercel.event.EventDispatcher;
import io.tiercel.expiry.Expiry;
import io.tiercel.freshness.FreshnessPolicy;
import io.tiercel.load.Leases;
import io.tiercel.serialize.AnnotatedValue;
import io.tiercel.serialize.Freshness;
import io.tiercel.serialize.ValueStorage;
import io.tiercel.statistics.CacheStatistics;
import io.tiercel.store.Entry;
import io.tiercel.store.Store;
import io.tiercel.sweep.SweepRequest;
import io.tiercel.time.Clock;
import io.tiercel.write.KeyChange;
import io.tiercel.write.QueuedChange;
import io.tiercel.write.WriterPort;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the engine of one cache works with.
 *
 * @param valueType what values must be
 * @param store the tiers
 * @param keys how keys are held
 * @param values how values are held
 * @param weights what entries weigh
 * @param expiry when they expire
 * @param clock what time it is
 * @param statistics what is counted
 * @param events who is told
 * @param writer who is told before anything changes, null if nobody
 * @param locks the locks of keys
 * @param leases the leases that changes overtake
 * @param tagging how values get their tags
 * @param sweeps asks for sweeps
 * @param freshness how values are kept fresh
 */
public record Parts<K, V>(
        Class<V> valueType,
        Store store,
        ValueStorage keys,
        ValueStorage values,
        Weights weights,
        Expiry expiry,
        Clock clock,
        CacheStatistics statistics,
        EventDispatcher<K, V> events,
        @Nullable WriterPort<K, V> writer,
        KeyLocks locks,
        Leases leases,
        Tagging<K, V> tagging,
        SweepRequest sweeps,
        FreshnessPolicy freshness) {

    /** Returns the value that the application sees of a stored form; a fresh one each time, if it is mutable. */
    @SuppressWarnings("unchecked") // what is stored came from a V
    public V value(Object stored) {
        return (V) values.fromStored(stored);
    }

    /** Returns the key that the application sees of a stored one. */
    @SuppressWarnings("unchecked") // what is stored came from a K
    public K key(Object stored) {
        return (K) keys.copyOf(stored);
    }

    /** Returns a key of the application's as the engine handles it. */
    KeyRef<K> ref(K key) {
        return KeyRef.of(key, keys.copyOf(key));
    }

    /** Returns the change of a key that is on its way to the source, or null if none is. */
    @Nullable
    QueuedChange queued(KeyRef<K> key) {
        return writer == null ? null : writer.queued(key.stored());
    }

    /** Returns what stands for the entry of a key that has none, if a value of it is on its way to the source; else null. */
    @Nullable
    Entry queuedEntry(KeyRef<K> key) {
        QueuedChange queued = queued(key);
        Object value = queued == null ? null : queued.storedValue();
        return value == null ? null : new QueuedEntry(key, value);
    }

    /** Returns the keys of which a value is on its way to the source, in stored form. */
    Collection<Object> queuedKeys() {
        return writer == null ? List.of() : writer.queuedKeys();
    }

    /** Returns whether changes may be on their way to the source. */
    boolean queuesChanges() {
        return writer != null && writer.queues();
    }

    /** Returns a change as the writer is told it. */
    KeyChange<K, V> change(KeyRef<K> key, @Nullable NewValue value) {
        if (value == null) {
            return KeyChange.deleted(key.application(), key.stored());
        }
        @SuppressWarnings("unchecked") // the application gave it as a V
        V application = (V) value.application();
        return KeyChange.written(key.application(), key.stored(), application, AnnotatedValue.bare(value.stored()));
    }

    /** Refuses null, and what is no value of the cache's type. */
    public void requireValue(V value) {
        requireNonNull(value, "value");
        if (!valueType.isInstance(value)) {
            throw new ClassCastException("The cache holds values of type " + valueType.getName() + ", not of "
                    + value.getClass().getName());
        }
    }

    /** Encodes and weighs a value that the application writes, before any lock is taken. */
    NewValue newValue(Object key, Object value, Terms terms) {
        return newValue(key, value, terms, tagging.registry().now(), /* loadMillis= */ 0);
    }

    /**
     * Encodes and weighs a value, before any lock is taken.
     *
     * @param stamp the reading of the tag clock that the value is from
     * @param loadMillis how long it took to load it, 0 if it was not loaded
     */
    NewValue newValue(Object key, Object value, Terms terms, long stamp, long loadMillis) {
        Object stored = tagging.tagged(key, value, values.toStored(value), terms.tags(), stamp);
        if (freshness.refreshes()) {
            stored = AnnotatedValue.aged(stored, new Freshness(clock.nowMillis(), loadMillis));
        }
        return newValue(value, stored, weights.of(key, value, stored), terms.timeToLiveMillis());
    }

    /** Makes a value of which the stored form is there already. */
    NewValue newValue(Object value, Object stored, long weight, long timeToLiveMillis) {
        return new NewValue(value, stored, store.prepare(stored), weight, timeToLiveMillis);
    }
}
