package io.tiercel.benchmarks.start;

import io.tiercel.TiercelConfiguration;
import io.tiercel.TiercelConfigurationBuilder;
import io.tiercel.benchmarks.workload.Customer;
import io.tiercel.configuration.SerializerChoice;
import javax.cache.Cache;
import javax.cache.Caching;
import javax.cache.spi.CachingProvider;
import org.apache.fory.Fory;

/** Writes and reads a mutable value in a fresh JVM, and prints when that was done; the process then ends without closing anything. */
final class SerializerStartProbe {

    private static final Long KEY = 1L;

    /** What writes and reads it. */
    enum Way {
        /** Nothing does: the JVM alone. */
        NONE("nothing: the JVM alone"),
        FORY_ALONE("Fory without a cache"),
        TIERCEL("Tiercel"),
        TIERCEL_WITH_JAVA("Tiercel, `serializer: java`");

        private final String label;

        Way(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    private SerializerStartProbe() {}

    @SuppressWarnings("SystemOut") // read by the parent process
    public static void main(String[] arguments) {
        Way way = Way.valueOf(arguments[0]);
        if (way != Way.NONE && writtenAndRead(way, Customer.of(1)) == null) {
            throw new IllegalStateException("way=" + way + " lost the value");
        }
        System.out.println(System.nanoTime());
        System.out.flush();
        Runtime.getRuntime().halt(0);
    }

    private static Object writtenAndRead(Way way, Customer value) {
        return way == Way.FORY_ALONE ? byFory(value) : byTiercel(value, way == Way.TIERCEL_WITH_JAVA);
    }

    private static Object byFory(Object value) {
        Fory fory = Fory.builder()
                .withXlang(false)
                .withRefTracking(true)
                .withCodegen(false)
                .requireClassRegistration(false)
                .build();
        return fory.deserialize(fory.serialize(value));
    }

    @SuppressWarnings("MustBeClosedChecker") // the process ends at once
    private static Customer byTiercel(Customer value, boolean byJava) {
        TiercelConfigurationBuilder<Long, Customer> builder =
                TiercelConfiguration.builder(Long.class, Customer.class).offHeapNone();
        if (byJava) {
            builder.serializer(new SerializerChoice.Java());
        }
        CachingProvider provider = Caching.getCachingProvider("io.tiercel.TiercelCachingProvider");
        Cache<Long, Customer> cache = provider.getCacheManager().createCache("start", builder.build());
        cache.put(KEY, value);
        return cache.get(KEY);
    }
}
