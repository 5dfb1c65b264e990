package io.tiercel.serialize;

import org.apache.fory.config.Config;
import org.apache.fory.context.ReadContext;
import org.apache.fory.context.WriteContext;
import org.apache.fory.serializer.Serializer;

/**
 * Stands for a type whose objects are never held by value. Fails when it meets an object of it, not before: a field that
 * declares such a type may be empty.
 */
final class RefusedTypeCodec extends Serializer<Object> {

    @SuppressWarnings("unchecked") // every class is one of objects
    RefusedTypeCodec(Config config, Class<?> type) {
        super(config, (Class<Object>) type);
    }

    @Override
    public void write(WriteContext context, Object value) {
        throw new RefusedTypeException(type);
    }

    @Override
    public Object read(ReadContext context) {
        throw new RefusedTypeException(type);
    }
}
