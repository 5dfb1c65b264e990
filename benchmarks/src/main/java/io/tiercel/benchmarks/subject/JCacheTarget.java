package io.tiercel.benchmarks.subject;

import java.io.Serializable;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.MutableEntry;
import org.jspecify.annotations.Nullable;

/** A JSR-107 cache; closing it closes its manager. */
final class JCacheTarget implements Target {

    private static final SetValue SET_VALUE = new SetValue();

    private final CacheManager manager;
    private final Cache<Object, Object> cache;

    JCacheTarget(CacheManager manager, Cache<Object, Object> cache) {
        this.manager = manager;
        this.cache = cache;
    }

    @Override
    public @Nullable Object get(Object key) {
        return cache.get(key);
    }

    @Override
    public void put(Object key, Object value) {
        cache.put(key, value);
    }

    @Override
    public boolean putIfAbsent(Object key, Object value) {
        return cache.putIfAbsent(key, value);
    }

    @Override
    public boolean replace(Object key, Object value) {
        return cache.replace(key, value);
    }

    @Override
    public @Nullable Object getAndPut(Object key, Object value) {
        return cache.getAndPut(key, value);
    }

    @Override
    public boolean remove(Object key) {
        return cache.remove(key);
    }

    @Override
    public void invokeSet(Object key, Object value) {
        cache.invoke(key, SET_VALUE, value);
    }

    @Override
    public void close() {
        manager.getCachingProvider().close();
    }

    /** Sets the entry to the first argument. */
    private static final class SetValue implements EntryProcessor<Object, Object, Boolean>, Serializable {

        private static final long serialVersionUID = 1L;

        @Override
        public Boolean process(MutableEntry<Object, Object> entry, Object... arguments) {
            entry.setValue(arguments[0]);
            return true;
        }
    }
}
