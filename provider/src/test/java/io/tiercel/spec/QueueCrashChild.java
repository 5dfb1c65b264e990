package io.tiercel.spec;

import io.tiercel.TiercelCachingProvider;
import io.tiercel.TiercelConfiguration;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import javax.cache.Cache;

/** Changes a cache that is written behind until it is killed, and tells each change before and after it is made. */
final class QueueCrashChild {

    static final int KEYS = 50;
    static final int RECORD_BYTES = 1 + 2 * Integer.BYTES;
    static final int PUT = 0;
    static final int DELETION = 1;
    static final int MADE = 2;

    private QueueCrashChild() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        int number = Integer.parseInt(arguments[1]);
        Random random = new Random(number);
        Cache<Integer, Integer> cache = open(new TiercelCachingProvider(), folder, Duration.ofMillis(3));
        DataOutputStream told = new DataOutputStream(System.out);
        while (true) {
            number++;
            int key = random.nextInt(KEYS);
            boolean isPut = random.nextInt(4) != 0;
            tell(told, isPut ? PUT : DELETION, key, number);
            if (isPut) {
                cache.put(key, number);
            } else {
                cache.remove(key);
            }
            tell(told, MADE, key, number);
        }
    }

    private static void tell(DataOutputStream told, int what, int key, int number) throws IOException {
        told.writeByte(what);
        told.writeInt(key);
        told.writeInt(number);
        told.flush();
    }

    static Cache<Integer, Integer> open(TiercelCachingProvider provider, Path folder, Duration delay) {
        FileDatabase database = new FileDatabase(folder.resolve("database"));
        return provider.getCacheManager()
                .createCache(
                        "crash",
                        TiercelConfiguration.builder(Integer.class, Integer.class)
                                .heapEntries(10)
                                .loader(database)
                                .writer(database)
                                .writeBehind(behind -> behind.withQueue(folder.resolve("queue"))
                                        .withDelay(delay)
                                        .withBatch(7))
                                .build());
    }
}
