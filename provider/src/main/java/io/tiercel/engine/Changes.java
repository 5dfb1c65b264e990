package io.tiercel.engine;

import static java.util.Objects.requireNonNull;

import io.tiercel.event.EventDispatcher;
import io.tiercel.event.PendingEvent;
import java.util.ArrayList;
import java.util.List;
import javax.cache.event.EventType;
import org.jspecify.annotations.Nullable;

/**
 * The events of one call of the cache, in the order of its changes: enqueued while the key is locked, delivered when
 * nothing is. Used by one thread. Without listeners it is an empty object.
 */
final class Changes {

    private final EventDispatcher<?, ?> events;
    private boolean muted;
    private @Nullable ArrayList<PendingEvent> pending;

    Changes(EventDispatcher<?, ?> events) {
        this.events = events;
    }

    /** Takes no events from now on: nobody listened when the operation began, and so it did not look at what it changes. */
    void mute() {
        muted = true;
    }

    boolean areHeard() {
        return events.hasListeners();
    }

    /** Notes an event. Call in a section of the key or while holding it. */
    void add(EventType type, Object key, @Nullable Object oldValue, @Nullable Object newValue) {
        if (muted || !events.listensTo(type)) {
            return;
        }
        makeRoom();
        PendingEvent event = events.enqueue(type, key, oldValue, newValue);
        if (event != null) {
            requireNonNull(pending).add(event);
        }
    }

    /** Once an event is enqueued others rely on its delivery: there must be memory for that before. */
    private void makeRoom() {
        if (pending == null) {
            pending = new ArrayList<>(2);
        } else {
            pending.ensureCapacity(pending.size() + 1);
        }
    }

    boolean listensTo(EventType type) {
        return events.listensTo(type);
    }

    /** Hands over what is to be delivered. */
    List<PendingEvent> take() {
        List<PendingEvent> taken = pending == null ? List.of() : pending;
        pending = null;
        return taken;
    }

    /** Calls the listeners. Call with nothing locked. */
    void deliver() {
        List<PendingEvent> delivered = pending;
        if (delivered != null) {
            pending = null;
            events.deliver(delivered);
        }
    }
}
