package io.tiercel.spec;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryExpiredListener;
import javax.cache.event.CacheEntryRemovedListener;
import javax.cache.event.CacheEntryUpdatedListener;

/** A synchronous listener that notes all events, as in {@code CREATED 1=a}. */
final class RecordedEvents
        implements CacheEntryCreatedListener<Integer, String>,
                CacheEntryUpdatedListener<Integer, String>,
                CacheEntryRemovedListener<Integer, String>,
                CacheEntryExpiredListener<Integer, String> {

    final List<String> all = Collections.synchronizedList(new ArrayList<>());

    @SuppressWarnings("serial") // the factory is not serialized here
    CacheEntryListenerConfiguration<Integer, String> configuration() {
        return new MutableCacheEntryListenerConfiguration<>(
                new FactoryBuilder.SingletonFactory<>(this), null, true, /* isSynchronous= */ true);
    }

    @Override
    public void onCreated(Iterable<CacheEntryEvent<? extends Integer, ? extends String>> events) {
        note(events);
    }

    @Override
    public void onUpdated(Iterable<CacheEntryEvent<? extends Integer, ? extends String>> events) {
        note(events);
    }

    @Override
    public void onRemoved(Iterable<CacheEntryEvent<? extends Integer, ? extends String>> events) {
        note(events);
    }

    @Override
    public void onExpired(Iterable<CacheEntryEvent<? extends Integer, ? extends String>> events) {
        note(events);
    }

    /** Returns those of a key. */
    List<String> of(int key) {
        synchronized (all) {
            return all.stream().filter(event -> event.contains(" " + key + "=")).toList();
        }
    }

    private void note(Iterable<CacheEntryEvent<? extends Integer, ? extends String>> events) {
        events.forEach(event -> all.add(event.getEventType() + " " + event.getKey() + "=" + event.getValue()));
    }
}
