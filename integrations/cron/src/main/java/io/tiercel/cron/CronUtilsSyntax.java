package io.tiercel.cron;

import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.field.CronFieldName;
import com.cronutils.parser.CronParser;
import io.tiercel.schedule.CronSyntax;
import io.tiercel.schedule.Schedule;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Reads the five fields of a Unix crontab: numbers, lists, ranges, steps, and the English names of months and days. Where
 * both a day of the month and a day of the week are given, either will do. A time that the clock leaves out when summer
 * begins is left out; one that comes twice when it ends counts once, unless every hour is named: then each hour that passes
 * counts. Thread-safe.
 *
 * <p>Of cron-utils the parser alone is used. What it computes times with loses the first of them after summer has begun,
 * and logs by a library that an application may not have.
 */
public final class CronUtilsSyntax implements CronSyntax {

    /** A range that begins with Sunday, which the parser takes for 7, and ends with another day or 7. */
    private static final Pattern FROM_SUNDAY = Pattern.compile("\\bSUN-(?=[1-7MTWF]|SAT)");

    /** Made by {@link java.util.ServiceLoader}. */
    public CronUtilsSyntax() {}

    @Override
    public Schedule parse(String expression, ZoneId zone) {
        Cron cron = cron(expression);
        CronTimes times = new CronTimes(
                CronField.of(cron, CronFieldName.MINUTE),
                CronField.of(cron, CronFieldName.HOUR),
                CronField.of(cron, CronFieldName.DAY_OF_MONTH),
                CronField.of(cron, CronFieldName.MONTH),
                CronField.of(cron, CronFieldName.DAY_OF_WEEK),
                zone);
        if (times.nextAfter(Instant.now()) == null) {
            throw new IllegalArgumentException(
                    "the cron expression '" + expression + "' names no time that ever comes");
        }
        return times;
    }

    private static Cron cron(String expression) {
        CronParser parser = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));
        String normal = FROM_SUNDAY.matcher(expression.toUpperCase(Locale.ROOT)).replaceAll("0-");
        try {
            return parser.parse(normal).validate();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "'" + expression + "' is no cron expression of minute, hour, day of the month, month and day of the"
                            + " week: " + e.getMessage(),
                    e);
        }
    }
}
