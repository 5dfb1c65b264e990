package io.tiercel.event;

import io.tiercel.jvm.EarlierInterrupt;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.event.EventType;
import org.jspecify.annotations.Nullable;

/**
 * The listeners of one cache, and the way of its events to them (JSR-107 1.1.1, "Cache Entry Listeners").
 *
 * <p>The engine calls {@link #enqueue} while the key is locked, after the change is in the store, and hands what that
 * returns to {@link #deliver(PendingEvent)} from the same thread after the key is released, whatever happens in
 * between. Synchronous listeners have then been called with that change, and with all earlier ones of the key, when
 * {@code deliver} returns; the exception is a change that a listener makes while its own thread, or a thread that waits
 * for it, is delivering that key: it is delivered after the event under way, and not waited for. Asynchronous listeners
 * are called on the executor, each one serially and in the order of the changes of a key.
 *
 * <p>A failing listener fails neither the change nor the other listeners. What a synchronous one throws reaches the
 * caller whose change it was told of, as a {@code CacheEntryListenerException} or as the {@link Error} that it is; if
 * that caller was not waiting, and for asynchronous ones, it is logged and counted.
 *
 * <p>Thread-safe. Without listeners an operation costs one volatile read; the memory for a key's order lives from the
 * first undelivered event of the key to the last.
 */
public final class EventDispatcher<K, V> {

    private static final String UNAWAITED_FAILURE = "A listener failed on a change whose caller was not waiting";

    private final EventSource<K, V> source;
    private final EventSettings settings;
    private final ListenerRegistry<K, V> registry;
    private final EventLog log;
    private final LongAdder dropped = new LongAdder();
    private final KeyChains chains;

    /** @param executor runs the calls to asynchronous listeners; see {@link EventExecutors} */
    public EventDispatcher(EventSource<K, V> source, Executor executor, EventSettings settings) {
        this.source = source;
        this.settings = settings;
        this.log = new EventLog(() -> source.cache().get().getName(), System::nanoTime);
        this.chains = new KeyChains(failure -> log.failed(UNAWAITED_FAILURE, failure));
        this.registry = new ListenerRegistry<>(
                log, registration -> new AsyncQueue(registration.listenerName(), settings, executor, log, dropped));
    }

    /**
     * Creates the listener and its filter, and has them told of all changes that are enqueued from now on.
     *
     * @throws IllegalArgumentException if an equal configuration is registered
     * @throws javax.cache.CacheException if a factory fails, or creates nothing or a listener to nothing
     * @throws IllegalStateException if this is closed
     */
    public void register(CacheEntryListenerConfiguration<K, V> configuration) {
        registry.register(configuration);
    }

    /**
     * Ends the registration of an equal configuration, if there is one: no call to its listener starts from now on, and
     * the events that wait for it are forgotten. A call that had begun may still be under way; this does not wait for
     * it, since it may be the caller's own. The listener and the filter were created for this registration, so they are
     * closed, if they are {@link java.io.Closeable}, when no call is under way.
     */
    public void deregister(CacheEntryListenerConfiguration<K, V> configuration) {
        registry.deregister(configuration);
    }

    /** Returns what is registered now, in the order of the registrations, as it was said then. */
    public List<CacheEntryListenerConfiguration<K, V>> registered() {
        List<CacheEntryListenerConfiguration<K, V>> registered = new ArrayList<>();
        registry.listeners()
                .all()
                .forEach(each -> registered.add(each.registration().said()));
        return registered;
    }

    /** Returns whether any listener is registered; if not, nothing needs to be enqueued. */
    public boolean hasListeners() {
        return !registry.listeners().all().isEmpty();
    }

    /** Returns whether any listener takes events of the type. */
    public boolean listensTo(EventType type) {
        return registry.listeners().listenTo(type);
    }

    /**
     * Fixes the place of a change in the order of its key. To be called while the key is locked, after the change is
     * visible; does not block and calls no listener.
     *
     * @param storedOldValue null if there was none, or it is not at hand
     * @param storedNewValue null for REMOVED and EXPIRED
     * @return what to deliver after the key is released, or null if there is nothing more to do
     */
    public @Nullable PendingEvent enqueue(
            EventType type, Object storedKey, @Nullable Object storedOldValue, @Nullable Object storedNewValue) {
        Listeners<K, V> current = registry.listeners();
        if (!current.listenTo(type)) {
            return null;
        }
        Change change = new Change(type, storedKey, storedOldValue, storedNewValue);
        List<Subscription<K, V>> asynchronous = current.asynchronous(type);
        List<QueuedEvent> unsettled = asynchronous.isEmpty() ? List.of() : new ArrayList<>(asynchronous.size());
        try {
            offer(asynchronous, change, unsettled);
            SynchronousCalls<K, V> calls = new SynchronousCalls<>(source, change, current.synchronous(type));
            if (!calls.registrations().isEmpty()) {
                return chains.append(calls, unsettled);
            }
            return unsettled.isEmpty() ? null : new PendingEvent(calls, null, unsettled);
        } catch (RuntimeException | Error e) { // of a key, say: nobody comes to settle what was offered
            unsettled.forEach(QueuedEvent::leave);
            throw e;
        }
    }

