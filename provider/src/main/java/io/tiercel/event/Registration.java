package io.tiercel.event;

import java.io.Closeable;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.CacheException;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryEventFilter;
import javax.cache.event.CacheEntryExpiredListener;
import javax.cache.event.CacheEntryListener;
import javax.cache.event.CacheEntryRemovedListener;
import javax.cache.event.CacheEntryUpdatedListener;
import javax.cache.event.EventType;
import org.jspecify.annotations.Nullable;

/**
 * A registered listener with its filter, from its creation to the end of its last call.
 *
 * <p>Once closed it starts no call; a call that had begun ends undisturbed, and the listener and the filter, where they
 * are {@link Closeable}, are closed after it, or at once if there is none. Thread-safe; never blocks by itself.
 */
final class Registration<K, V> {

    private static final int CLOSED = Integer.MIN_VALUE;

    /** The application's own object. */
    private final CacheEntryListenerConfiguration<K, V> configuration;

    /** What it said, if it can change. */
    private final CacheEntryListenerConfiguration<K, V> said;

    private final CacheEntryListener<? super K, ? super V> listener;
    private final @Nullable CacheEntryEventFilter<? super K, ? super V> filter;
    private final EventLog log;
    private final boolean synchronous;

    /** The number of calls under way, and the sign bit once closed. */
    private final AtomicInteger calls = new AtomicInteger();

    private Registration(
            CacheEntryListenerConfiguration<K, V> configuration,
            CacheEntryListener<? super K, ? super V> listener,
            @Nullable CacheEntryEventFilter<? super K, ? super V> filter,
            EventLog log) {
        this.configuration = configuration;
        this.said = configuration instanceof MutableCacheEntryListenerConfiguration<K, V>
                ? new MutableCacheEntryListenerConfiguration<>(configuration)
                : configuration;
        this.listener = listener;
        this.filter = filter;
        this.log = log;
        this.synchronous = configuration.isSynchronous();
    }

    /**
     * Creates the listener and its filter.
     *
     * @throws javax.cache.CacheException if a factory fails, or what it creates takes no events
     */
    static <K, V> Registration<K, V> create(CacheEntryListenerConfiguration<K, V> configuration, EventLog log) {
        CacheEntryListener<? super K, ? super V> listener = ListenerFactories.listener(configuration);
        try {
            requireTypes(listener);
            return new Registration<>(configuration, listener, ListenerFactories.filter(configuration), log);
        } catch (RuntimeException | Error failure) {
            close(listener, log);
            throw failure;
        }
    }

    /** The interface that a factory promises is a mark, which nothing can be called by. */
    private static void requireTypes(CacheEntryListener<?, ?> listener) {
        if (typesOf(listener).isEmpty()) {
            throw new CacheException("The cache entry listener "
                    + listener.getClass().getName()
                    + " would never be called: it implements none of CacheEntryCreatedListener,"
                    + " CacheEntryUpdatedListener, CacheEntryRemovedListener and CacheEntryExpiredListener");
        }
    }

    /** Returns whether it is of this very object, or of one that says what it said when it was registered. */
    boolean isOf(CacheEntryListenerConfiguration<K, V> other) {
        return configuration == other || said.equals(other);
    }

    /** Returns what was said when it was registered. */
    CacheEntryListenerConfiguration<K, V> said() {
        return said;
    }

    boolean isSynchronous() {
        return synchronous;
    }

    String listenerName() {
        return listener.getClass().getName();
    }

    Set<EventType> types() {
        return typesOf(listener);
    }

    private static Set<EventType> typesOf(CacheEntryListener<?, ?> listener) {
        Set<EventType> types = EnumSet.noneOf(EventType.class);
        addIf(listener instanceof CacheEntryCreatedListener, EventType.CREATED, types);
        addIf(listener instanceof CacheEntryUpdatedListener, EventType.UPDATED, types);
        addIf(listener instanceof CacheEntryRemovedListener, EventType.REMOVED, types);
        addIf(listener instanceof CacheEntryExpiredListener, EventType.EXPIRED, types);
        return types;
    }

    private static void addIf(boolean implemented, EventType type, Set<EventType> types) {
        if (implemented) {
            types.add(type);
        }
    }

    /** Calls the listener if its filter accepts the event, and throws what either throws; does nothing once closed. */
    void call(EntryEvent<K, V> event) {
        if (!enter()) {
            return;
        }
        try {
            if (filter == null || filter.evaluate(event)) {
                hand(event);
            }
        } finally {
            exit();
        }
    }

    @SuppressWarnings("unchecked") // a listener of supertypes of K and V takes events of K and V
    private void hand(EntryEvent<K, V> event) {
        Iterable<CacheEntryEvent<? extends K, ? extends V>> events = List.of(event);
        switch (event.getEventType()) {
            case CREATED -> ((CacheEntryCreatedListener<K, V>) listener).onCreated(events);
            case UPDATED -> ((CacheEntryUpdatedListener<K, V>) listener).onUpdated(events);
            case REMOVED -> ((CacheEntryRemovedListener<K, V>) listener).onRemoved(events);
            case EXPIRED -> ((CacheEntryExpiredListener<K, V>) listener).onExpired(events);
        }
    }

    private boolean enter() {
        int before = calls.getAndUpdate(count -> count < 0 ? count : count + 1);
        return before >= 0;
    }

    private void exit() {
        if (calls.decrementAndGet() == CLOSED) {
            closeCollaborators();
        }
    }

    /** Starts no call from now on. */
    void close() {
        if (calls.getAndUpdate(count -> count | CLOSED) == 0) {
            closeCollaborators();
        }
    }

    private void closeCollaborators() {
        close(listener, log);
        if (filter != listener) {
            close(filter, log);
        }
    }

    private static void close(@Nullable Object collaborator, EventLog log) {
        if (collaborator instanceof Closeable closeable) {
            try {
                closeable.close();
            } catch (IOException | RuntimeException failure) {
                log.failed("Closing " + collaborator.getClass().getName() + " failed", failure);
            }
        }
    }
}
