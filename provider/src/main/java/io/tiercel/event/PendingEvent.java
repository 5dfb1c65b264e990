package io.tiercel.event;

import io.tiercel.concurrent.Waitable;
import io.tiercel.jvm.LinkedItems;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change whose listeners have yet to be called: its place in the order of its key was fixed by
 * {@link EventDispatcher#enqueue}, and {@link EventDispatcher#deliver(PendingEvent)} sees it through.
 *
 * <p>Opaque to the engine, which hands it back once, from the thread that enqueued it, to the dispatcher that made it.
 */
public final class PendingEvent extends LinkedItems.Item<PendingEvent> implements Waitable {

    private final SynchronousCalls<?, ?> calls;
    private final @Nullable KeyChain chain;
    private final List<QueuedEvent> unsettled;
    private volatile @Nullable Throwable failure;
    private volatile boolean done;

    /** The thread that waits for this event; guarded by the lock of the chain. */
    @Nullable
    Thread waiter;

    /** Whether the thread that made the change went on without waiting; guarded by the lock of the chain. */
    boolean abandoned;

    PendingEvent(SynchronousCalls<?, ?> calls, @Nullable KeyChain chain, List<QueuedEvent> unsettled) {
        this.calls = calls;
        this.chain = chain;
        this.unsettled = unsettled;
        this.done = chain == null;
    }

    /** Calls the synchronous listeners; only the thread that delivers the chain does. */
    void callListeners() {
        failure = calls.run();
    }

    void markDone() {
        done = true;
    }

    @Nullable
    KeyChain chain() {
        return chain;
    }

    List<QueuedEvent> unsettled() {
        return unsettled;
    }

    @Nullable
    Throwable failure() {
        return failure;
    }

    @Override
    public @Nullable Thread holder() {
        return chain == null ? null : chain.deliverer();
    }

    @Override
    public boolean isDone() {
        return done;
    }
}
