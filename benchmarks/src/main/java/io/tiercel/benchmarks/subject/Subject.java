package io.tiercel.benchmarks.subject;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * A measured cache: ours, the JSR-107 providers beside it, and what lies below them. Each is configured in its own way to
 * the same {@link CacheSpec}. The classes of one are loaded only when it is opened.
 */
public enum Subject {
    TIERCEL(
            "Tiercel",
            Kind.OURS,
            "io.tiercel.TiercelCachingProvider",
            JCacheSubjects::tiercel,
            Place.HEAP,
            Place.OUTSIDE),
    EHCACHE(
            "Ehcache",
            Kind.JCACHE,
            "org.ehcache.jsr107.EhcacheCachingProvider",
            JCacheSubjects::ehcache,
            Place.HEAP,
            Place.OUTSIDE),
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
            spec -> new MapTarget(new ConcurrentHashMap<>(), () -> {})),
    INFINISPAN(
            "Infinispan",
            Kind.JCACHE,
            "org.infinispan.manager.DefaultCacheManager",
            OutsideSubjects::infinispan,
            Place.OUTSIDE),
    OHC("OHC", Kind.NATIVE, "org.caffinitas.ohc.OHCacheBuilder", OutsideSubjects::ohc, Place.OUTSIDE),
    OHC_TINY_LFU(
            "OHC W-TinyLFU",
            Kind.NATIVE,
            "org.caffinitas.ohc.OHCacheBuilder",
            OutsideSubjects::ohcTinyLfu,
            Place.OUTSIDE),
    CHRONICLE(
            "Chronicle Map",
            Kind.NATIVE,
            "net.openhft.chronicle.map.ChronicleMap",
            OutsideSubjects::chronicle,
            Place.OUTSIDE),
    CHRONICLE_CONTEXT(
            "Chronicle Map, query context",
            Kind.NATIVE,
            "net.openhft.chronicle.map.ChronicleMap",
            OutsideSubjects::chronicleContext,
            Place.OUTSIDE),
    BYTE_MAP(
            "Tiercel's map of bytes",
            Kind.NATIVE,
            "io.tiercel.offheap.runtime.ChronicleRuntime",
            OutsideSubjects::byteMap,
            Place.OUTSIDE);

    /** What a subject is compared as. */
    public enum Kind {
        OURS,
        /** A peer: another provider of JSR-107. */
        JCACHE,
        /** A library below JSR-107: by reference, its own API, shown for orientation. */
        NATIVE
    }

    /** What the manual of Chronicle Map asks for on every JDK since 17, and that it is to call nobody. */
    private static final List<String> OPENED = List.of(
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "--add-opens=java.base/java.io=ALL-UNNAMED",
            "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
            "--add-opens=java.base/jdk.internal.ref=ALL-UNNAMED",
            "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED",
            "--add-opens=jdk.compiler/com.sun.tools.javac=ALL-UNNAMED",
            "--add-opens=jdk.compiler/com.sun.tools.javac.file=ALL-UNNAMED",
            "--add-exports=jdk.compiler/com.sun.tools.javac.file=ALL-UNNAMED",
            "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED",
            "--add-exports=java.base/sun.nio.ch=ALL-UNNAMED",
            "-Dchronicle.analytics.disable=true");

    private final String label;
    private final Kind kind;
    private final String className;

    @SuppressWarnings("ImmutableEnumChecker") // references to static methods: without state
    private final Function<CacheSpec, Target> opener;

    @SuppressWarnings("ImmutableEnumChecker") // never changed
    private final Set<Place> places;

    Subject(String label, Kind kind, String className, Function<CacheSpec, Target> opener) {
        this(label, kind, className, opener, Place.HEAP);
    }

    Subject(String label, Kind kind, String className, Function<CacheSpec, Target> opener, Place first, Place... rest) {
        this.label = label;
        this.kind = kind;
        this.className = className;
        this.opener = opener;
        this.places = EnumSet.of(first, rest);
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

    /** Whether entries that it has no room for push others out; a bare map refuses them. */
    public boolean evictsOutside() {
        return this != CHRONICLE && this != CHRONICLE_CONTEXT;
    }

    /** What the JVM must be told for it; nothing for ours. */
    public List<String> jvmArguments() {
        return switch (this) {
            case CHRONICLE, CHRONICLE_CONTEXT -> OPENED;
            default -> List.of();
        };
    }

    /** Those that can hold their entries there, and whose classes are on the class path. */
    public static List<Subject> available(Place place) {
        return Arrays.stream(values())
                .filter(subject -> subject.places.contains(place) && subject.present())
                .toList();
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
