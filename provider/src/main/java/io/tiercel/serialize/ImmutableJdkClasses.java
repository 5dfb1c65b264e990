package io.tiercel.serialize;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.URI;
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
import java.time.chrono.HijrahDate;
import java.time.chrono.JapaneseDate;
import java.time.chrono.MinguoDate;
import java.time.chrono.ThaiBuddhistDate;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The classes of the JDK that are known to be immutable. They are named exactly: a subclass of {@link BigDecimal} is
 * not one of them.
 */
final class ImmutableJdkClasses {

    /** Whose objects are immutable, whatever they hold. */
    static final Set<Class<?>> VALUES = Set.of(
            String.class,
            Boolean.class,
            Character.class,
            Byte.class,
            Short.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class,
            BigInteger.class,
            BigDecimal.class,
            MathContext.class,
            UUID.class,
            Instant.class,
            Duration.class,
            Period.class,
            LocalDate.class,
            LocalTime.class,
            LocalDateTime.class,
            OffsetDateTime.class,
            OffsetTime.class,
            ZonedDateTime.class,
            Year.class,
            YearMonth.class,
            MonthDay.class,
            ZoneOffset.class,
            ZoneId.of("Europe/Paris").getClass(),
            HijrahDate.class,
            JapaneseDate.class,
            MinguoDate.class,
            ThaiBuddhistDate.class,
            OptionalInt.class,
            OptionalLong.class,
            OptionalDouble.class,
            URI.class,
            Inet4Address.class,
            Inet6Address.class,
            InetSocketAddress.class,
            Locale.class,
            Currency.class,
            Pattern.class);

    /** Whose objects are immutable if everything that they hold is. */
    static final Set<Class<?>> CONTAINERS = Set.copyOf(List.<Class<?>>of(
            Optional.class,
            Class.class,
            List.of().getClass(),
            List.of(1).getClass(),
            Set.of(1).getClass(),
            Set.of(1, 2, 3).getClass(),
            Map.of(1, 1).getClass(),
            Map.of(1, 1, 2, 2).getClass(),
            Map.entry(1, 1).getClass()));

    private ImmutableJdkClasses() {}
}
