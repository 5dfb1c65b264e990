package io.tiercel.write.behind;

import io.tiercel.serialize.CanonicalClasses;
import io.tiercel.serialize.ClassAdmission;
import io.tiercel.serialize.KeyCodec;
import io.tiercel.serialize.LazySerializer;
import io.tiercel.serialize.ValueCodec;
import io.tiercel.serialize.ValueStorage;

/** Makes codecs of queues whose keys and values are numbers. */
final class NumberCodec {

    private NumberCodec() {}

    static Codec create() {
        ClassLoader loader = NumberCodec.class.getClassLoader();
        ValueStorage storage = ValueStorage.byReference(new LazySerializer(() -> {
            throw new IllegalStateException("numbers need no serializer");
        }));
        return new Codec(
                new KeyCodec(new CanonicalClasses(loader), Integer.class, ClassAdmission.ofLiveObjects()),
                new ValueCodec(storage),
                "numbers");
    }
}
