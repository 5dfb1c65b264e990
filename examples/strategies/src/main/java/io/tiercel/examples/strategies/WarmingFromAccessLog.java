package io.tiercel.examples.strategies;

import io.tiercel.TiercelCache;
import io.tiercel.warming.WarmingProgress;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.cache.CacheManager;

/** A cache that has no past of its own is warmed with the keys that are most frequent in the log of a web server. */
final class WarmingFromAccessLog {
    /** The group "key" finds the key in a line. */
    private static final Pattern REQUEST = Pattern.compile("\"GET /products/(?<key>\\d+) ");

    private WarmingFromAccessLog() {}

    public static void main(String[] args) throws Exception {
        run(System.out);
    }

    static void run(PrintStream out) throws Exception {
        Database database = new Database(1_000);
        try (Scratch scratch = new Scratch();
                CacheManager manager = Shop.open()) {
            Path log = writeLog(scratch.folder());
            TiercelCache<Long, Product> products = Shop.create(
                    manager,
                    Shop.configure()
                            .loader(database.loader())
                            .warming(warming -> warming.hotKeys(3) // so many of the log
                                    .accessLog(log, REQUEST)));

            WarmingProgress warmUp =
                    products.warming().outcome().toCompletableFuture().join();
            out.println("warm-up: " + warmUp.state() + ", planned " + warmUp.planned() + ", loaded " + warmUp.loaded());
            out.println("order of the loads: " + database.reads());
            out.println("product 300 is there: " + products.containsKey(300L));
            out.println("product 301 is there: " + products.containsKey(301L));
        }
    }

    /** Product 300 was asked for most, then 200, then 100; each of very many others once. */
    private static Path writeLog(Path folder) throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            lines.add(line("/products/300"));
            lines.add(line(i < 200 ? "/products/200" : "/products/" + (601 + i)));
            lines.add(line(i < 100 ? "/products/100" : "/products/" + (301 + i)));
        }
        return Files.write(folder.resolve("access.log"), lines);
    }

    private static String line(String path) {
        return "192.0.2.7 - - [01/Oct/2026:10:00:00 +0000] \"GET " + path + " HTTP/1.1\" 200 512";
    }
}
