package io.tiercel.cron;

import io.tiercel.schedule.Schedule;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import org.jspecify.annotations.Nullable;

/**
 * The times that a cron expression names in a time zone. Immutable.
 *
 * <p>Goes along the time that passes, not along what the clock shows, and asks of each minute what the clock shows then. What
 * cannot match is stepped over, up to the next moment at which the clock is changed.
 */
record CronTimes(CronField minutes, CronField hours, CronField days, CronField months, CronField weekdays, ZoneId zone)
        implements Schedule {

    /** 29 February is eight years away at most; it may be a day of which the clock leaves out the time. */
    private static final int MOST_YEARS = 17;

    @Override
    public @Nullable Instant nextAfter(Instant moment) {
        ZonedDateTime at = moment.atZone(zone).truncatedTo(ChronoUnit.MINUTES).plusMinutes(1);
        ZonedDateTime end = at.plusYears(MOST_YEARS);
        while (at.isBefore(end)) {
            ZonedDateTime later = laterIfNot(at);
            if (later.equals(at)) {
                return at.toInstant();
            }
            at = upToChange(at, later);
        }
        return null;
    }

    /** Returns a time if it is named, else a later one, between which and it none is, unless the clock is changed. */
    private ZonedDateTime laterIfNot(ZonedDateTime at) {
        if (!months.has(at.getMonthValue())) {
            return startOf(at.toLocalDate().withDayOfMonth(1).plusMonths(1), at);
        }
        if (!isDay(at)) {
            return startOf(at.toLocalDate().plusDays(1), at);
        }
        if (!hours.has(at.getHour())) {
            return at.plusMinutes(60L - at.getMinute());
        }
        return minutes.has(at.getMinute()) && counts(at) ? at : at.plusMinutes(1);
    }

    /** Returns when a day begins: the next time, where a clock that is put back over midnight has it begin twice. */
    private ZonedDateTime startOf(LocalDate day, ZonedDateTime at) {
        ZonedDateTime start = day.atStartOfDay(zone);
        return start.isAfter(at) ? start : start.withLaterOffsetAtOverlap();
    }

    private boolean isDay(ZonedDateTime at) {
        boolean isDay = days.has(at.getDayOfMonth());
        boolean isWeekday = weekdays.has(at.getDayOfWeek().getValue() % 7);
        return (days.isAny() || weekdays.isAny()) ? isDay && isWeekday : isDay || isWeekday;
    }

    /** Returns whether a time counts though the clock may have shown it before. */
    private boolean counts(ZonedDateTime at) {
        return hours.isFull() || at.withEarlierOffsetAtOverlap().getOffset().equals(at.getOffset());
    }

    private ZonedDateTime upToChange(ZonedDateTime at, ZonedDateTime later) {
        ZoneOffsetTransition change = zone.getRules().nextTransition(at.toInstant());
        return change == null || later.toInstant().isBefore(change.getInstant())
                ? later
                : change.getInstant().atZone(zone);
    }
}
