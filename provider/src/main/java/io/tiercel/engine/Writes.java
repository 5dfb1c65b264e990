package io.tiercel.engine;

import io.tiercel.load.Lease;
import io.tiercel.statistics.CacheStatistics;
import io.tiercel.statistics.Counter;
import io.tiercel.statistics.TimedOperation;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The operations that change one key, from and to the application's types. Values are encoded before anything is locked,
 * and decoded after. Thread-safe.
 */
public final class Writes<K, V> {

    private final Parts<K, V> parts;
    private final Engine<K, V> engine;
    private final Reads<K, V> reads;
    private final CacheStatistics statistics;

    public Writes(Parts<K, V> parts, Engine<K, V> engine, Reads<K, V> reads) {
        this.parts = parts;
        this.engine = engine;
        this.reads = reads;
        this.statistics = parts.statistics();
    }

    public void put(K key, V value) {
        put(key, value, Terms.NONE);
    }

    /** Puts a value on terms of its own. */
    public void put(K key, V value, Terms terms) {
        KeyRef<K> ref = parts.ref(key);
        NewValue written = parts.newValue(ref.stored(), value, terms);
        timedPut(ref, new Operations.Put(written, /* isLookup= */ false));
    }

    public @Nullable V getAndPut(K key, V value) {
        KeyRef<K> ref = parts.ref(key);
        return decode(timedPut(ref, new Operations.Put(newValue(ref, value), /* isLookup= */ true)));
    }

    /** Looks without a lock first: where there is an entry, the value need not be encoded. */
    public boolean putIfAbsent(K key, V value) {
        KeyRef<K> ref = parts.ref(key);
        if (reads.present(ref.stored(), ref.hash()) != null) {
            statistics.count(Counter.HITS);
            return false;
        }
        return timedPut(ref, new Operations.PutIfAbsent(newValue(ref, value)));
    }

    public @Nullable V getAndReplace(K key, V value) {
        KeyRef<K> ref = parts.ref(key);
        return decode(timedPut(ref, new Operations.Replace(newValue(ref, value))));
    }

    public boolean replace(K key, V value) {
        KeyRef<K> ref = parts.ref(key);
        return timedPut(ref, new Operations.Replace(newValue(ref, value))) != null;
    }

    public boolean replace(K key, V oldValue, V newValue) {
        KeyRef<K> ref = parts.ref(key);
        return timedPut(ref, new Operations.ReplaceIf(isEqualTo(oldValue), newValue(ref, newValue)));
    }

    public boolean remove(K key) {
        return timedRemove(parts.ref(key), new Operations.Remove(/* isLookup= */ false)) != null;
    }

    public @Nullable V getAndRemove(K key) {
        return decode(timedRemove(parts.ref(key), new Operations.Remove(/* isLookup= */ true)));
    }

    public boolean remove(K key, V oldValue) {
        return timedRemove(parts.ref(key), new Operations.RemoveIf(isEqualTo(oldValue)));
    }

    /** Takes a lease of a key. */
    public Lease lease(K key) {
        KeyRef<K> ref = parts.ref(key);
        Lease lease = parts.leases().take(ref.stored());
        if (parts.queued(ref) != null) {
            lease.close(); // what would be read from the source is older than what is on its way to it
        }
        return lease;
    }

    /** Puts what was read from its source, if the lease of it holds. */
    public boolean tryPut(K key, V value, Lease lease, Terms terms) {
        KeyRef<K> ref = parts.ref(key);
        if (!lease.isFor(parts.leases(), ref.stored())) {
            throw new IllegalArgumentException("The lease is of another key or cache, key=" + key);
        }
        NewValue read = parts.newValue(ref.stored(), value, terms, lease.stamp(), /* loadMillis= */ 0);
        return engine.install(ref, read, lease, Fill.REPLACE);
    }

    private NewValue newValue(KeyRef<K> key, V value) {
        return parts.newValue(key.stored(), value, Terms.NONE);
    }

    private Predicate<Object> isEqualTo(V expected) {
        return stored -> parts.value(stored).equals(expected);
    }

    private <R extends @Nullable Object> R timedPut(KeyRef<K> key, Operation<R> operation) {
        long beganNanos = statistics.cell().beginPut();
        R result = engine.perform(key, operation);
        statistics.end(TimedOperation.PUT, beganNanos);
        return result;
    }

    private <R extends @Nullable Object> R timedRemove(KeyRef<K> key, Operation<R> operation) {
        long beganNanos = statistics.cell().beginRemove();
        R result = engine.perform(key, operation);
        statistics.end(TimedOperation.REMOVE, beganNanos);
        return result;
    }

    private @Nullable V decode(@Nullable Object stored) {
        return stored == null ? null : parts.value(stored);
    }
}
