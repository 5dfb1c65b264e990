package io.tiercel;

import io.tiercel.serialize.CanonicalClasses;
import io.tiercel.serialize.ClassAdmission;
import io.tiercel.serialize.ForySerializer;
import io.tiercel.serialize.Immutability;
import io.tiercel.serialize.JavaSerializer;
import io.tiercel.serialize.LazySerializer;
import io.tiercel.serialize.Serializer;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * How the caches of a manager hold objects by value: one serializer of each kind, made when the first mutable object
 * needs it, and what is known of which classes are immutable. Thread-safe.
 */
final class ManagerCodecs implements Closeable {

    private final ClassLoader classLoader;
    private final LazySerializer fory;
    private final LazySerializer java;
    private final CanonicalClasses canonicalClasses;
    private final ConcurrentMap<List<String>, Immutability> immutabilities = new ConcurrentHashMap<>();

    ManagerCodecs(ClassLoader classLoader) {
        this.classLoader = classLoader;
        this.canonicalClasses = new CanonicalClasses(classLoader);
        this.fory = new LazySerializer(() -> new ForySerializer(classLoader, ClassAdmission.ofLiveObjects()));
        this.java = new LazySerializer(() -> new JavaSerializer(classLoader, ClassAdmission.ofLiveObjects()));
    }

    Serializer fory() {
        return fory;
    }

    Serializer java() {
        return java;
    }

    /** Returns a serializer for bytes that outlive the process, to be closed with the cache that it is for. */
    LazySerializer fory(ClassAdmission admission) {
        return new LazySerializer(() -> new ForySerializer(classLoader, admission));
    }

    /** Returns a serializer for bytes that outlive the process, to be closed with the cache that it is for. */
    LazySerializer java(ClassAdmission admission) {
        return new LazySerializer(() -> new JavaSerializer(classLoader, admission));
    }

    /** Returns what knows the classes whose keys are told by their bytes. */
    CanonicalClasses canonicalClasses() {
        return canonicalClasses;
    }

    /** Returns what knows the immutable classes, those among them that match a pattern of the user's. */
    Immutability immutability(List<String> patterns) {
        return immutabilities.computeIfAbsent(patterns, absent -> new Immutability(classLoader, absent));
    }

    @Override
    public void close() throws IOException {
        fory.close();
        java.close();
    }
}
