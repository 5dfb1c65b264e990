package io.tiercel.spec;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import javax.cache.Cache;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheLoaderException;
import javax.cache.integration.CacheWriter;
import javax.cache.integration.CacheWriterException;
import org.jspecify.annotations.Nullable;

/** A source behind a cache that answers and takes nothing while it is down. */
final class ModelledSource implements CacheLoader<Integer, String>, CacheWriter<Integer, String> {

    final Map<Integer, String> rows = new TreeMap<>();
    private final BooleanSupplier down;

    ModelledSource(BooleanSupplier down) {
        this.down = down;
    }

    @Override
    public @Nullable String load(Integer key) {
        if (down.getAsBoolean()) {
            throw new CacheLoaderException("down");
        }
        return rows.get(key);
    }

    @Override
    public Map<Integer, String> loadAll(Iterable<? extends Integer> keys) {
        Map<Integer, String> loaded = new TreeMap<>();
        for (int key : keys) {
            String value = load(key);
            if (value != null) {
                loaded.put(key, value);
            }
        }
        return loaded;
    }

    @Override
    public void write(Cache.Entry<? extends Integer, ? extends String> entry) {
        requireUp();
        rows.put(entry.getKey(), entry.getValue());
    }

    @Override
    public void writeAll(Collection<Cache.Entry<? extends Integer, ? extends String>> entries) {
        requireUp();
        entries.forEach(this::write);
        entries.clear();
    }

    @Override
    public void delete(Object key) {
        requireUp();
        rows.remove(key);
    }

    @Override
    public void deleteAll(Collection<?> keys) {
        requireUp();
        keys.forEach(this::delete);
        keys.clear();
    }

    private void requireUp() {
        if (down.getAsBoolean()) {
            throw new CacheWriterException("down");
        }
    }
}