    private void offer(List<Subscription<K, V>> subscriptions, Change change, List<QueuedEvent> unsettled) {
        for (Subscription<K, V> subscription : subscriptions) {
            EntryEvent<K, V> event = new EntryEvent<>(source, change);
            AsyncQueue queue = Objects.requireNonNull(subscription.queue());
            QueuedEvent queued = queue.offer(() -> callAsynchronous(subscription.registration(), event));
            if (queued != null) {
                unsettled.add(queued);
            }
        }
    }

    private void callAsynchronous(Registration<K, V> registration, EntryEvent<K, V> event) {
        try {
            registration.call(event);
        } catch (Throwable failure) { // has no caller to reach; the drain must go on for the events behind it
            log.failed(
                    "The asynchronous listener " + registration.listenerName() + " failed on an event "
                            + event.getEventType(),
                    failure);
        }
    }

    /**
     * Sees a change through to its listeners. To be called by the thread that made the change, with no key locked.
     *
     * @throws javax.cache.event.CacheEntryListenerException if a synchronous listener failed on this change
     */
    public void deliver(@Nullable PendingEvent event) {
        if (event != null) {
            ListenerFailures.rethrow(seeThrough(event));
        }
    }

    /**
     * Sees the changes of a batch through to their listeners, each whatever becomes of the others.
     *
     * @throws javax.cache.event.CacheEntryListenerException if a synchronous listener failed on any of the changes
     */
    public void deliver(Collection<PendingEvent> events) {
        Throwable failure = null;
        for (PendingEvent event : events) {
            Throwable next = seeThrough(event);
            failure = next == null ? failure : ListenerFailures.combine(failure, next);
        }
        ListenerFailures.rethrow(failure);
    }

    /**
     * Sees changes through that nobody made who waits for it; may be called by another thread than the one that enqueued
     * them. What synchronous listeners throw is logged and counted. Asynchronous ones do not wait for those.
     */
    public void deliverUnawaited(Collection<PendingEvent> events) {
        events.forEach(event -> event.unsettled().forEach(QueuedEvent::settle));
        for (PendingEvent event : events) {
            Throwable failure = callSynchronous(event);
            if (failure != null) {
                log.failed(UNAWAITED_FAILURE, failure);
            }
        }
    }

    private @Nullable Throwable seeThrough(PendingEvent event) {
        Throwable failure = callSynchronous(event);
        event.unsettled().forEach(QueuedEvent::settle);
        return failure;
    }

    private @Nullable Throwable callSynchronous(PendingEvent event) {
        KeyChain chain = event.chain();
        if (chain != null) {
            try {
                chains.seeThrough(chain, event);
            } catch (Error e) { // for want of memory, or of a key: the others are told all the same
                return e;
            }
        }
        return event.abandoned ? null : event.failure();
    }

    /** Returns the number of events that asynchronous listeners have lost to full queues, shutdown or close. */
    public long droppedEvents() {
        return dropped.sum();
    }

    /** Returns the number of failures of listeners that no caller saw. */
    public long unseenFailures() {
        return log.failures();
    }

    /**
     * Ends all registrations. Queued asynchronous events are still delivered for as long as the settings allow, unless
     * this is called by an asynchronous listener; then the rest are dropped, counted and logged. Listeners and filters
     * that are {@link java.io.Closeable} are closed, at the latest when the call that is under way ends. An interrupt that
     * comes meanwhile ends the wait; one that came before does not, for it was not meant for this. Closing again has no
     * effect.
     */
    public void close() {
        List<Subscription<K, V>> last = registry.close();
        drain(last);
        long lost = last.stream().mapToLong(Subscription::end).sum();
        dropped.add(lost);
        if (lost > 0) {
            log.warn(lost + " events for asynchronous listeners were dropped when their cache was closed");
        }
        log.flush();
    }

    private void drain(List<Subscription<K, V>> last) {
        List<AsyncQueue> queues =
                last.stream().map(Subscription::queue).filter(Objects::nonNull).toList();
        queues.forEach(AsyncQueue::stopAccepting);
        if (!AsyncQueue.isDraining()) {
            long deadlineNanos = System.nanoTime() + settings.closeTimeout().toNanos();
            EarlierInterrupt.aside(() -> queues.forEach(queue -> queue.awaitIdle(deadlineNanos)));
        }
    }

    /** Returns the number of keys that have undelivered synchronous events. */
    int pendingKeys() {
        return chains.size();
    }
}
