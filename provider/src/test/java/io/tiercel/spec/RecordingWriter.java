package io.tiercel.spec;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.cache.Cache;
import javax.cache.integration.CacheWriter;

/** A writer that keeps what it is told, as {@code +key} and {@code -key}. */
final class RecordingWriter implements CacheWriter<String, String> {

    private final List<String> told = new CopyOnWriteArrayList<>();

    List<String> told() {
        return new ArrayList<>(told);
    }

    @Override
    public void write(Cache.Entry<? extends String, ? extends String> entry) {
        told.add("+" + entry.getKey());
    }

    @Override
    public void writeAll(Collection<Cache.Entry<? extends String, ? extends String>> entries) {
        entries.forEach(this::write);
        entries.clear();
    }

    @Override
    public void delete(Object key) {
        told.add("-" + key);
    }

    @Override
    public void deleteAll(Collection<?> keys) {
        keys.forEach(this::delete);
        keys.clear();
    }
}
