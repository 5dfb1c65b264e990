package io.tiercel.key;

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

/** The classes of the JDK whose objects are read from what their {@code toString} says. */
final class JdkTextForms {

    private static final int MOST_DIGITS = 1_000;
    private static final String WHOLE_NUMBER = "a whole number";
    private static final String NUMBER = "a number";

    private static final Map<Class<?>, TextForm> FORMS = new HashMap<>();

    static {
        number(Integer.class, int.class, WHOLE_NUMBER, Integer::valueOf);
        number(Long.class, long.class, WHOLE_NUMBER, Long::valueOf);
        number(Short.class, short.class, WHOLE_NUMBER, Short::valueOf);
        number(Byte.class, byte.class, WHOLE_NUMBER, Byte::valueOf);
        number(Double.class, double.class, NUMBER, Double::valueOf);
        number(Float.class, float.class, NUMBER, Float::valueOf);
        add(BigInteger.class, WHOLE_NUMBER, text -> new BigInteger(bounded(text)));
        add(BigDecimal.class, NUMBER, text -> new BigDecimal(bounded(text)));
        add(Boolean.class, "true or false", JdkTextForms::bool);
        add(boolean.class, "true or false", JdkTextForms::bool);
        add(Character.class, "one character", JdkTextForms::character);
        add(char.class, "one character", JdkTextForms::character);
        add(UUID.class, "a UUID such as 123e4567-e89b-12d3-a456-426614174000", JdkTextForms::uuid);
        add(Instant.class, "an instant such as 2026-01-31T10:15:30Z", Instant::parse);
        add(Duration.class, "a duration such as PT1H30M", Duration::parse);
        add(Period.class, "a period such as P1Y2M3D", Period::parse);
        add(LocalDate.class, "a date such as 2026-01-31", LocalDate::parse);
        add(LocalTime.class, "a time such as 10:15:30", LocalTime::parse);
        add(LocalDateTime.class, "a date and time such as 2026-01-31T10:15:30", LocalDateTime::parse);
        add(OffsetTime.class, "a time such as 10:15:30+01:00", OffsetTime::parse);
        add(OffsetDateTime.class, "a date and time such as 2026-01-31T10:15:30+01:00", OffsetDateTime::parse);
        add(
                ZonedDateTime.class,
                "a date and time such as 2026-01-31T10:15:30+01:00[Europe/Paris]",
                ZonedDateTime::parse);
        add(Year.class, "a year", Year::parse);
        add(YearMonth.class, "a month such as 2026-01", YearMonth::parse);
        add(MonthDay.class, "a day such as --01-31", MonthDay::parse);
        add(ZoneId.class, "a time zone such as Europe/Paris", ZoneId::of);
        add(ZoneOffset.class, "an offset such as +01:00", ZoneOffset::of);
    }

    private JdkTextForms() {}

    /** Returns how objects of a class are read, or null if it is none of these. */
    static @Nullable TextForm of(Class<?> type) {
        return FORMS.get(type);
    }

    private static void add(Class<?> type, String expected, TextForm.Reader reader) {
        FORMS.put(type, new TextForm(expected, reader));
    }

    private static void number(Class<?> boxed, Class<?> primitive, String expected, TextForm.Reader reader) {
        add(boxed, expected, text -> reader.read(plain(text)));
        add(primitive, expected, text -> reader.read(plain(text)));
    }

    /** Refuses the spaces that {@link Double#valueOf(String)} would cut off. */
    private static String plain(String text) {
        if (text.chars().anyMatch(Character::isWhitespace)) {
            throw new NumberFormatException("there is white space in it");
        }
        return text;
    }

    /** A number of a million digits takes minutes to read. */
    private static String bounded(String text) {
        if (text.length() > MOST_DIGITS) {
            throw new NumberFormatException("it is longer than " + MOST_DIGITS + " characters");
        }
        return text;
    }

    private static Boolean bool(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("it is neither");
        };
    }

    private static Character character(String text) {
        if (text.length() != 1) {
            throw new IllegalArgumentException("length=" + text.length());
        }
        return text.charAt(0);
    }

    private static UUID uuid(String text) {
        UUID uuid = UUID.fromString(text);
        if (!uuid.toString().equalsIgnoreCase(text)) { // it takes 1-1-1-1-1 too
            throw new IllegalArgumentException("digits are missing");
        }
        return uuid;
    }
}
