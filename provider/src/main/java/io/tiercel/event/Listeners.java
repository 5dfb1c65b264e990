package io.tiercel.event;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javax.cache.event.EventType;

/** The listeners of a cache at one moment, by the types of events that they take. Immutable. */
final class Listeners<K, V> {

    private final List<Subscription<K, V>> all;
    private final Map<EventType, List<Registration<K, V>>> synchronous = new EnumMap<>(EventType.class);
    private final Map<EventType, List<Subscription<K, V>>> asynchronous = new EnumMap<>(EventType.class);

    Listeners(List<Subscription<K, V>> all) {
        this.all = List.copyOf(all);
        for (EventType type : EventType.values()) {
            List<Subscription<K, V>> ofType = all.stream()
                    .filter(subscription -> subscription.registration().types().contains(type))
                    .toList();
            synchronous.put(
                    type,
                    ofType.stream()
                            .filter(subscription -> subscription.queue() == null)
                            .map(Subscription::registration)
                            .toList());
            asynchronous.put(
                    type,
                    ofType.stream()
                            .filter(subscription -> subscription.queue() != null)
                            .toList());
        }
    }

    List<Subscription<K, V>> all() {
        return all;
    }

    @SuppressWarnings("NullAway") // the constructor has put a list for each type
    List<Registration<K, V>> synchronous(EventType type) {
        return synchronous.get(type);
    }

    @SuppressWarnings("NullAway") // the constructor has put a list for each type
    List<Subscription<K, V>> asynchronous(EventType type) {
        return asynchronous.get(type);
    }

    boolean listenTo(EventType type) {
        return !synchronous(type).isEmpty() || !asynchronous(type).isEmpty();
    }

    Listeners<K, V> with(Subscription<K, V> added) {
        List<Subscription<K, V>> next = new ArrayList<>(all);
        next.add(added);
        return new Listeners<>(next);
    }

    Listeners<K, V> without(Subscription<K, V> removed) {
        List<Subscription<K, V>> next = new ArrayList<>(all);
        next.remove(removed);
        return new Listeners<>(next);
    }
}
