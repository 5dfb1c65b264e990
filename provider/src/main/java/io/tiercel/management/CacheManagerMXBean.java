package io.tiercel.management;

/** A cache manager as a whole: {@code io.tiercel:type=CacheManager,CacheManager=<URI>}. */
@Described("A cache manager and all its caches.")
public interface CacheManagerMXBean {

    /** Returns the names of its caches, one a line. */
    @Described("The names of the caches, one a line.")
    String getCaches();

    /** Returns where its configuration comes from. */
    @Described("Where the configuration comes from.")
    String getConfigurationSource();

    /** Counts entries of all caches, and invalidates them unless it is a dry run. */
    @Mutator
    @Described(
            "Invalidates the entries of all caches that carry any of some tags; returns how many did, each once for each tag.")
    long invalidateTags(
            @Described("Tags with commas between them; a comma within a tag has a backslash before it.") String tags,
            @Described(OnlyCount.TEXT) boolean dryRun);
}
