package io.tiercel.event;

import io.tiercel.concurrent.WaitGraph;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;

/**
 * The chains of all keys that have undelivered synchronous events; a key without any takes no space.
 *
 * <p>A thread waits for its own event only, and only if that closes no cycle of waits: a listener that writes the key
 * whose event it is being told of, or two listeners that write each other's keys, go on, and the event that they caused
 * is delivered in order by the thread that holds the chain, after the event that is under way there.
 *
 * <p>Thread-safe.
 */
final class KeyChains {

    private final ConcurrentMap<ChainKey, KeyChain> chains = new ConcurrentHashMap<>();
    private final Consumer<Throwable> orphanedFailures;

    /** @param orphanedFailures takes what listeners threw on events whose thread has gone on */
    KeyChains(Consumer<Throwable> orphanedFailures) {
        this.orphanedFailures = orphanedFailures;
    }

    PendingEvent append(SynchronousCalls<?, ?> calls, List<QueuedEvent> unsettled) {
        ChainKey key = new ChainKey(calls.change().storedKey());
        while (true) {
            KeyChain chain = chains.computeIfAbsent(key, KeyChain::new);
            PendingEvent event = new PendingEvent(calls, chain, unsettled);
            if (chain.append(event)) {
                return event;
            }
            chains.remove(chain.key(), chain);
        }
    }

    /** Returns when the event is delivered, or will be by another thread that must not be waited for. */
    void seeThrough(KeyChain chain, PendingEvent event) {
        while (true) {
            switch (chain.arrive(event)) {
                case DONE, LEFT_TO_SELF -> {
                    return;
                }
                case DELIVER -> {
                    drain(chain, event);
                    return;
                }
                case WAIT -> {
                    if (awaitOrAbandon(chain, event)) {
                        return;
                    }
                }
            }
        }
    }

    private static boolean awaitOrAbandon(KeyChain chain, PendingEvent event) {
        if (!WaitGraph.enter(event)) {
            return chain.abandon(event);
        }
        try {
            chain.awaitTurn(event);
        } finally {
            WaitGraph.leave(event);
        }
        return false;
    }

    /** What listeners throw does not end it, but want of memory may, as what they threw is told: then others deliver. */
    private void drain(KeyChain chain, PendingEvent own) {
        boolean drained = false;
        try {
            deliver(chain, own);
            drained = true;
        } finally {
            if (!drained) {
                chain.giveUp(own);
            }
            if (chain.isRetired()) {
                chains.remove(chain.key(), chain);
            }
        }
    }

    private void deliver(KeyChain chain, PendingEvent own) {
        PendingEvent next = chain.next(own);
        while (next != null) {
            next.callListeners();
            Throwable failure = next.failure();
            if (chain.complete(next) && failure != null) {
                orphanedFailures.accept(failure);
            }
            next = chain.next(own);
        }
    }

    int size() {
        return chains.size();
    }
}
