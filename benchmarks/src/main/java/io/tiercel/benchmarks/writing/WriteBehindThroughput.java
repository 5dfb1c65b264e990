package io.tiercel.benchmarks.writing;

import io.tiercel.TiercelCache;
import io.tiercel.TiercelCachingProvider;
import io.tiercel.TiercelConfiguration;
import io.tiercel.TiercelConfigurationBuilder;
import io.tiercel.benchmarks.workload.ZipfSequence;
import io.tiercel.configuration.WriteBehindSettings;
import io.tiercel.write.WriteQueue;
import io.tiercel.write.log.Durability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.h2.tools.Server;

/**
 * Prints how many puts a second a cache takes that is written through to a database, and behind. The time runs until the
 * last change is in the database, so a queue gains nothing by being filled. The database is H2, embedded and behind a socket
 * of the same machine, which writes each commit to its file before it returns; or the one that is named. Keys are either
 * asked for as often as those of a real application, some much more than others, or are all different, so that no change
 * gives way to a later one.
 *
 * <p>Arguments: the number of seconds of each measurement, and the JDBC address of a PostgreSQL database in which a table
 * {@code customers} is made anew.
 */
public final class WriteBehindThroughput {

    private static final int THREADS = 4;
    private static final int KEYS = 100_000;
    private static final String VALUE = "x".repeat(200);
    private static final String DURABLE = ";WRITE_DELAY=0";
    private static final int[] ZIPF = ZipfSequence.of(KEYS, 1 << 20, 1);

    private final long nanos;
    private final Path folder;

    private WriteBehindThroughput(long nanos, Path folder) {
        this.nanos = nanos;
        this.folder = folder;
    }

    /** How a cache is written. */
    private enum Way {
        THROUGH("through"),
        VOLATILE("behind, in memory"),
        PROCESS("behind, in files, sync: process"),
        POWER("behind, in files, sync: power");

        private final String text;

        Way(String text) {
            this.text = text;
        }
    }

    @SuppressWarnings("SystemOut") // a command's output
    public static void main(String[] arguments) throws Exception {
        int seconds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
        System.out.println("| database | keys | written | puts/s | times through | transactions/s |");
        System.out.println("|---|---|---|---|---|---|");
        Path folder = Files.createTempDirectory("write-behind");
        WriteBehindThroughput measurement = new WriteBehindThroughput(seconds * 1_000_000_000L, folder);
        try {
            if (arguments.length > 1) {
                measurement.compare("PostgreSQL", way -> arguments[1]);
            } else {
                measurement.compareH2();
            }
        } finally {
            delete(folder);
        }
    }

    private void compareH2() throws Exception {
        compare("H2, embedded", way -> "jdbc:h2:" + folder + "/embedded-" + way + DURABLE);
        Server server = Server.createTcpServer("-tcpPort", "0", "-ifNotExists", "-baseDir", folder.toString())
                .start();
        try {
            String place = "jdbc:h2:tcp://localhost:" + server.getPort() + "/./socket-";
            compare("H2, over TCP", way -> place + way + DURABLE);
        } finally {
            server.stop();
        }
    }

    /** @param address gives each way a database, or all of them one */
    private void compare(String database, Function<Way, String> address) throws Exception {
        for (boolean zipf : new boolean[] {true, false}) {
            compare(database, address, zipf);
        }
    }

    @SuppressWarnings("SystemOut") // a command's output
    private void compare(String database, Function<Way, String> address, boolean zipf) throws Exception {
        double through = 0;
        for (Way way : Way.values()) {
            Result result = run(way, address.apply(way), zipf);
            through = way == Way.THROUGH ? result.puts : through;
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %s | %s | %,.0f | %.1f | %,.0f |%n",
                    database,
                    zipf ? "Zipf" : "all different",
                    way.text,
                    result.puts,
                    result.puts / through,
                    result.transactions);
        }
    }

    /** Figures a second. */
    private record Result(double puts, double transactions) {}

    private Result run(Way way, String url, boolean zipf) throws Exception {
        try (DatabaseWriter writer = new DatabaseWriter(url);
                TiercelCachingProvider provider = new TiercelCachingProvider()) {
            TiercelCache<Integer, String> cache = cache(provider, way, writer);
            long warm = puts(cache, zipf, 0, nanos / 3);
            long before = writer.transactions();
            long began = System.nanoTime();
            long puts = puts(cache, zipf, warm, nanos);
            double took = (System.nanoTime() - began) / 1e9;
            if (!zipf && writer.rows() != warm + puts) {
                throw new IllegalStateException("rows=" + writer.rows() + ", puts=" + (warm + puts));
            }
            return new Result(puts / took, (writer.transactions() - before) / took);
        }
    }

    @SuppressWarnings("unchecked") // unwrap of what was created with these types
    private TiercelCache<Integer, String> cache(TiercelCachingProvider provider, Way way, DatabaseWriter writer) {
        TiercelConfigurationBuilder<Integer, String> builder = TiercelConfiguration.builder(Integer.class, String.class)
                .heapEntries(KEYS)
                .writer(writer);
        if (way != Way.THROUGH) {
            builder.writeBehind(behind -> place(way)
                    .apply(behind.withBatch(1_000)
                            .withDelay(Duration.ofMillis(200))
                            .withEntries(20_000)
                            .withWaitWhenFull(Duration.ofMinutes(1))));
        }
        return provider.getCacheManager()
                .createCache("customers", builder.build())
                .unwrap(TiercelCache.class);
    }

    private UnaryOperator<WriteBehindSettings> place(Way way) {
        return switch (way) {
            case PROCESS -> behind -> behind.withQueue(folder.resolve("queue"));
            case POWER -> behind -> behind.withQueue(folder.resolve("queue")).withSync(Durability.POWER);
            default -> behind -> behind;
        };
    }

    /** Puts for a time, and waits until all is written. Returns how many puts there were. */
    private static long puts(TiercelCache<Integer, String> cache, boolean zipf, long from, long nanos)
            throws ExecutionException, InterruptedException {
        ExecutorService executor = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<Long>> all = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                int number = thread;
                all.add(executor.submit(
                        () -> zipf ? zipf(cache, number, nanos) : different(cache, number, from, nanos)));
            }
            long puts = 0;
            for (Future<Long> one : all) {
                puts += one.get();
            }
            WriteQueue queue = cache.writeBehind();
            if (queue != null && !queue.flush(Duration.ofMinutes(10))) {
                throw new IllegalStateException(String.valueOf(queue.lastError()));
            }
            return puts;
        } finally {
            executor.shutdown();
        }
    }

    private static long zipf(TiercelCache<Integer, String> cache, int thread, long nanos) {
        long end = System.nanoTime() + nanos;
        int index = thread * (ZIPF.length / THREADS);
        long puts = 0;
        while (System.nanoTime() < end) {
            cache.put(ZIPF[index++ & (ZIPF.length - 1)], VALUE);
            puts++;
        }
        return puts;
    }

    /** Threads share out the numbers from the given one on; none is used twice, nor left out for long. */
    private static long different(TiercelCache<Integer, String> cache, int thread, long from, long nanos) {
        long end = System.nanoTime() + nanos;
        int key = (int) (from % 250_000_000) + thread * 500_000_000;
        long puts = 0;
        while (System.nanoTime() < end) {
            cache.put(key++, VALUE);
            puts++;
        }
        return puts;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
