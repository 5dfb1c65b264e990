package io.tiercel.benchmarks.subject;

import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** A concurrent map, or a cache that shows itself as one. */
final class MapTarget implements Target {

    private final ConcurrentMap<Object, Object> map;
    private final Runnable onClose;

    MapTarget(ConcurrentMap<Object, Object> map, Runnable onClose) {
        this.map = map;
        this.onClose = onClose;
    }

    @Override
    public @Nullable Object get(Object key) {
        return map.get(key);
    }

    @Override
    public void put(Object key, Object value) {
        map.put(key, value);
    }

    @Override
    public boolean putIfAbsent(Object key, Object value) {
        return map.putIfAbsent(key, value) == null;
    }

    @Override
    public boolean replace(Object key, Object value) {
        return map.replace(key, value) != null;
    }

    @Override
    public @Nullable Object getAndPut(Object key, Object value) {
        return map.put(key, value);
    }

    @Override
    public boolean remove(Object key) {
        return map.remove(key) != null;
    }

    @Override
    public void invokeSet(Object key, Object value) {
        map.compute(key, (sameKey, old) -> value);
    }

    @Override
    public void close() {
        onClose.run();
    }
}
