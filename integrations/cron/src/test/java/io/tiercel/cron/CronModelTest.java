package io.tiercel.cron;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.schedule.Schedule;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Expressions at random against asking each minute whether it is named, around moments at which clocks are changed. */
class CronModelTest {

    /** Clocks that are changed at midnight, by half an hour, at one minute past, by a day, and never, among others. */
    private static final List<String> ZONES = List.of(
            "UTC",
            "Europe/Berlin",
            "America/Havana",
            "Africa/Cairo",
            "Australia/Lord_Howe",
            "America/St_Johns",
            "America/Scoresbysund",
            "Atlantic/Azores",
            "Pacific/Apia",
            "Asia/Kathmandu");

    private static final List<String> DAYS = List.of("sun", "MON", "Tue", "WED", "THU", "FRI", "SAT");
    private static final int MOST_MINUTES = 3 * 24 * 60;

    private record Field(String text, Set<Integer> numbers) {

        boolean isAny() {
            return text.equals("*");
        }
    }

    private record Expression(Field minute, Field hour, Field day, Field month, Field weekday) {

        static Expression random(Random random) {
            return new Expression(
                    field(random, 0, 59, 2),
                    field(random, 0, 23, 2),
                    field(random, 1, 31, 2),
                    field(random, 1, 12, 6),
                    field(random, 0, 6, 2));
        }

        private static Field field(Random random, int first, int last, int isAny) {
            if (random.nextInt(isAny) > 0) {
                return new Field("*", IntStream.rangeClosed(first, last).boxed().collect(Collectors.toSet()));
            }
            Set<Integer> numbers = new TreeSet<>();
            List<String> items = new ArrayList<>();
            do {
                int from = first + random.nextInt(last - first + 1);
                int to = from + random.nextInt(last - from + 1);
                int step = 2 + random.nextInt(4);
                switch (random.nextInt(4)) {
                    case 0 -> {
                        from = first;
                        to = last;
                        items.add("*/" + step);
                    }
                    case 1 -> items.add(from + "-" + to + "/" + step);
                    case 2 -> {
                        step = 1;
                        items.add(name(from, last) + "-" + name(to, last));
                    }
                    default -> {
                        to = from;
                        items.add(name(from, last));
                    }
                }
                for (int i = from; i <= to; i += step) {
                    numbers.add(i);
                }
            } while (random.nextBoolean());
            return new Field(String.join(",", items), numbers);
        }

        private static String name(int number, int last) {
            return last == 6 ? DAYS.get(number) : Integer.toString(number);
        }

        boolean names(ZonedDateTime at) {
            boolean isDay = day.numbers().contains(at.getDayOfMonth());
            boolean isWeekday = weekday.numbers().contains(at.getDayOfWeek().getValue() % 7);
            boolean isFirst = at.withEarlierOffsetAtOverlap().equals(at);
            return minute.numbers().contains(at.getMinute())
                    && hour.numbers().contains(at.getHour())
                    && month.numbers().contains(at.getMonthValue())
                    && ((day.isAny() || weekday.isAny()) ? isDay && isWeekday : isDay || isWeekday)
                    && (isFirst || hour.numbers().size() == 24);
        }

        @Override
        public String toString() {
            return minute.text() + " " + hour.text() + " " + day.text() + " " + month.text() + " " + weekday.text();
        }
    }

    @Test
    void nextAfter_randomExpression_isTheFirstMinuteThatItNames() {
        Random random = new Random(20261128);
        for (int i = 0; i < 200; i++) {
            ZoneId zone = ZoneId.of(ZONES.get(random.nextInt(ZONES.size())));
            Expression expression = Expression.random(random);
            Schedule schedule = new CronUtilsSyntax().parse(expression.toString(), zone);
            Instant from = nearChange(zone, random);

            Instant next = schedule.nextAfter(from);

            Instant end = from.truncatedTo(ChronoUnit.MINUTES).plus(MOST_MINUTES, ChronoUnit.MINUTES);
            assertThat((next == null || next.isAfter(end)) ? null : next)
                    .as("'%s' after %s in %s", expression, from, zone)
                    .isEqualTo(firstOf(expression, from, end, zone));
        }
    }

    private static Instant nearChange(ZoneId zone, Random random) {
        Instant any = Instant.parse("2009-01-01T00:00:00Z").plusSeconds(random.nextInt(600_000_000));
        ZoneOffsetTransition change = zone.getRules().nextTransition(any);
        return change == null ? any : change.getInstant().plusSeconds(random.nextInt(4 * 3_600) - 2 * 3_600);
    }

    private static @Nullable Instant firstOf(Expression expression, Instant from, Instant end, ZoneId zone) {
        Instant at = from.truncatedTo(ChronoUnit.MINUTES);
        do {
            at = at.plus(1, ChronoUnit.MINUTES);
            if (expression.names(at.atZone(zone))) {
                return at;
            }
        } while (at.isBefore(end));
        return null;
    }
}
