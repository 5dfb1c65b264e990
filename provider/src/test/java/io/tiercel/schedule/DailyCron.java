package io.tiercel.schedule;

import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Understands expressions of the form {@code 30 2 * * *}, for tests without the module that understands all. */
public final class DailyCron implements CronSyntax {

    private static final Pattern FORM = Pattern.compile("(\\d{1,2}) (\\d{1,2}) \\* \\* \\*");

    @Override
    public Schedule parse(String expression, ZoneId zone) {
        Matcher matcher = FORM.matcher(expression);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + expression + "' is no daily cron expression");
        }
        int minute = Integer.parseInt(matcher.group(1));
        int hour = Integer.parseInt(matcher.group(2));
        return moment -> {
            ZonedDateTime today = moment.atZone(zone)
                    .withHour(hour)
                    .withMinute(minute)
                    .withSecond(0)
                    .withNano(0);
            return (today.toInstant().isAfter(moment) ? today : today.plusDays(1)).toInstant();
        };
    }
}
