package io.tiercel.examples.strategies;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import org.jspecify.annotations.Nullable;

/**
 * Stands for the database of an application: a table of products that remembers what it was asked. {@link #loader()} and
 * {@link #writer()} are what a cache needs to know of it. Thread-safe.
 */
final class Database {
    private static final List<String> CATEGORIES = List.of("tools", "books", "toys");

    private final Map<Long, Product> rows = new ConcurrentHashMap<>();
    private final List<Long> reads = new CopyOnWriteArrayList<>();
    private final AtomicInteger writes = new AtomicInteger();
    private volatile boolean down;
    private volatile CountDownLatch held = new CountDownLatch(0);
    private volatile Duration queryTime = Duration.ZERO;

    /** Creates one with the products 1 to {@code products}, of three categories in turn. */
    Database(int products) {
        for (long id = 1; id <= products; id++) {
            rows.put(id, new Product(id, "product " + id, CATEGORIES.get((int) (id % CATEGORIES.size())), 1_000));
        }
    }

    /** Returns a row, null if there is none. */
    @Nullable
    Product read(long id) {
        requireUp();
        reads.add(id);
        takeTime();
        return rows.get(id);
    }

    /** Inserts or updates a row. */
    void write(Product product) {
        requireUp();
        writes.incrementAndGet();
        rows.put(product.id(), product);
    }

    /** Deletes a row, if it is there. */
    void delete(long id) {
        requireUp();
        writes.incrementAndGet();
        rows.remove(id);
    }

    /** Returns the price in a row, without counting this as a read. */
    int cents(long id) {
        Product product = rows.get(id);
        return product == null ? 0 : product.cents();
    }

    /** Returns the ids that were read so far, in their order. */
    List<Long> reads() {
        return List.copyOf(reads);
    }

    /** Returns how many reads there were. */
    int readCount() {
        return reads.size();
    }

    /** Returns how many writes and deletions there were. */
    int writeCount() {
        return writes.get();
    }

    /** Goes down, or up again. */
    void down(boolean isDown) {
        down = isDown;
    }

    /** Lets reads hang from now on, until they are released. */
    void hold() {
        held = new CountDownLatch(1);
    }

    /** Lets reads go on. */
    void release() {
        held.countDown();
    }

    /** Says how long a read takes. */
    void queryTime(Duration time) {
        queryTime = time;
    }

    private void takeTime() {
        try {
            held.await();
            Thread.sleep(queryTime.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the query was interrupted", e);
        }
    }

    private void requireUp() {
        if (down) {
            throw new IllegalStateException("the database is down");
        }
    }

    /** Returns a loader that reads rows. */
    CacheLoader<Long, Product> loader() {
        return new RowLoader();
    }

    /** Returns a writer that writes rows. Writing a row twice, or deleting one that is not there, does no harm. */
    CacheWriter<Long, Product> writer() {
        return new RowWriter();
    }

    private final class RowLoader implements CacheLoader<Long, Product> {

        @Override
        @SuppressWarnings("NullAway") // null for what there is not: javax.cache says so in words only
        public Product load(Long id) {
            return read(id);
        }

        @Override
        public Map<Long, Product> loadAll(Iterable<? extends Long> ids) {
            Map<Long, Product> found = new ConcurrentHashMap<>();
            for (Long id : ids) {
                Product product = read(id);
                if (product != null) {
                    found.put(id, product);
                }
            }
            return found;
        }
    }

    private final class RowWriter implements CacheWriter<Long, Product> {

        @Override
        public void write(Cache.Entry<? extends Long, ? extends Product> entry) {
            Database.this.write(entry.getValue());
        }

        @Override
        public void writeAll(Collection<Cache.Entry<? extends Long, ? extends Product>> entries) {
            entries.removeIf(entry -> {
                write(entry);
                return true; // what is left in the collection counts as not written
            });
        }

        @Override
        public void delete(Object id) {
            Database.this.delete((Long) id);
        }

        @Override
        public void deleteAll(Collection<?> ids) {
            ids.removeIf(id -> {
                delete(id);
                return true;
            });
        }
    }
}
