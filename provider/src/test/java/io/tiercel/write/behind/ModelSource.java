package io.tiercel.write.behind;

import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Random;
import javax.cache.Cache;
import javax.cache.integration.CacheWriter;

/**
 * A database whose writer fails in every way that it may: before it did anything, half-way, or after all, having told
 * what it did or not. Refuses to go back: a value of a key is never lower than one that it had.
 */
final class ModelSource implements CacheWriter<Object, Object> {

    final Map<Object, Object> rows = new HashMap<>();
    private final Map<Object, Integer> highest = new HashMap<>();
    private final Random random;

    /** How likely a call fails. */
    double failing;

    /** What happens in the middle of calls. */
    Runnable meanwhile = () -> {};

    ModelSource(Random random) {
        this.random = random;
    }

    private void mayFail() {
        if (random.nextDouble() < failing) {
            throw new IllegalStateException("fails by chance");
        }
    }

    @Override
    public void write(Cache.Entry<?, ?> entry) {
        mayFail();
        int value = (Integer) entry.getValue();
        if (highest.merge(entry.getKey(), value, Math::max) != value) {
            throw new AssertionError("key " + entry.getKey() + " goes back to " + value);
        }
        rows.put(entry.getKey(), value);
        meanwhile.run();
        mayFail();
    }

    @Override
    public void delete(Object key) {
        mayFail();
        rows.remove(key);
        meanwhile.run();
        mayFail();
    }

    @Override
    public void writeAll(Collection<Cache.Entry<?, ?>> entries) {
        boolean tells = random.nextBoolean();
        Iterator<Cache.Entry<?, ?>> iterator = entries.iterator();
        while (iterator.hasNext()) {
            write(iterator.next());
            if (tells) {
                iterator.remove();
            }
        }
        mayFail();
    }

    @Override
    public void deleteAll(Collection<?> keys) {
        boolean tells = random.nextBoolean();
        Iterator<?> iterator = keys.iterator();
        while (iterator.hasNext()) {
            delete(iterator.next());
            if (tells) {
                iterator.remove();
            }
        }
        mayFail();
    }
}
