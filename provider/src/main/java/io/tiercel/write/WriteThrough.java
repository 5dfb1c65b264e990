package io.tiercel.write;

import io.tiercel.jvm.ShownText;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.function.Consumer;
import javax.cache.integration.CacheWriter;
import javax.cache.integration.CacheWriterException;

/**
 * The writer of a cache, called before the cache changes, in the thread that changes it (JSR-107 1.1.1, "Write-Through
 * Caching"). What it throws reaches the caller as a {@link CacheWriterException}, and the cache does not change then.
 * Thread-safe if the writer is, which JSR-107 demands of it.
 */
public final class WriteThrough<K, V> implements WriterPort<K, V> {

    private final CacheWriter<? super K, ? super V> writer;
    private final boolean writesAround;

    private WriteThrough(CacheWriter<? super K, ? super V> writer, boolean writesAround) {
        this.writer = writer;
        this.writesAround = writesAround;
    }

    /** Returns one after which the cache has what was written. */
    public static <K, V> WriteThrough<K, V> keeping(CacheWriter<? super K, ? super V> writer) {
        return new WriteThrough<>(writer, /* writesAround= */ false);
    }

    /** Returns one after which the cache has nothing of what was written: the next read loads it. */
    public static <K, V> WriteThrough<K, V> around(CacheWriter<? super K, ? super V> writer) {
        return new WriteThrough<>(writer, /* writesAround= */ true);
    }

    @Override
    public boolean writesAround() {
        return writesAround;
    }

    @Override
    public void write(KeyChange<K, V> change) {
        tell("write", one -> one.write(change));
    }

    @Override
    public void delete(KeyChange<K, V> change) {
        tell("delete", one -> one.delete(change.getKey()));
    }

    @Override
    public void writeAll(Collection<KeyChange<K, V>> changes) {
        tell("writeAll", one -> writeAll(one, changes));
        changes.clear();
    }

    // CacheWriter.writeAll takes a collection of the writer's own type arguments; entries are only read
    @SuppressWarnings({"unchecked", "rawtypes"})
    private static void writeAll(CacheWriter<?, ?> writer, Collection<?> entries) {
        ((CacheWriter) writer).writeAll(entries);
    }

    @Override
    public void deleteAll(Collection<KeyChange<K, V>> changes) {
        Deque<Object> keys = new ArrayDeque<>(changes.size()); // a writer may take them out one by one
        changes.forEach(change -> keys.add(change.getKey()));
        try {
            tell("deleteAll", one -> one.deleteAll(keys));
            keys.clear();
        } finally {
            LeftByWriter left = new LeftByWriter(keys);
            changes.removeIf(change -> !left.has(change.getKey()));
        }
    }

    private void tell(String method, Consumer<CacheWriter<? super K, ? super V>> call) {
        try {
            call.accept(writer);
        } catch (CacheWriterException e) {
            throw e;
        } catch (Exception e) { // checked ones too: code in other languages throws them undeclared
            throw new CacheWriterException(
                    writer.getClass().getName() + "." + method + " failed: " + ShownText.of(e), e);
        }
    }
}
