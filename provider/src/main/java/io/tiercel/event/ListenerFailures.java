package io.tiercel.event;

import io.tiercel.jvm.ShownText;
import javax.cache.event.CacheEntryListenerException;
import javax.cache.event.EventType;
import org.jspecify.annotations.Nullable;

/**
 * How what listeners throw becomes what the caller of a cache operation sees: exceptions other than
 * {@link CacheEntryListenerException} are wrapped in one, an {@link Error} is not (JSR-107 1.1.1 speaks of exceptions
 * only). Of several, the first error or else the first exception is thrown, and the others are suppressed in it.
 */
final class ListenerFailures {

    private ListenerFailures() {}

    static Throwable wrap(Throwable thrown, EventType type, String listenerName) {
        if (thrown instanceof CacheEntryListenerException || thrown instanceof Error) {
            return thrown;
        }
        return new CacheEntryListenerException(
                "The listener " + listenerName + " failed on an event " + type + ": " + ShownText.of(thrown), thrown);
    }

    static Throwable combine(@Nullable Throwable first, Throwable next) {
        if (first == null || first == next) {
            return next;
        }
        boolean nextPrevails = next instanceof Error && !(first instanceof Error);
        Throwable thrown = nextPrevails ? next : first;
        thrown.addSuppressed(nextPrevails ? first : next);
        return thrown;
    }

    static void rethrow(@Nullable Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof CacheEntryListenerException exception) {
            throw exception;
        }
    }
}
