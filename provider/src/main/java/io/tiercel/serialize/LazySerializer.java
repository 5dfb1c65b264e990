package io.tiercel.serialize;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A serializer that is made when the first object needs it: a cache of strings and numbers never does, and starts the
 * faster. Thread-safe.
 */
public final class LazySerializer implements Serializer, Closeable {

    private final Supplier<? extends Serializer> factory;
    private final ReentrantLock making = new ReentrantLock();
    private volatile @Nullable Serializer made;

    public LazySerializer(Supplier<? extends Serializer> factory) {
        this.factory = factory;
    }

    @Override
    public byte[] serialize(Object object) {
        return serializer().serialize(object);
    }

    @Override
    public Object deserialize(byte[] bytes) {
        return serializer().deserialize(bytes);
    }

    private Serializer serializer() {
        Serializer present = made;
        return present != null ? present : make();
    }

    private Serializer make() {
        making.lock();
        try {
            Serializer present = made;
            if (present == null) {
                present = factory.get();
                made = present;
            }
            return present;
        } finally {
            making.unlock();
        }
    }

    /** Closes the serializer, if it was made and has something to close. */
    @Override
    public void close() throws IOException {
        if (made instanceof Closeable closeable) {
            closeable.close();
        }
    }
}
