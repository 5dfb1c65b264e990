package io.tiercel.examples.strategies;

import io.tiercel.TiercelCache;
import io.tiercel.write.WriteQueue;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import javax.cache.CacheManager;

/**
 * A put returns when its change is in a queue; the database is written later, in batches, and once for many changes of a
 * key. The queue is in files here: what it accepted survives the process and reaches the database, once at least.
 */
final class WriteBehind {
    private WriteBehind() {}

    public static void main(String[] args) throws Exception {
        run(System.out);
    }

    static void run(PrintStream out) throws Exception {
        Database database = new Database(3);
        try (Scratch scratch = new Scratch()) {
            try (CacheManager manager = Shop.open()) {
                TiercelCache<Long, Product> products = open(manager, database, scratch.folder());
                WriteQueue queue = Objects.requireNonNull(products.writeBehind());
                Product first = products.get(1L);
                for (int cents = 1_001; cents <= 1_100; cents++) {
                    products.put(1L, first.at(cents));
                }
                out.println(
                        "100 puts: writes of the database: " + database.writeCount() + ", waiting: " + queue.pending());
                queue.flush(Duration.ofSeconds(30)); // which would happen by itself, after a delay
                out.println("flushed:  writes of the database: " + database.writeCount() + ", it says "
                        + database.cents(1));

                database.down(true);
                products.put(1L, first.at(7_000));
                products.remove(2L);
                products.invalidate(1L); // whatever happens to the entry
                out.println("the database is down, and says " + database.cents(1) + "; a read says "
                        + products.get(1L).cents() + "; waiting: " + queue.pending());
            } // closed, with the database still down: the changes stay in the folder

            database.down(false);
            try (CacheManager manager = Shop.open()) {
                WriteQueue queue = Objects.requireNonNull(
                        open(manager, database, scratch.folder()).writeBehind());
                out.println("after a restart, written: " + queue.flush(Duration.ofSeconds(30)));
                out.println("the database says " + database.cents(1) + ", and has product 2: "
                        + (database.cents(2) != 0) + "; waiting: " + queue.pending());
            }
        }
    }

    private static TiercelCache<Long, Product> open(CacheManager manager, Database database, Path folder) {
        return Shop.create(
                manager,
                Shop.configure()
                        .loader(database.loader())
                        .writer(database.writer())
                        .writeBehind(behind -> behind.withQueue(folder)
                                .withBatch(100)
                                .withDelay(Duration.ofSeconds(10)) // a flush does not wait for it
                                .withBackOff(Duration.ofMillis(20), Duration.ofMillis(100))
                                .withCloseTimeout(Duration.ofMillis(200))));
    }
}
