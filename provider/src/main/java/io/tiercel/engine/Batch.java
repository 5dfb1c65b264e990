package io.tiercel.engine;

import io.tiercel.jvm.FirstFailure;
import java.util.function.Consumer;
import javax.cache.event.CacheEntryListenerException;

/** An operation on many keys, one after the other, that a failing listener does not break off half-way. */
public final class Batch {

    private Batch() {}

    /**
     * Takes a step for each item, and throws what listeners threw after the last.
     *
     * @throws CacheEntryListenerException the first one, with the others as suppressed
     */
    public static <T> void forEach(Iterable<? extends T> items, Consumer<? super T> step) {
        CacheEntryListenerException failure = null;
        for (T item : items) {
            try {
                step.accept(item);
            } catch (CacheEntryListenerException e) {
                failure = FirstFailure.of(failure, e);
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
