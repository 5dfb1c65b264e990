package io.tiercel.spec;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import javax.cache.Cache;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;

/** A database in memory that is loader and writer of a cache: notes each call, and runs a script before it obeys. */
final class FakeSource implements CacheLoader<Integer, String>, CacheWriter<Integer, String> {

    final Map<Integer, String> rows = new ConcurrentHashMap<>();
    final List<String> calls = Collections.synchronizedList(new ArrayList<>());

    /** What happens before a call is obeyed; what it throws, the call throws. */
    volatile Consumer<String> script = call -> {};

    private void enter(String call) {
        calls.add(call);
        script.accept(call);
    }

    @Override
    public String load(Integer key) {
        enter("load " + key);
        return rows.get(key);
    }

    @Override
    public Map<Integer, String> loadAll(Iterable<? extends Integer> keys) {
        List<Integer> asked = new ArrayList<>();
        keys.forEach(asked::add);
        Collections.sort(asked);
        enter("loadAll " + asked);
        Map<Integer, String> loaded = new HashMap<>();
        asked.forEach(key -> loaded.put(key, rows.get(key)));
        loaded.values().removeIf(value -> value == null);
        return loaded;
    }

    @Override
    public void write(Cache.Entry<? extends Integer, ? extends String> entry) {
        enter("write " + entry.getKey() + "=" + entry.getValue());
        rows.put(entry.getKey(), entry.getValue());
    }

    @Override
    public void writeAll(Collection<Cache.Entry<? extends Integer, ? extends String>> entries) {
        enter("writeAll");
        Iterator<Cache.Entry<? extends Integer, ? extends String>> iterator = entries.iterator();
        while (iterator.hasNext()) {
            write(iterator.next());
            iterator.remove();
        }
    }

    @Override
    public void delete(Object key) {
        enter("delete " + key);
        rows.remove(key);
    }

    @Override
    public void deleteAll(Collection<?> keys) {
        enter("deleteAll");
        Iterator<?> iterator = keys.iterator();
        while (iterator.hasNext()) {
            delete(iterator.next());
            iterator.remove();
        }
    }
}
