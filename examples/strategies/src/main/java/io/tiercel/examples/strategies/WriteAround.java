package io.tiercel.examples.strategies;

import io.tiercel.TiercelCache;
import io.tiercel.configuration.WriterMode;
import java.io.PrintStream;
import javax.cache.CacheManager;

/**
 * A put writes to the database, and the cache forgets the key. For what is written often and read seldom, and for databases
 * that change what they are given (defaults, triggers): the next read has what is really there.
 */
final class WriteAround {
    private WriteAround() {}

    public static void main(String[] args) {
        run(System.out);
    }

    static void run(PrintStream out) {
        Database database = new Database(3);
        try (CacheManager manager = Shop.open()) {
            TiercelCache<Long, Product> products = Shop.create(
                    manager,
                    Shop.configure()
                            .loader(database.loader())
                            .writer(database.writer())
                            .writerMode(WriterMode.AROUND));
            Product first = products.get(1L);
            out.println("read once: in the cache: " + products.containsKey(1L));

            for (int cents = 1_001; cents <= 1_100; cents++) {
                products.put(1L, first.at(cents));
            }
            out.println("put 100 times: " + database.writeCount() + " writes of the database, in the cache: "
                    + products.containsKey(1L));

            int before = database.readCount();
            int cents = products.get(1L).cents();
            out.println("read again: " + cents + ", by " + (database.readCount() - before) + " read of the database");
        }
    }
}
