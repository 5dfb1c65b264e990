package io.tiercel.write;

import java.util.Collection;
import java.util.function.Consumer;
import javax.cache.Cache;
import javax.cache.integration.CacheWriter;
import javax.cache.integration.CacheWriterException;

/**
 * The writer of a cache, called before the cache changes (JSR-107 1.1.1, "Write-Through Caching"). What it throws
 * reaches the caller as a {@link CacheWriterException}, and the cache does not change then. Thread-safe if the writer
 * is, which JSR-107 demands of it.
 */
public final class WriteThrough<K, V> {

    private final CacheWriter<? super K, ? super V> writer;

    public WriteThrough(CacheWriter<? super K, ? super V> writer) {
        this.writer = writer;
    }

    public void write(K key, V value) {
        tell("write", one -> one.write(new Written<>(key, value)));
    }

    public void delete(K key) {
        tell("delete", one -> one.delete(key));
    }

    /** Writes all, and takes those that were written out of the collection. */
    public void writeAll(Collection<Cache.Entry<? extends K, ? extends V>> entries) {
        tell("writeAll", one -> writeAll(one, entries));
    }

    // CacheWriter.writeAll takes a collection of the writer's own type arguments; entries are only read
    @SuppressWarnings({"unchecked", "rawtypes"})
    private static void writeAll(CacheWriter<?, ?> writer, Collection<?> entries) {
        ((CacheWriter) writer).writeAll(entries);
    }

    /** Deletes all, and takes those that were deleted out of the collection. */
    public void deleteAll(Collection<?> keys) {
        tell("deleteAll", one -> one.deleteAll(keys));
    }

    private void tell(String method, Consumer<CacheWriter<? super K, ? super V>> call) {
        try {
            call.accept(writer);
        } catch (CacheWriterException e) {
            throw e;
        } catch (Exception e) { // checked ones too: code in other languages throws them undeclared
            throw new CacheWriterException(writer.getClass().getName() + "." + method + " failed: " + e, e);
        }
    }

    /** Returns an entry as a writer gets it. */
    public static <K, V> Cache.Entry<K, V> entry(K key, V value) {
        return new Written<>(key, value);
    }

    private record Written<K, V>(K key, V value) implements Cache.Entry<K, V> {
        @Override
        public K getKey() {
            return key;
        }

        @Override
        public V getValue() {
            return value;
        }

        @Override
        public <T> T unwrap(Class<T> type) {
            if (type.isInstance(this)) {
                return type.cast(this);
            }
            throw new IllegalArgumentException("A " + Cache.Entry.class.getName() + " for a writer is no " + type);
        }
    }
}
