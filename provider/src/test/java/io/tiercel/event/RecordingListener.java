package io.tiercel.event;

import java.io.Closeable;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryEventFilter;
import javax.cache.event.CacheEntryExpiredListener;
import javax.cache.event.CacheEntryRemovedListener;
import javax.cache.event.CacheEntryUpdatedListener;
import javax.cache.event.EventType;
import org.jspecify.annotations.Nullable;

/**
 * A listener to all events that keeps what it is told, and then runs what the test gave it, which may block, throw or
 * write. Thread-safe.
 */
public final class RecordingListener<K, V>
        implements CacheEntryCreatedListener<K, V>,
                CacheEntryUpdatedListener<K, V>,
                CacheEntryRemovedListener<K, V>,
                CacheEntryExpiredListener<K, V>,
                Closeable {

    /** What one event said while the listener was called. */
    public record Recorded<K, V>(
            EventType type,
            K key,
            @Nullable V value,
            @Nullable V oldValue) {}

    private final Queue<Recorded<K, V>> recorded = new ConcurrentLinkedQueue<>();
    private final Queue<CacheEntryEvent<? extends K, ? extends V>> events = new ConcurrentLinkedQueue<>();
    private final AtomicInteger closings = new AtomicInteger();
    private final Consumer<CacheEntryEvent<? extends K, ? extends V>> then;

    public RecordingListener() {
        this(event -> {});
    }

    public RecordingListener(Consumer<CacheEntryEvent<? extends K, ? extends V>> then) {
        this.then = then;
    }

    public List<Recorded<K, V>> recorded() {
        return List.copyOf(recorded);
    }

    public List<@Nullable V> values() {
        return recorded.stream().<@Nullable V>map(Recorded::value).toList();
    }

    public List<CacheEntryEvent<? extends K, ? extends V>> events() {
        return List.copyOf(events);
    }

    public int closings() {
        return closings.get();
    }

    public MutableCacheEntryListenerConfiguration<K, V> synchronous() {
        return configuration(/* synchronous= */ true, null);
    }

    public MutableCacheEntryListenerConfiguration<K, V> asynchronous() {
        return configuration(/* synchronous= */ false, null);
    }

    public MutableCacheEntryListenerConfiguration<K, V> configuration(
            boolean synchronous, @Nullable CacheEntryEventFilter<K, V> filter) {
        return new MutableCacheEntryListenerConfiguration<K, V>(
                () -> this, filter == null ? null : () -> filter, /* isOldValueRequired= */ true, synchronous);
    }

    @Override
    public void onCreated(Iterable<CacheEntryEvent<? extends K, ? extends V>> created) {
        record(created);
    }

    @Override
    public void onUpdated(Iterable<CacheEntryEvent<? extends K, ? extends V>> updated) {
        record(updated);
    }

    @Override
    public void onRemoved(Iterable<CacheEntryEvent<? extends K, ? extends V>> removed) {
        record(removed);
    }

    @Override
    public void onExpired(Iterable<CacheEntryEvent<? extends K, ? extends V>> expired) {
        record(expired);
    }

    private void record(Iterable<CacheEntryEvent<? extends K, ? extends V>> told) {
        for (CacheEntryEvent<? extends K, ? extends V> event : told) {
            recorded.add(new Recorded<>(event.getEventType(), event.getKey(), event.getValue(), event.getOldValue()));
            events.add(event);
            then.accept(event);
        }
    }

    @Override
    public void close() {
        closings.incrementAndGet();
    }
}
