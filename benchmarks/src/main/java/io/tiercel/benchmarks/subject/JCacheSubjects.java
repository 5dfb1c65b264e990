package io.tiercel.benchmarks.subject;

import com.github.benmanes.caffeine.jcache.configuration.CaffeineConfiguration;
import io.tiercel.TiercelConfiguration;
import io.tiercel.TiercelConfigurationBuilder;
import java.util.OptionalLong;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.Factory;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import org.cache2k.Cache2kBuilder;
import org.cache2k.jcache.ExtendedMutableConfiguration;
import org.cache2k.jcache.JCacheConfig;
import org.ehcache.config.builders.CacheConfigurationBuilder;
import org.ehcache.config.builders.ExpiryPolicyBuilder;
import org.ehcache.config.builders.ResourcePoolsBuilder;
import org.ehcache.config.units.EntryUnit;
import org.ehcache.config.units.MemoryUnit;
import org.ehcache.impl.copy.SerializingCopier;
import org.ehcache.jsr107.Eh107Configuration;

/** Opens each JSR-107 provider, by its class name since several are on the class path, the way its manual says. */
final class JCacheSubjects {

    private JCacheSubjects() {}

    static Target tiercel(CacheSpec spec) {
        TiercelConfigurationBuilder<Object, Object> configuration =
                TiercelConfiguration.builder(spec.keyType(), spec.valueType()).statistics(spec.statistics());
        configuration = spec.byValue() ? configuration.byValue() : configuration.byReference();
        if (spec.capacity() == 0) {
            configuration = configuration.heapNone();
        } else {
            configuration = spec.bounded() ? configuration.heapEntries(spec.capacity()) : configuration.heapUnbounded();
        }
        configuration =
                spec.offHeapBytes() > 0 ? configuration.offHeapSize(spec.offHeapBytes()) : configuration.offHeapNone();
        if (spec.expiry() != Expiry.ETERNAL) {
            configuration = configuration.expiry(expiryPolicy(spec.expiry()));
        }
        return open(manager(Subject.TIERCEL), spec, configuration.build());
    }

    static Target ehcache(CacheSpec spec) {
        CacheConfigurationBuilder<Object, Object> builder = CacheConfigurationBuilder.newCacheConfigurationBuilder(
                        spec.keyType(), spec.valueType(), ehcachePools(spec))
                .withExpiry(
                        switch (spec.expiry()) {
                            case ETERNAL -> ExpiryPolicyBuilder.noExpiration();
                            case CREATED -> ExpiryPolicyBuilder.timeToLiveExpiration(java.time.Duration.ofHours(1));
                            case ACCESSED -> ExpiryPolicyBuilder.timeToIdleExpiration(java.time.Duration.ofHours(1));
                        });
        if (spec.byValue() && spec.types().mutableValue() && spec.capacity() > 0) {
            builder = builder.withValueCopier(SerializingCopier.asCopierClass());
        }
        return open(manager(Subject.EHCACHE), spec, Eh107Configuration.fromEhcacheCacheConfiguration(builder));
    }

    private static ResourcePoolsBuilder ehcachePools(CacheSpec spec) {
        ResourcePoolsBuilder pools = ResourcePoolsBuilder.newResourcePoolsBuilder();
        if (spec.capacity() > 0) {
            pools = pools.heap(spec.capacity(), EntryUnit.ENTRIES);
        }
        return spec.offHeapBytes() > 0 ? pools.offheap(spec.offHeapBytes(), MemoryUnit.B) : pools;
    }

    static Target caffeine(CacheSpec spec) {
        CaffeineConfiguration<Object, Object> configuration = new CaffeineConfiguration<>(standard(spec));
        if (spec.bounded()) {
            configuration.setMaximumSize(OptionalLong.of(spec.capacity()));
        }
        return open(manager(Subject.CAFFEINE_JCACHE), spec, configuration);
    }

    static Target cache2k(CacheSpec spec) {
        ExtendedMutableConfiguration<Object, Object> configuration =
                ExtendedMutableConfiguration.of(Cache2kBuilder.of(spec.keyType(), spec.valueType())
                        .entryCapacity(spec.capacity())
                        .eternal(true)
                        // without it, a configuration of its own makes by value mean by reference
                        .with(
                                JCacheConfig.class,
                                jcache -> jcache.copyAlwaysIfRequested(true).enableStatistics(spec.statistics())));
        fill(configuration, spec);
        return open(manager(Subject.CACHE2K_JCACHE), spec, configuration);
    }

    /** The reference implementation knows no bound. */
    static Target reference(CacheSpec spec) {
        return open(manager(Subject.REFERENCE), spec, standard(spec));
    }

    private static Target open(CacheManager manager, CacheSpec spec, Configuration<Object, Object> configuration) {
        Cache<Object, Object> cache = manager.createCache(spec.name(), configuration);
        manager.enableStatistics(spec.name(), spec.statistics());
        return new JCacheTarget(manager, cache);
    }

    private static CacheManager manager(Subject subject) {
        return Caching.getCachingProvider(subject.className()).getCacheManager();
    }

    private static MutableConfiguration<Object, Object> standard(CacheSpec spec) {
        MutableConfiguration<Object, Object> configuration = new MutableConfiguration<>();
        fill(configuration, spec);
        return configuration;
    }

    private static void fill(MutableConfiguration<Object, Object> configuration, CacheSpec spec) {
        configuration
                .setTypes(spec.keyType(), spec.valueType())
                .setStoreByValue(spec.byValue())
                .setStatisticsEnabled(spec.statistics());
        if (spec.expiry() != Expiry.ETERNAL) {
            configuration.setExpiryPolicyFactory(expiryPolicy(spec.expiry()));
        }
    }

    private static Factory<? extends ExpiryPolicy> expiryPolicy(Expiry expiry) {
        return switch (expiry) {
            case ETERNAL -> EternalExpiryPolicy.factoryOf();
            case CREATED -> CreatedExpiryPolicy.factoryOf(Duration.ONE_HOUR);
            case ACCESSED -> AccessedExpiryPolicy.factoryOf(Duration.ONE_HOUR);
        };
    }
}
