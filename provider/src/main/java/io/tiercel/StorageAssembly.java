package io.tiercel;

import io.tiercel.configuration.Component;
import io.tiercel.configuration.HeapBound;
import io.tiercel.configuration.ResolvedCacheConfiguration;
import io.tiercel.configuration.SerializerChoice;
import io.tiercel.engine.Weights;
import io.tiercel.expiry.Expiry;
import io.tiercel.heap.EntryShape;
import io.tiercel.heap.HeapStore;
import io.tiercel.serialize.Copier;
import io.tiercel.serialize.Immutability;
import io.tiercel.serialize.Serializer;
import io.tiercel.serialize.ValueStorage;
import io.tiercel.store.Store;
import io.tiercel.store.Weigher;
import java.io.Closeable;
import java.io.IOException;
import javax.cache.configuration.Factory;
import org.jspecify.annotations.Nullable;

/** Makes what holds the entries of one cache: the store, and the stored forms of keys and values. */
final class StorageAssembly<K, V> implements Closeable {

    private final ResolvedCacheConfiguration<K, V> configuration;
    private final Serializer serializer;
    private final ValueStorage keys;
    private final ValueStorage values;

    StorageAssembly(ResolvedCacheConfiguration<K, V> configuration, ManagerCodecs codecs) {
        this.configuration = configuration;
        Copier<?> copier = newCopier(); // before the serializer, which would have to be closed if this failed
        this.serializer = serializer(codecs);
        this.keys = storage(codecs, null);
        this.values = storage(codecs, copier);
    }

    /** Closes the serializer, if it is one of the user's that has something to close. */
    @Override
    public void close() throws IOException {
        if (configuration.serializer() instanceof SerializerChoice.Custom
                && serializer instanceof Closeable closeable) {
            closeable.close();
        }
    }

    ValueStorage keys() {
        return keys;
    }

    ValueStorage values() {
        return values;
    }

    private Serializer serializer(ManagerCodecs codecs) {
        SerializerChoice choice = configuration.serializer();
        if (choice instanceof SerializerChoice.Custom custom) {
            return (Serializer) custom.serializer().create(Serializer.class, configuration.classLoader());
        }
        return choice instanceof SerializerChoice.Java ? codecs.java() : codecs.fory();
    }

    private @Nullable Copier<?> newCopier() {
        Component<?> copier = configuration.byValue() ? configuration.copier() : null;
        return copier == null ? null : (Copier<?>) copier.create(Copier.class, configuration.classLoader());
    }

    private ValueStorage storage(ManagerCodecs codecs, @Nullable Copier<?> copier) {
        if (!configuration.byValue()) {
            return ValueStorage.byReference(serializer);
        }
        Immutability immutability = codecs.immutability(configuration.immutable());
        return copier == null
                ? ValueStorage.byValue(serializer, immutability)
                : ValueStorage.copying(copier, serializer, immutability);
    }

    Store store(Expiry expiry) {
        HeapBound bound = configuration.heap();
        return new HeapStore(new EntryShape(expiry.changesOnAccess(), bound.isInBytes()), capacity(bound));
    }

    private static long capacity(HeapBound bound) {
        if (bound instanceof HeapBound.Entries entries) {
            return entries.count();
        }
        if (bound instanceof HeapBound.Size size) {
            return size.bytes();
        }
        return bound instanceof HeapBound.Share share
                ? share.bytesOf(Runtime.getRuntime().maxMemory())
                : Long.MAX_VALUE;
    }

    Weights weights(Expiry expiry) {
        if (!configuration.heap().isInBytes()) {
            return Weights.ONE_EACH;
        }
        long overhead = EntryShape.overheadBytes(!expiry.isEternal());
        Factory<Weigher<K, V>> factory = configuration.weigherFactory();
        return factory == null ? byBytes(overhead) : byWeigher(factory.create(), overhead);
    }

    private Weights byBytes(long overhead) {
        return (key, value, storedValue) -> overhead + keys.weightBytes(key) + values.weightBytes(storedValue);
    }

    @SuppressWarnings("unchecked") // the engine weighs keys and values of the cache only
    private Weights byWeigher(Weigher<K, V> weigher, long overhead) {
        return (key, value, storedValue) -> {
            long weight = weigher.weigh((K) key, (V) value);
            if (weight < 0) {
                throw new IllegalArgumentException(
                        weigher.getClass().getName() + " returned a negative weight, weight=" + weight);
            }
            return overhead + weight;
        };
    }
}
