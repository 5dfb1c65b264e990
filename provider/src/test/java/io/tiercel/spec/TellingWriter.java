package io.tiercel.spec;

import io.tiercel.TiercelConfiguration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.cache.Cache;
import javax.cache.integration.CacheWriter;

/** A writer that keeps the very objects that it is told of. */
record TellingWriter(List<Object> told) implements CacheWriter<Integer, ArrayList<String>> {

    @SuppressWarnings("unchecked") // the class of a generic type
    static TiercelConfiguration<Integer, ArrayList<String>> configuration(List<Object> told) {
        Class<ArrayList<String>> type = (Class<ArrayList<String>>) (Class<?>) ArrayList.class;
        return TiercelConfiguration.builder(Integer.class, type)
                .writer(new TellingWriter(told))
                .build();
    }

    @Override
    public void write(Cache.Entry<? extends Integer, ? extends ArrayList<String>> entry) {
        told.add(entry.getValue());
    }

    @Override
    public void writeAll(Collection<Cache.Entry<? extends Integer, ? extends ArrayList<String>>> entries) {
        entries.forEach(this::write);
    }

    @Override
    public void delete(Object key) {
        told.add(key);
    }

    @Override
    public void deleteAll(Collection<?> keys) {
        told.addAll(keys);
    }
}
