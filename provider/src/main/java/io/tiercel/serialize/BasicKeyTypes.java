package io.tiercel.serialize;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.UUID;

/** How numbers, characters, booleans and UUIDs are written as keys. */
final class BasicKeyTypes {

    static final KeyTypeTable TABLE = new KeyTypeTable();

    static {
        TABLE.add(KeyTags.INTEGER, Integer.class, KeyOutput::putInt, KeyInput::takeInt);
        TABLE.add(KeyTags.LONG, Long.class, KeyOutput::putLong, KeyInput::takeLong);
        TABLE.add(KeyTags.UUID, UUID.class, BasicKeyTypes::put, in -> new UUID(in.takeLong(), in.takeLong()));
        TABLE.add(KeyTags.BOOLEAN, Boolean.class, (out, it) -> out.putByte(it ? 1 : 0), in -> in.takeByte() != 0);
        TABLE.add(KeyTags.BYTE, Byte.class, (out, it) -> out.putByte(it), KeyInput::takeByte);
        TABLE.add(KeyTags.SHORT, Short.class, (out, it) -> out.putShort(it), KeyInput::takeShort);
        TABLE.add(KeyTags.CHARACTER, Character.class, (out, it) -> out.putShort(it), in -> (char) in.takeShort());
        // as equals and compare do: one NaN, two zeros
        TABLE.add(
                KeyTags.FLOAT,
                Float.class,
                (out, it) -> out.putInt(Float.floatToIntBits(it)),
                in -> Float.intBitsToFloat(in.takeInt()));
        TABLE.add(
                KeyTags.DOUBLE,
                Double.class,
                (out, it) -> out.putLong(Double.doubleToLongBits(it)),
                in -> Double.longBitsToDouble(in.takeLong()));
        TABLE.add(KeyTags.BIG_INTEGER, BigInteger.class, BasicKeyTypes::put, BasicKeyTypes::takeBigInteger);
        TABLE.add(KeyTags.BIG_DECIMAL, BigDecimal.class, BasicKeyTypes::put, in -> {
            int scale = in.takeInt();
            return new BigDecimal(takeBigInteger(in), scale);
        });
    }

    private BasicKeyTypes() {}

    private static void put(KeyOutput out, UUID it) {
        out.putLong(it.getMostSignificantBits());
        out.putLong(it.getLeastSignificantBits());
    }

    private static void put(KeyOutput out, BigInteger it) {
        byte[] magnitude = it.toByteArray();
        out.putVarint(magnitude.length);
        out.putBytes(magnitude);
    }

    private static BigInteger takeBigInteger(KeyInput in) {
        return new BigInteger(in.takeBytes(in.takeVarint()));
    }

    private static void put(KeyOutput out, BigDecimal it) {
        out.putInt(it.scale());
        put(out, it.unscaledValue());
    }
}
