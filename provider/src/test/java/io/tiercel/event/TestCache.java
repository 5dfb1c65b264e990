package io.tiercel.event;

import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import javax.cache.Cache;
import javax.cache.event.EventType;
import org.jspecify.annotations.Nullable;

/**
 * The least engine that keeps the dispatcher's contract: a map whose keys are locked one by one, each change enqueued
 * under the lock and delivered after it. Keys are stored as they are, values as a box that is opened at each read.
 */
final class TestCache<K, V> {

    /** A stored value. */
    record Stored(Object value) {}

    final EventDispatcher<K, V> dispatcher;
    private final Cache<K, V> source = named("test");
    private final Map<K, V> entries = new ConcurrentHashMap<>();
    private final Map<K, ReentrantLock> locks = new ConcurrentHashMap<>();

    TestCache(Executor executor, EventSettings settings) {
        this(executor, settings, UnaryOperator.identity());
    }

    @SuppressWarnings("unchecked") // what is stored came in as a K or a V
    TestCache(Executor executor, EventSettings settings, UnaryOperator<V> copier) {
        EventSource<K, V> origin =
                new EventSource<>(() -> source, key -> (K) key, value -> copier.apply((V) ((Stored) value).value()));
        this.dispatcher = new EventDispatcher<>(origin, executor, settings);
    }

    /** A cache on which only {@code getName} works. */
    @SuppressWarnings("unchecked")
    private static <K, V> Cache<K, V> named(String name) {
        return (Cache<K, V>) Proxy.newProxyInstance(
                TestCache.class.getClassLoader(), new Class<?>[] {Cache.class}, (proxy, method, arguments) -> {
                    return switch (method.getName()) {
                        case "getName", "toString" -> name;
                        case "hashCode" -> System.identityHashCode(proxy);
                        case "equals" -> proxy == arguments[0];
                        default -> throw new UnsupportedOperationException(method.getName());
                    };
                });
    }

    Cache<K, V> source() {
        return source;
    }

    void put(K key, V value) {
        compute(key, old -> value);
    }

    void remove(K key) {
        compute(key, old -> null);
    }

    /** Changes the entry from its old value, or null, to the new value, or null. */
    void compute(K key, Change<V> change) {
        dispatcher.deliver(enqueue(key, change));
    }

    /** Makes a change without delivering it. */
    @Nullable
    PendingEvent enqueue(K key, Change<V> change) {
        ReentrantLock lock = locks.computeIfAbsent(key, absent -> new ReentrantLock());
        lock.lock();
        try {
            V old = entries.get(key);
            V next = change.from(old);
            if (next == null) {
                entries.remove(key);
            } else {
                entries.put(key, next);
            }
            return old == null && next == null ? null : enqueue(key, old, next);
        } finally {
            lock.unlock();
        }
    }

    private @Nullable PendingEvent enqueue(K key, @Nullable V old, @Nullable V next) {
        EventType type = next == null ? EventType.REMOVED : old == null ? EventType.CREATED : EventType.UPDATED;
        return dispatcher.hasListeners() ? dispatcher.enqueue(type, key, stored(old), stored(next)) : null;
    }

    void expire(K key) {
        V old = entries.remove(key);
        dispatcher.deliver(dispatcher.enqueue(EventType.EXPIRED, key, stored(old), null));
    }

    private static @Nullable Object stored(@Nullable Object value) {
        return value == null ? null : new Stored(value);
    }

    /** A change of an entry; null stands for none. */
    @FunctionalInterface
    interface Change<V> {
        @Nullable
        V from(@Nullable V old);
    }
}
