package io.tiercel.serialize;

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

/** How the classes of {@code java.time} are written as keys. Apart, as to ask the JDK for its time zones takes a while. */
final class TimeKeyTypes {

    static final String PACKAGE = "java.time";
    static final KeyTypeTable TABLE = new KeyTypeTable();

    static {
        TABLE.add(
                KeyTags.INSTANT,
                Instant.class,
                TimeKeyTypes::put,
                in -> Instant.ofEpochSecond(in.takeLong(), in.takeInt()));
        TABLE.add(
                KeyTags.DURATION,
                Duration.class,
                TimeKeyTypes::put,
                in -> Duration.ofSeconds(in.takeLong(), in.takeInt()));
        TABLE.add(
                KeyTags.PERIOD,
                Period.class,
                TimeKeyTypes::put,
                in -> Period.of(in.takeInt(), in.takeInt(), in.takeInt()));
        TABLE.add(KeyTags.LOCAL_DATE, LocalDate.class, TimeKeyTypes::put, TimeKeyTypes::takeDate);
        TABLE.add(KeyTags.LOCAL_TIME, LocalTime.class, TimeKeyTypes::put, TimeKeyTypes::takeTime);
        TABLE.add(KeyTags.LOCAL_DATE_TIME, LocalDateTime.class, TimeKeyTypes::put, TimeKeyTypes::takeDateTime);
        TABLE.add(
                KeyTags.OFFSET_TIME,
                OffsetTime.class,
                (out, it) -> {
                    put(out, it.toLocalTime());
                    put(out, it.getOffset());
                },
                in -> OffsetTime.of(takeTime(in), takeOffset(in)));
        TABLE.add(
                KeyTags.OFFSET_DATE_TIME,
                OffsetDateTime.class,
                (out, it) -> {
                    put(out, it.toLocalDateTime());
                    put(out, it.getOffset());
                },
                in -> OffsetDateTime.of(takeDateTime(in), takeOffset(in)));
        TABLE.add(
                KeyTags.ZONED_DATE_TIME,
                ZonedDateTime.class,
                (out, it) -> {
                    put(out, it.toLocalDateTime());
                    put(out, it.getOffset());
                    out.putText(it.getZone().getId());
                },
                in -> ZonedDateTime.ofStrict(takeDateTime(in), takeOffset(in), ZoneId.of(in.takeText())));
        TABLE.add(KeyTags.YEAR, Year.class, (out, it) -> out.putInt(it.getValue()), in -> Year.of(in.takeInt()));
        TABLE.add(
                KeyTags.YEAR_MONTH,
                YearMonth.class,
                (out, it) -> {
                    out.putInt(it.getYear());
                    out.putByte(it.getMonthValue());
                },
                in -> YearMonth.of(in.takeInt(), in.takeByte()));
        TABLE.add(
                KeyTags.MONTH_DAY,
                MonthDay.class,
                (out, it) -> {
                    out.putByte(it.getMonthValue());
                    out.putByte(it.getDayOfMonth());
                },
                in -> MonthDay.of(in.takeByte(), in.takeByte()));
        TABLE.add(KeyTags.ZONE_OFFSET, ZoneOffset.class, TimeKeyTypes::put, TimeKeyTypes::takeOffset);
        TABLE.add(
                KeyTags.ZONE_REGION,
                ZoneId.of("Europe/Paris").getClass(),
                (out, it) -> out.putText(it.getId()),
                in -> ZoneId.of(in.takeText()));
    }

    private TimeKeyTypes() {}

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
