package io.tiercel.benchmarks.subject;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * A measured cache: ours, the JSR-107 providers beside it, and what lies below them. Each is configured in its own way to
 * the same {@link CacheSpec}. The classes of one are loaded only when it is opened.
 */
public enum Subject {
    TIERCEL("Tiercel", Kind.OURS, "io.tiercel.TiercelCachingProvider", JCacheSubjects::tiercel),
    EHCACHE("Ehcache", Kind.JCACHE, "org.ehcache.jsr107.EhcacheCachingProvider", JCacheSubjects::ehcache),
    CAFFEINE_JCACHE(
            "Caffeine JCache",
            Kind.JCACHE,
            "com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider",
            JCacheSubjects::caffeine),
    CACHE2K_JCACHE(
            "cache2k JCache", Kind.JCACHE, "org.cache2k.jcache.provider.JCacheProvider", JCacheSubjects::cache2k),
    REFERENCE("JCache RI", Kind.JCACHE, "org.jsr107.ri.spi.RICachingProvider", JCacheSubjects::reference),
    CAFFEINE("Caffeine", Kind.NATIVE, "com.github.benmanes.caffeine.cache.Caffeine", NativeSubjects::caffeine),
    CACHE2K("cache2k", Kind.NATIVE, "org.cache2k.Cache2kBuilder", NativeSubjects::cache2k),
    HASH_MAP(
            "ConcurrentHashMap",
            Kind.NATIVE,
            "java.util.concurrent.ConcurrentHashMap",
            spec -> new MapTarget(new ConcurrentHashMap<>(), () -> {}));

    /** What a subject is compared as. */
    public enum Kind {
        OURS,
        /** A peer: another provider of JSR-107. */
        JCACHE,
        /** A library below JSR-107: by reference, its own API, shown for orientation. */
        NATIVE
    }

    private final String label;
    private final Kind kind;
    private final String className;

    @SuppressWarnings("ImmutableEnumChecker") // references to static methods: without state
    private final Function<CacheSpec, Target> opener;

    Subject(String label, Kind kind, String className, Function<CacheSpec, Target> opener) {
        this.label = label;
        this.kind = kind;
        this.className = className;
        this.opener = opener;
    }

    /** The name in tables. */
    public String label() {
        return label;
    }

    public Kind kind() {
        return kind;
    }

    /** The provider's class for JSR-107 subjects. */
    String className() {
        return className;
    }

    /** Whether it can hold mutable values by value. */
    public boolean storesByValue() {
        return kind != Kind.NATIVE;
    }

    /** Whether it evicts; the others grow without a bound. */
    public boolean evicts() {
        return this != REFERENCE && this != HASH_MAP;
    }

    /** Opens a new, empty cache; closing it closes what was opened with it. */
    public Target open(CacheSpec spec) {
        return opener.apply(spec);
    }

    /** Those whose classes are on the class path. */
    public static List<Subject> available() {
        return Arrays.stream(values()).filter(Subject::present).toList();
    }

    private boolean present() {
        try {
            Class.forName(className, /* initialize= */ false, Subject.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
