package io.tiercel.serialize;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The classes of the JDK that are keys by their bytes, but for strings, and what of an object is written. Two objects of
 * one of these classes are equal exactly if what is written of them is. Named exactly: a subclass of {@link BigDecimal}
 * may compare in its own way.
 */
final class JdkKeyTypes {

    private static final Map<Class<?>, JdkKeyType<?>> BY_CLASS = new HashMap<>();
    private static final @Nullable JdkKeyType<?>[] BY_TAG = new JdkKeyType<?>[KeyTags.DECLARED_ENUM];

    static {
        add(KeyTags.INTEGER, Integer.class, KeyOutput::putInt, KeyInput::takeInt);
        add(KeyTags.LONG, Long.class, KeyOutput::putLong, KeyInput::takeLong);
        add(KeyTags.UUID, UUID.class, JdkKeyTypes::put, in -> new UUID(in.takeLong(), in.takeLong()));
        add(KeyTags.BOOLEAN, Boolean.class, (out, it) -> out.putByte(it ? 1 : 0), in -> in.takeByte() != 0);
        add(KeyTags.BYTE, Byte.class, (out, it) -> out.putByte(it), KeyInput::takeByte);
        add(KeyTags.SHORT, Short.class, (out, it) -> out.putShort(it), KeyInput::takeShort);
        add(KeyTags.CHARACTER, Character.class, (out, it) -> out.putShort(it), in -> (char) in.takeShort());
        // as equals and compare do: one NaN, two zeros
        add(
                KeyTags.FLOAT,
                Float.class,
                (out, it) -> out.putInt(Float.floatToIntBits(it)),
                in -> Float.intBitsToFloat(in.takeInt()));
        add(
                KeyTags.DOUBLE,
                Double.class,
                (out, it) -> out.putLong(Double.doubleToLongBits(it)),
                in -> Double.longBitsToDouble(in.takeLong()));
        add(KeyTags.BIG_INTEGER, BigInteger.class, JdkKeyTypes::put, JdkKeyTypes::takeBigInteger);
        add(KeyTags.BIG_DECIMAL, BigDecimal.class, JdkKeyTypes::put, in -> {
            int scale = in.takeInt();
            return new BigDecimal(takeBigInteger(in), scale);
        });
        add(KeyTags.INSTANT, Instant.class, JdkKeyTypes::put, in -> Instant.ofEpochSecond(in.takeLong(), in.takeInt()));
        add(KeyTags.DURATION, Duration.class, JdkKeyTypes::put, in -> Duration.ofSeconds(in.takeLong(), in.takeInt()));
        add(KeyTags.PERIOD, Period.class, JdkKeyTypes::put, in -> Period.of(in.takeInt(), in.takeInt(), in.takeInt()));
        add(KeyTags.LOCAL_DATE, LocalDate.class, JdkKeyTypes::put, JdkKeyTypes::takeDate);
        add(KeyTags.LOCAL_TIME, LocalTime.class, JdkKeyTypes::put, JdkKeyTypes::takeTime);
        add(KeyTags.LOCAL_DATE_TIME, LocalDateTime.class, JdkKeyTypes::put, JdkKeyTypes::takeDateTime);
        add(
                KeyTags.OFFSET_TIME,
                OffsetTime.class,
                (out, it) -> {
                    put(out, it.toLocalTime());
                    put(out, it.getOffset());
                },
                in -> OffsetTime.of(takeTime(in), takeOffset(in)));
        add(
                KeyTags.OFFSET_DATE_TIME,
                OffsetDateTime.class,
                (out, it) -> {
                    put(out, it.toLocalDateTime());
                    put(out, it.getOffset());
                },
                in -> OffsetDateTime.of(takeDateTime(in), takeOffset(in)));
        add(
                KeyTags.ZONED_DATE_TIME,
                ZonedDateTime.class,
                (out, it) -> {
                    put(out, it.toLocalDateTime());
                    put(out, it.getOffset());
                    out.putText(it.getZone().getId());
                },
                in -> ZonedDateTime.ofStrict(takeDateTime(in), takeOffset(in), ZoneId.of(in.takeText())));
        add(KeyTags.YEAR, Year.class, (out, it) -> out.putInt(it.getValue()), in -> Year.of(in.takeInt()));
        add(
                KeyTags.YEAR_MONTH,
                YearMonth.class,
                (out, it) -> {
                    out.putInt(it.getYear());
                    out.putByte(it.getMonthValue());
                },
                in -> YearMonth.of(in.takeInt(), in.takeByte()));
        add(
                KeyTags.MONTH_DAY,
                MonthDay.class,
                (out, it) -> {
                    out.putByte(it.getMonthValue());
                    out.putByte(it.getDayOfMonth());
                },
                in -> MonthDay.of(in.takeByte(), in.takeByte()));
        add(KeyTags.ZONE_OFFSET, ZoneOffset.class, JdkKeyTypes::put, JdkKeyTypes::takeOffset);
        add(
                KeyTags.ZONE_REGION,
                ZoneId.of("Europe/Paris").getClass(),
                (out, it) -> out.putText(it.getId()),
                in -> ZoneId.of(in.takeText()));
    }

    private JdkKeyTypes() {}

    /** Returns how objects of exactly this class are written, or null if it is none of these. */
    static @Nullable JdkKeyType<?> of(Class<?> type) {
        return BY_CLASS.get(type);
    }

    static @Nullable JdkKeyType<?> of(byte tag) {
        return tag >= 0 && tag < BY_TAG.length ? BY_TAG[tag] : null;
    }

    private static <T> void add(
            byte tag, Class<? extends T> type, JdkKeyType.Writer<T> writer, JdkKeyType.Reader reader) {
        JdkKeyType<T> added = new JdkKeyType<>(tag, writer, reader);
        BY_CLASS.put(type, added);
        BY_TAG[tag] = added;
    }

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

    private static void put(KeyOutput out, Instant it) {
        out.putLong(it.getEpochSecond());
        out.putInt(it.getNano());
    }

    private static void put(KeyOutput out, Duration it) {
        out.putLong(it.getSeconds());
        out.putInt(it.getNano());
    }

    private static void put(KeyOutput out, Period it) {
        out.putInt(it.getYears());
        out.putInt(it.getMonths());
        out.putInt(it.getDays());
    }

    private static void put(KeyOutput out, LocalDate it) {
        out.putInt(it.getYear());
        out.putByte(it.getMonthValue());
        out.putByte(it.getDayOfMonth());
    }

    private static LocalDate takeDate(KeyInput in) {
        return LocalDate.of(in.takeInt(), in.takeByte(), in.takeByte());
    }

    private static void put(KeyOutput out, LocalTime it) {
        out.putLong(it.toNanoOfDay());
    }

    private static LocalTime takeTime(KeyInput in) {
        return LocalTime.ofNanoOfDay(in.takeLong());
    }

    private static void put(KeyOutput out, LocalDateTime it) {
        put(out, it.toLocalDate());
        put(out, it.toLocalTime());
    }

    private static LocalDateTime takeDateTime(KeyInput in) {
        return LocalDateTime.of(takeDate(in), takeTime(in));
    }

    private static void put(KeyOutput out, ZoneOffset it) {
        out.putInt(it.getTotalSeconds());
    }

    private static ZoneOffset takeOffset(KeyInput in) {
        return ZoneOffset.ofTotalSeconds(in.takeInt());
    }
}
