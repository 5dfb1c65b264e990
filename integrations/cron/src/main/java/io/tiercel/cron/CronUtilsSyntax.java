package io.tiercel.cron;

import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import io.tiercel.schedule.CronSyntax;
import io.tiercel.schedule.Schedule;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads the five fields of a Unix crontab: numbers, lists, ranges, steps, and the English names of months and days. Where
 * both a day of the month and a day of the week are given, either will do. A time that the clock leaves out when summer
 * begins is left out; one that comes twice when it ends counts once. Thread-safe.
 *
 * <p>Of cron-utils only what works without a logging library is used: see {@link WithoutLists}.
 */
public final class CronUtilsSyntax implements CronSyntax {

    /** Made by {@link java.util.ServiceLoader}. */
    public CronUtilsSyntax() {}

    @Override
    public Schedule parse(String expression, ZoneId zone) {
        Cron unused = parse(expression); // the mistakes of the whole are told, not those of its parts
        List<ExecutionTime> times = WithoutLists.of(expression).stream()
                .map(each -> ExecutionTime.forCron(parse(each)))
                .toList();
        Schedule schedule = moment -> next(times, moment.atZone(zone));
        if (schedule.nextAfter(Instant.now()) == null) {
            throw new IllegalArgumentException(
                    "the cron expression '" + expression + "' names no time that ever comes");
        }
        return schedule;
    }

    private static Cron parse(String expression) {
        CronParser parser = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));
        try {
            return parser.parse(expression.toUpperCase(Locale.ROOT)).validate();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "'" + expression + "' is no cron expression of minute, hour, day of the month, month and day of the"
                            + " week: " + e.getMessage(),
                    e);
        }
    }

    private static @Nullable Instant next(List<ExecutionTime> times, ZonedDateTime moment) {
        return times.stream()
                .flatMap(each -> each.nextExecution(moment).stream())
                .map(ZonedDateTime::toInstant)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }
}
