package io.tiercel;

import io.tiercel.configuration.Component;
import io.tiercel.configuration.ConfigurationException;
import io.tiercel.configuration.ResolvedCacheConfiguration;
import io.tiercel.configuration.SerializerChoice;
import io.tiercel.serialize.ClassAdmission;
import io.tiercel.serialize.ClassFilter;
import io.tiercel.serialize.Copier;
import io.tiercel.serialize.ForySerializer;
import io.tiercel.serialize.Immutability;
import io.tiercel.serialize.KeyCodec;
import io.tiercel.serialize.Serializer;
import io.tiercel.serialize.ValueCodec;
import io.tiercel.serialize.ValueStorage;
import io.tiercel.tag.TagRegistry;
import io.tiercel.tier.TierRequest;
import io.tiercel.write.behind.Codec;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the stored forms of the keys and values of one cache: how they are held by value, and as bytes. */
final class EncodingAssembly<K, V> implements Closeable {

    private final String cacheName;
    private final ResolvedCacheConfiguration<K, V> configuration;
    private final boolean outlivesProcess;
    private final ClassAdmission admission;
    private final Serializer serializer;
    private final ValueStorage keys;
    private final ValueStorage values;
    private final KeyCodec keyCodec;

    EncodingAssembly(String cacheName, ResolvedCacheConfiguration<K, V> configuration, ManagerCodecs codecs) {
        this.cacheName = cacheName;
        this.configuration = configuration;
        refuseArraysAsKeys();
        this.outlivesProcess = configuration.outlivesProcess();
        this.admission = outlivesProcess
                ? ClassFilter.of(List.of(configuration.keyType(), configuration.valueType()), configuration.allow())
                : ClassAdmission.ofLiveObjects();
        this.keyCodec = keyCodec(codecs);
        Copier<?> copier = newCopier(); // before the serializer, which would have to be closed if this failed
        this.serializer = serializer(codecs);
        this.keys = storage(codecs, null);
        this.values = storage(codecs, copier);
    }

    /** By value the cache has a copy of its own, which no array equals. By reference, the same array finds its entry. */
    private void refuseArraysAsKeys() {
        if (configuration.byValue() && configuration.keyType().isArray()) {
            throw new ConfigurationException("The cache '" + cacheName + "' cannot have keys of "
                    + configuration.keyType().getTypeName() + ": an array equals itself alone, and a cache by value has"
                    + " copies of its keys, so none would ever be found. Use keys that compare by content: a String, a"
                    + " List, or a record or class around the array whose equals and hashCode look into it; or make the"
                    + " cache by reference.");
        }
    }

    private KeyCodec keyCodec(ManagerCodecs codecs) {
        KeyCodec codec = new KeyCodec(codecs.canonicalClasses(), configuration.keyType(), admission);
        String refusal = outlivesProcess ? codec.refusal() : null;
        if (refusal != null) {
            throw new ConfigurationException(
                    "A cache with a disk tier, or with a queue of its writer on disk, cannot have these keys: "
                            + refusal);
        }
        return codec;
    }

    private @Nullable Copier<?> newCopier() {
        Component<?> copier = configuration.byValue() ? configuration.copier() : null;
        return copier == null ? null : (Copier<?>) copier.create(Copier.class, configuration.classLoader());
    }

    private Serializer serializer(ManagerCodecs codecs) {
        SerializerChoice choice = configuration.serializer();
        if (choice instanceof SerializerChoice.Custom custom) {
            return (Serializer) custom.serializer().create(Serializer.class, configuration.classLoader());
        }
        if (outlivesProcess) {
            return choice instanceof SerializerChoice.Java ? codecs.java(admission) : codecs.fory(admission);
        }
        return choice instanceof SerializerChoice.Java ? codecs.java() : codecs.fory();
    }

    private ValueStorage storage(ManagerCodecs codecs, @Nullable Copier<?> copier) {
        if (!configuration.byValue()) {
            return ValueStorage.byReference(serializer);
        }
        Immutability immutability = codecs.immutability(configuration.immutable());
        ValueStorage storage = copier == null
                ? ValueStorage.byValue(serializer, immutability)
                : ValueStorage.copying(copier, serializer, immutability);
        return storage.of(cacheName);
    }

    /** Closes the serializer, if it is this cache's own and has something to close. */
    @Override
    public void close() throws IOException {
        boolean isOwn = outlivesProcess || configuration.serializer() instanceof SerializerChoice.Custom;
        if (isOwn && serializer instanceof Closeable closeable) {
            closeable.close();
        }
    }

    /** Returns how keys are held. */
    ValueStorage keys() {
        return keys;
    }

    /** Returns how values are held. */
    ValueStorage values() {
        return values;
    }

    /** Returns what a tier outside the heap makes bytes with. */
    TierRequest.Forms ofTier(TagRegistry tags) {
        return new TierRequest.Forms(keyCodec, new ValueCodec(values, tags), keys, values, fingerprint());
    }

    /** Returns what a queue in files makes bytes with, null if the cache has none. */
    @Nullable
    Codec ofQueue() {
        if (!configuration.writeBehind().isOnDisk()) {
            return null;
        }
        if (!configuration.byValue()) {
            throw new ConfigurationException(
                    "The cache '" + cacheName + "' is by reference, and has objects that are not"
                            + " to be encoded; its writer can have a queue and dead letters in memory only");
        }
        return new Codec(keyCodec, new ValueCodec(values), fingerprint());
    }

    /** Tells bytes that were made in another way apart. */
    private String fingerprint() {
        SerializerChoice choice = configuration.serializer();
        String name = choice instanceof SerializerChoice.Custom
                ? serializer.getClass().getName()
                : choice instanceof SerializerChoice.Java ? "java" : ForySerializer.CLOSED_FORM;
        return keyCodec.fingerprint() + " to " + configuration.valueType().getName() + " by " + name;
    }
}
