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
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Keys of all kinds, made at random from so few values that equal ones are common. */
final class KeySamples {

    private static final List<String> TEXTS =
            List.of("", "a", "ab", "b", "\u00ff", "\u0100", "a\u0100", "\uD800", "\uDC00\uD800", "\uD83D\uDE00", "\0");
    private static final List<ZoneId> ZONES =
            List.of(ZoneId.of("Europe/Paris"), ZoneId.of("UTC"), ZoneId.of("UTC+01:00"), ZoneOffset.ofHours(1));

    private static final List<Function<Random, Object>> CANONICAL = List.of(
            KeySamples::text,
            KeySamples::integer,
            random -> (long) integer(random) << random.nextInt(40),
            random -> new UUID(integer(random), integer(random)),
            Random::nextBoolean,
            random -> (byte) random.nextInt(),
            random -> (short) integer(random),
            random -> (char) random.nextInt(300),
            random -> List.of(0f, -0f, 1f, Float.NaN, Float.intBitsToFloat(0x7FC0_0001), Float.MIN_VALUE)
                    .get(random.nextInt(6)),
            random -> List.of(0d, -0d, 1d, Double.NaN, Double.longBitsToDouble(0x7FF8_0000_0000_0001L), 1e300)
                    .get(random.nextInt(6)),
            random -> new BigInteger(random.nextInt(1, 80), random).subtract(BigInteger.TEN),
            random -> new BigDecimal(BigInteger.valueOf(integer(random)), random.nextInt(-2, 3)),
            random -> Instant.ofEpochSecond(integer(random), random.nextInt(3)),
            random -> Duration.ofSeconds(integer(random), random.nextInt(3)),
            random -> Period.of(integer(random), integer(random), integer(random)),
            KeySamples::date,
            KeySamples::time,
            random -> LocalDateTime.of(date(random), time(random)),
            random -> OffsetTime.of(time(random), ZoneOffset.ofHours(random.nextInt(2))),
            random -> OffsetDateTime.of(date(random), time(random), ZoneOffset.ofHours(random.nextInt(2))),
            random -> ZonedDateTime.of(date(random), time(random), ZONES.get(random.nextInt(ZONES.size()))),
            random -> Year.of(integer(random)),
            random -> YearMonth.of(integer(random), random.nextInt(1, 13)),
            random -> MonthDay.of(1, random.nextInt(1, 32)),
            random -> ZONES.get(random.nextInt(ZONES.size())),
            random -> Planet.values()[random.nextInt(3)],
            random -> java.time.DayOfWeek.of(random.nextInt(1, 8)),
            random -> new Pair(nullable(random), nullable(random)),
            random -> new Wide(
                    random.nextBoolean(),
                    (byte) integer(random),
                    (short) integer(random),
                    'c',
                    integer(random),
                    integer(random),
                    List.of(0f, -0f, Float.NaN).get(random.nextInt(3)),
                    List.of(0d, -0d, Double.NaN).get(random.nextInt(3))),
            random -> new Order(text(random), new Line(integer(random), text(random)), Planet.EARTH),
            random -> new Line(integer(random), null),
            random -> new Empty());

    private KeySamples() {}

    static Object canonical(Random random) {
        return CANONICAL.get(random.nextInt(CANONICAL.size())).apply(random);
    }

    static int kinds() {
        return CANONICAL.size();
    }

    /** Returns a key of each kind. */
    static List<Object> oneOfEach() {
        Random random = new Random(1);
        return CANONICAL.stream().map(kind -> kind.apply(random)).toList();
    }

    private static @Nullable Object nullable(Random random) {
        return random.nextInt(3) == 0 ? null : canonical(random);
    }

    private static String text(Random random) {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }

    private static int integer(Random random) {
        return random.nextInt(-2, 3);
    }

    private static LocalDate date(Random random) {
        return LocalDate.of(2000 + integer(random), random.nextInt(1, 3), 15);
    }

    private static LocalTime time(Random random) {
        return LocalTime.of(random.nextInt(2), 0, 0, random.nextInt(2));
    }

    /** An enum whose constants have classes of their own. */
    enum Planet {
        MARS,
        EARTH {
            @Override
            boolean isHome() {
                return true;
            }
        },
        VENUS;

        boolean isHome() {
            return false;
        }
    }

    record Empty() {}

    record Pair(@Nullable Object first, @Nullable Object second) {}

    record Line(int number, @Nullable String item) {}

    record Order(String id, Line line, Planet planet) {
        /** What the accessor says does not matter, as it does not to equals. */
        @Override
        public String id() {
            return "?";
        }
    }

    record Wide(boolean a, byte b, short c, char d, int e, long f, float g, double h) {}

    /** Compares less than its components. */
    record Loose(String text) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Loose that && text.equalsIgnoreCase(that.text);
        }

        @Override
        public int hashCode() {
            return text.toLowerCase(java.util.Locale.ROOT).hashCode();
        }
    }

    record Nested(@Nullable Nested inner) {}

    record Lists(List<String> items) {}

    @SuppressWarnings("ArrayRecordComponent") // which is why it is no key
    record Numbers(int[] items) {}
}
