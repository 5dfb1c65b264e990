package io.tiercel.spec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.cache.Cache;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;

/** A database that survives its process: a file with a line for each change that it was told. */
final class FileDatabase implements CacheLoader<Integer, Integer>, CacheWriter<Integer, Integer> {

    private final Path file;

    FileDatabase(Path file) {
        this.file = file;
    }

    /** Returns the changes in their order: a key, and its value or null. */
    List<Map.Entry<Integer, String>> changes() {
        List<Map.Entry<Integer, String>> changes = new ArrayList<>();
        try {
            if (Files.exists(file)) {
                for (String line : Files.readAllLines(file)) {
                    String[] words = line.split(" ", 2);
                    changes.add(Map.entry(Integer.valueOf(words[0]), words[1]));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return changes;
    }

    Map<Integer, Integer> rows() {
        Map<Integer, Integer> rows = new HashMap<>();
        for (Map.Entry<Integer, String> change : changes()) {
            if (change.getValue().equals("-")) {
                rows.remove(change.getKey());
            } else {
                rows.put(change.getKey(), Integer.valueOf(change.getValue()));
            }
        }
        return rows;
    }

    private void append(Object key, Object value) {
        try {
            Files.writeString(
                    file,
                    key + " " + value + "\n",
                    StandardCharsets.US_ASCII,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Integer load(Integer key) {
        return rows().get(key);
    }

    @Override
    public Map<Integer, Integer> loadAll(Iterable<? extends Integer> keys) {
        Map<Integer, Integer> rows = rows();
        Map<Integer, Integer> loaded = new HashMap<>();
        keys.forEach(key -> loaded.put(key, rows.get(key)));
        loaded.values().removeIf(value -> value == null);
        return loaded;
    }

    @Override
    public void write(Cache.Entry<? extends Integer, ? extends Integer> entry) {
        append(entry.getKey(), entry.getValue());
    }

    @Override
    public void writeAll(Collection<Cache.Entry<? extends Integer, ? extends Integer>> entries) {
        entries.forEach(this::write);
        entries.clear();
    }

    @Override
    public void delete(Object key) {
        append(key, "-");
    }

    @Override
    public void deleteAll(Collection<?> keys) {
        keys.forEach(this::delete);
        keys.clear();
    }
}
