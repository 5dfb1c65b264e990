package io.tiercel.spec;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.integration.CacheLoader;

/** A loader whose source is a map. Counts its calls. */
final class MapLoader implements CacheLoader<String, String> {

    final Map<String, String> source = new ConcurrentHashMap<>();
    final AtomicInteger calls = new AtomicInteger();

    MapLoader(Map<String, String> source) {
        this.source.putAll(source);
    }

    @Override
    public String load(String key) {
        calls.incrementAndGet();
        return source.get(key);
    }

    @Override
    public Map<String, String> loadAll(Iterable<? extends String> keys) {
        calls.incrementAndGet();
        Map<String, String> loaded = new HashMap<>();
        for (String key : keys) {
            String value = source.get(key);
            if (value != null) {
                loaded.put(key, value);
            }
        }
        return loaded;
    }
}
