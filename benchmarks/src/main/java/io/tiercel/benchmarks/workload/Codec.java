package io.tiercel.benchmarks.workload;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * A codec written by hand for one class: what a library costs that leaves serialization to the application. Stateless.
 */
public final class Codec {

    private static final Codec INTEGER =
            of(Integer.class, value -> Integer.BYTES, (value, out) -> out.putInt(value), ByteBuffer::getInt);
    private static final Codec LONG =
            of(Long.class, value -> Long.BYTES, (value, out) -> out.putLong(value), ByteBuffer::getLong);
    private static final Codec STRING = of(
            String.class,
            Codec::utf8Bytes,
            (value, out) -> out.put(value.getBytes(UTF_8)),
            in -> new String(rest(in), UTF_8));
    private static final Codec BYTES =
            of(byte[].class, value -> value.length, (value, out) -> out.put(value), Codec::rest);
    private static final Codec CUSTOMER =
            of(Customer.class, Customer::encodedBytes, Customer::encodeTo, Customer::decodeFrom);

    private final ToIntFunction<Object> length;
    private final BiConsumer<Object, ByteBuffer> writer;
    private final Function<ByteBuffer, Object> reader;

    private Codec(
            ToIntFunction<Object> length, BiConsumer<Object, ByteBuffer> writer, Function<ByteBuffer, Object> reader) {
        this.length = length;
        this.writer = writer;
        this.reader = reader;
    }

    /** Returns the codec of one of the classes in {@link Data}. */
    public static Codec of(Class<?> type) {
        if (type == Integer.class) {
            return INTEGER;
        } else if (type == Long.class) {
            return LONG;
        } else if (type == String.class) {
            return STRING;
        } else if (type == byte[].class) {
            return BYTES;
        } else if (type == Customer.class) {
            return CUSTOMER;
        }
        throw new IllegalArgumentException("type=" + type);
    }

    public int lengthBytes(Object value) {
        return length.applyAsInt(value);
    }

    public void write(Object value, ByteBuffer out) {
        writer.accept(value, out);
    }

    /** Reads to the end of the buffer. */
    public Object read(ByteBuffer in) {
        return reader.apply(in);
    }

    public byte[] encode(Object value) {
        byte[] encoded = new byte[lengthBytes(value)];
        write(value, ByteBuffer.wrap(encoded));
        return encoded;
    }

    public Object decode(byte[] encoded) {
        return read(ByteBuffer.wrap(encoded));
    }

    private static <T> Codec of(
            Class<T> type, ToIntFunction<T> length, BiConsumer<T, ByteBuffer> writer, Function<ByteBuffer, T> reader) {
        return new Codec(
                value -> length.applyAsInt(type.cast(value)),
                (value, out) -> writer.accept(type.cast(value), out),
                reader::apply);
    }

    /** The strings of the benchmarks are ASCII. */
    private static int utf8Bytes(String value) {
        return value.length();
    }

    private static byte[] rest(ByteBuffer in) {
        byte[] rest = new byte[in.remaining()];
        in.get(rest);
        return rest;
    }
}
