package io.tiercel.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The calls that one change makes to the synchronous listeners that were registered when it happened. */
record SynchronousCalls<K, V>(EventSource<K, V> source, Change change, List<Registration<K, V>> registrations) {

    /** Calls each listener in the order of registration, whatever the others throw, and returns what they threw. */
    @Nullable
    Throwable run() {
        Throwable failure = null;
        for (Registration<K, V> registration : registrations) {
            try {
                registration.call(new EntryEvent<>(source, change));
            } catch (Throwable thrown) { // is rethrown to the caller whose change this is
                failure = ListenerFailures.combine(
                        failure, ListenerFailures.wrap(thrown, change.type(), registration.listenerName()));
            }
        }
        return failure;
    }
}
