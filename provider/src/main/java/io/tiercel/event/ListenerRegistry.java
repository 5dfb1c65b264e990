package io.tiercel.event;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * The registrations of one cache. Readers take a snapshot by one volatile read; changes exclude one another, and no
 * listener or factory runs under their lock. Thread-safe.
 */
final class ListenerRegistry<K, V> {

    private final EventLog log;
    private final Function<Registration<K, V>, AsyncQueue> queues;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile Listeners<K, V> listeners = new Listeners<>(List.of());
    private boolean closed;

    ListenerRegistry(EventLog log, Function<Registration<K, V>, AsyncQueue> queues) {
        this.log = log;
        this.queues = queues;
    }

    Listeners<K, V> listeners() {
        return listeners;
    }

    void register(CacheEntryListenerConfiguration<K, V> configuration) {
        Objects.requireNonNull(configuration, "configuration");
        refuseIfClosedOrKnown(configuration);
        Registration<K, V> registration = Registration.create(configuration, log);
        AsyncQueue queue = registration.isSynchronous() ? null : queues.apply(registration);
        Subscription<K, V> subscription = new Subscription<>(registration, queue);
        lock.lock();
        try {
            refuseIfClosedOrKnown(configuration);
            listeners = listeners.with(subscription);
        } catch (RuntimeException refusal) {
            registration.close();
            throw refusal;
        } finally {
            lock.unlock();
        }
    }

    private void refuseIfClosedOrKnown(CacheEntryListenerConfiguration<K, V> configuration) {
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException("The cache is closed");
            }
            if (find(configuration) != null) {
                throw new IllegalArgumentException("This cache entry listener configuration is registered already");
            }
        } finally {
            lock.unlock();
        }
    }

    void deregister(CacheEntryListenerConfiguration<K, V> configuration) {
        Objects.requireNonNull(configuration, "configuration");
        Subscription<K, V> removed;
        lock.lock();
        try {
            removed = find(configuration);
            if (removed != null) {
                listeners = listeners.without(removed);
            }
        } finally {
            lock.unlock();
        }
        if (removed != null) {
            removed.end();
        }
    }

    private @Nullable Subscription<K, V> find(CacheEntryListenerConfiguration<K, V> configuration) {
        return listeners.all().stream()
                .filter(subscription -> subscription.registration().isOf(configuration))
                .findFirst()
                .orElse(null);
    }

    /** Refuses registrations from now on, and returns those that were there; empty if it was closed before. */
    List<Subscription<K, V>> close() {
        lock.lock();
        try {
            closed = true;
            List<Subscription<K, V>> last = listeners.all();
            listeners = new Listeners<>(List.of());
            return last;
        } finally {
            lock.unlock();
        }
    }
}
