package io.tiercel.serialize;

import java.util.Calendar;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import org.apache.fory.Fory;
import org.apache.fory.config.ForyBuilder;
import org.apache.fory.resolver.SharedRegistry;
import org.apache.fory.resolver.TypeChecker;
import org.apache.fory.resolver.TypeResolver;
import org.apache.fory.serializer.Serializer;
import org.apache.fory.serializer.SerializerFactory;
import org.jspecify.annotations.Nullable;

/**
 * One Fory instance with the checks on the classes that it meets. Not thread-safe: a thread borrows it from the {@link
 * ForyPool}.
 */
final class ForySession implements TypeChecker, SerializerFactory {

    private static final int HOT_USES = 1_000;

    private final ClassAdmission admission;
    private final @Nullable ClassIdentity identity;
    private final Fory fory;
    private final @Nullable Set<String> metClasses;
    private boolean encoding;
    private int uses;

    private ForySession(
            ClassLoader loader,
            ClassAdmission admission,
            SharedRegistry registry,
            boolean compiled,
            @Nullable Set<String> metClasses) {
        this.admission = admission;
        this.metClasses = metClasses;
        this.identity = compiled || metClasses != null ? new ClassIdentity(loader) : null;
        ForyBuilder builder = Fory.builder()
                .withName("tiercel")
                .withXlang(false)
                .withRefTracking(true)
                .withCodegen(compiled)
                .requireClassRegistration(false)
                .withDeserializeUnknownClass(false)
                .withCompatible(admission.isClosed())
                .serializeEnumByName(admission.isClosed()) // the next process may number them in another way
                .withTypeChecker(this)
                .withSerializerFactory(this)
                .withSharedRegistry(registry)
                .withClassLoader(loader);
        this.fory = limited(builder, admission.isClosed()).build();
        TypeResolver resolver = fory.getTypeResolver();
        resolver.registerInternalSerializer(Class.class, new ClassLiteralCodec(fory.getConfig(), loader, admission));
        // of a class that Fory has a codec for from the start it does not ask createSerializer
        resolver.registerInternalSerializer(
                ArrayBlockingQueue.class, new RefusedTypeCodec(fory.getConfig(), ArrayBlockingQueue.class));
    }

    /** Returns a session of a pool; the pool's sessions share the registry, which keeps the compiled codecs. */
    static ForySession compiled(ClassLoader loader, ClassAdmission admission, SharedRegistry registry) {
        return new ForySession(loader, admission, registry, /* compiled= */ true, null);
    }

    /**
     * Returns a session of a pool that compiles nothing.
     *
     * @param metClasses takes the names of the classes that it meets, to be compiled later
     */
    static ForySession interpreted(
            ClassLoader loader, ClassAdmission admission, SharedRegistry registry, Set<String> metClasses) {
        return new ForySession(loader, admission, registry, /* compiled= */ false, metClasses);
    }

    /**
     * Returns a session for encoding one graph that holds classes which the loader does not resolve as themselves. Fory
     * would take them for the loader's own when it decodes, so the session must not be used again.
     */
    static ForySession forForeignClasses(ClassLoader loader, ClassAdmission admission) {
        return new ForySession(loader, admission, new SharedRegistry(), /* compiled= */ false, null);
    }

    private static ForyBuilder limited(ForyBuilder builder, boolean closed) {
        return closed
                ? builder.withMaxDepth(DecodingLimits.MAX_DEPTH)
                        .withMaxGraphMemoryBytes(DecodingLimits.MAX_GRAPH_BYTES)
                        .withMaxUnbackedContainerItems(DecodingLimits.MAX_UNBACKED_ELEMENTS)
                : builder.withMaxDepth(DecodingLimits.MAX_LOCAL_DEPTH)
                        .withMaxGraphMemoryBytes(Long.MAX_VALUE)
                        .withMaxUnbackedContainerItems(Integer.MAX_VALUE);
    }

    byte[] encode(Object object) {
        encoding = true;
        return fory.serialize(object);
    }

    Object decode(byte[] bytes) {
        encoding = false;
        return fory.deserialize(bytes);
    }

    /** Makes the codec of a class before its first object comes. */
    void prepare(Class<?> type) {
        encoding = true;
        fory.getTypeResolver().getTypeInfo(type);
    }

    /** Counts a use; returns true at the one that makes an interpreted session worth compiling. */
    boolean becomesHot() {
        return metClasses != null && ++uses == HOT_USES;
    }

    @Override
    public boolean checkType(TypeResolver resolver, String className) {
        if (encoding && admission.admitsEncoding(className)) {
            return true;
        }
        if (!encoding && admission.admitsDecoding(className)) {
            return true;
        }
        throw new NotAdmittedException(className);
    }

    /** Returns whether no object of a class is written. */
    static boolean isRefused(Class<?> type) {
        return RefusedTypes.isRefused(type) || UnfaithfulTypes.isUnfaithful(type);
    }

    /** Called by Fory for each class that it meets first; null leaves the codec to Fory. */
    @Override
    @SuppressWarnings("NullAway") // Fory's packages are not annotated; it expects null here
    public @Nullable Serializer<?> createSerializer(TypeResolver resolver, Class<?> type) {
        ForyClassCaches.met(type);
        if (isRefused(type)) {
            return new RefusedTypeCodec(fory.getConfig(), type);
        }
        if (encoding && type.isHidden()) {
            admitLambda(type.getName());
        } else if (encoding && identity != null && !identity.isResolvedAsItself(type)) {
            throw new ForeignClassException(type);
        } else if (encoding && metClasses != null && metClasses.add(type.getName())) {
            admission.admitDeclarationsOf(type);
        }
        return Calendar.class.isAssignableFrom(type) ? new CalendarCodec(fory.getConfig(), type) : null;
    }

    /** A lambda is written as the class that holds its code, which is the part of its own name before the marker. */
    private void admitLambda(String hiddenName) {
        int marker = hiddenName.indexOf("$$Lambda");
        if (marker > 0) {
            checkType(fory.getTypeResolver(), hiddenName.substring(0, marker));
        }
    }
}
