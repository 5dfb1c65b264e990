package io.tiercel.spec;

import java.util.Collection;
import javax.cache.Cache;
import javax.cache.integration.CacheWriter;

/** A writer that takes everything. */
class IgnoringWriter<K, V> implements CacheWriter<K, V> {

    @Override
    public void write(Cache.Entry<? extends K, ? extends V> entry) {}

    @Override
    public void writeAll(Collection<Cache.Entry<? extends K, ? extends V>> entries) {}

    @Override
    public void delete(Object key) {}

    @Override
    public void deleteAll(Collection<?> keys) {}
}
