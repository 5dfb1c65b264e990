package io.tiercel.benchmarks.subject;

import io.tiercel.TiercelConfiguration;
import java.net.URI;
import java.nio.file.Path;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.Configuration;
import org.ehcache.config.builders.CacheConfigurationBuilder;
import org.ehcache.config.builders.ResourcePoolsBuilder;
import org.ehcache.config.units.EntryUnit;
import org.ehcache.config.units.MemoryUnit;
import org.ehcache.core.config.DefaultConfiguration;
import org.ehcache.impl.config.persistence.DefaultPersistenceConfiguration;
import org.ehcache.jsr107.Eh107Configuration;
import org.ehcache.jsr107.EhcacheCachingProvider;

/** Opens the subjects that can keep their entries on disk, by value and for ever. */
public final class DiskSubject {

    private static final String NAME = "measured";

    private DiskSubject() {}

    public static boolean hasDiskTier(Subject subject) {
        return subject == Subject.TIERCEL || subject == Subject.EHCACHE;
    }

    /** Opens a cache on a folder with what an earlier process left there; closing it closes its provider. */
    public static Target open(Subject subject, CacheSpec.Types types, long heapEntries, long diskBytes, Path folder) {
        return switch (subject) {
            case TIERCEL -> tiercel(types, heapEntries, diskBytes, folder);
            case EHCACHE -> ehcache(types, heapEntries, diskBytes, folder);
            default -> throw new IllegalArgumentException("subject=" + subject);
        };
    }

    private static Target tiercel(CacheSpec.Types types, long heapEntries, long diskBytes, Path folder) {
        CompleteConfiguration<Object, Object> configuration = TiercelConfiguration.builder(
                        CacheSpec.outside(types, heapEntries, diskBytes).keyType(),
                        CacheSpec.outside(types, heapEntries, diskBytes).valueType())
                .byValue()
                .heapEntries(heapEntries)
                .offHeapNone()
                .disk(diskBytes, folder)
                .build();
        return create(Caching.getCachingProvider(Subject.TIERCEL.className()).getCacheManager(), configuration);
    }

    private static Target ehcache(CacheSpec.Types types, long heapEntries, long diskBytes, Path folder) {
        EhcacheCachingProvider provider =
                (EhcacheCachingProvider) Caching.getCachingProvider(Subject.EHCACHE.className());
        CacheManager manager = provider.getCacheManager(
                URI.create("urn:disk"),
                new DefaultConfiguration(
                        provider.getDefaultClassLoader(), new DefaultPersistenceConfiguration(folder.toFile())));
        ResourcePoolsBuilder pools = ResourcePoolsBuilder.newResourcePoolsBuilder()
                .heap(heapEntries, EntryUnit.ENTRIES)
                .disk(diskBytes, MemoryUnit.B, /* persistent= */ true);
        CacheSpec spec = CacheSpec.outside(types, heapEntries, diskBytes);
        return create(
                manager,
                Eh107Configuration.fromEhcacheCacheConfiguration(CacheConfigurationBuilder.newCacheConfigurationBuilder(
                        spec.keyType(), spec.valueType(), pools)));
    }

    private static Target create(CacheManager manager, Configuration<Object, Object> configuration) {
        Cache<Object, Object> cache = manager.createCache(NAME, configuration);
        return new JCacheTarget(manager, cache);
    }
}
