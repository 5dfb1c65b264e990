package io.tiercel.benchmarks.subject;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import org.cache2k.Cache2kBuilder;

/** Opens the libraries below JSR-107 with their own API. */
final class NativeSubjects {

    private NativeSubjects() {}

    static Target caffeine(CacheSpec spec) {
        Caffeine<Object, Object> builder = Caffeine.newBuilder();
        if (spec.bounded()) {
            builder.maximumSize(spec.capacity());
        }
        if (spec.statistics()) {
            builder.recordStats();
        }
        switch (spec.expiry()) {
            case ETERNAL -> {}
            case CREATED -> builder.expireAfterWrite(Duration.ofHours(1));
            case ACCESSED -> builder.expireAfterAccess(Duration.ofHours(1));
        }
        Cache<Object, Object> cache = builder.build();
        return new MapTarget(cache.asMap(), cache::invalidateAll);
    }

    static Target cache2k(CacheSpec spec) {
        Cache2kBuilder<Object, Object> builder = Cache2kBuilder.of(spec.keyType(), spec.valueType())
                .entryCapacity(spec.capacity())
                .disableStatistics(!spec.statistics());
        switch (spec.expiry()) {
            case ETERNAL -> builder.eternal(true);
            case CREATED -> builder.expireAfterWrite(Duration.ofHours(1));
            case ACCESSED -> builder.idleScanTime(Duration.ofHours(1));
        }
        org.cache2k.Cache<Object, Object> cache = builder.build();
        return new MapTarget(cache.asMap(), cache::close);
    }
}
