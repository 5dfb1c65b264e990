package io.tiercel.event;

import java.util.function.Function;
import java.util.function.Supplier;
import javax.cache.Cache;

/**
 * What the events of a cache are made from: the cache that listeners see, and the way from a stored key or value to the
 * object that a listener gets.
 *
 * <p>The decoders are called once per listener and event, only when the listener asks; by value they return a new copy
 * of what is mutable at each call. A stored form must stay readable after its entry has left the cache. What a decoder
 * throws reaches the listener.
 *
 * @param cache supplies the source of the events
 * @param keyDecoder from the stored form of a key to a key
 * @param valueDecoder from the stored form of a value to a value
 */
public record EventSource<K, V>(
        Supplier<? extends Cache<K, V>> cache,
        Function<Object, ? extends K> keyDecoder,
        Function<Object, ? extends V> valueDecoder) {}
