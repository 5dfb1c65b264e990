package io.tiercel.configuration;

import io.tiercel.schedule.CronSyntax;
import io.tiercel.schedule.Schedule;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Objects;

/** When a cache is warmed again and again. Immutable. */
public sealed interface WarmingTime {

    /** Returns the moments. */
    Schedule schedule();

    /**
     * The moments that a cron expression names.
     *
     * @param expression minute, hour, day of the month, month and day of the week
     * @param zone the time zone that they are of
     */
    record Cron(String expression, ZoneId zone) implements WarmingTime {
        public Cron {
            Objects.requireNonNull(zone, "zone");
            Objects.requireNonNull(parse(expression, zone), "schedule");
        }

        @Override
        public Schedule schedule() {
            return parse(expression, zone);
        }

        private static Schedule parse(String expression, ZoneId zone) {
            CronSyntax syntax = CronSyntax.installed();
            if (syntax == null) {
                throw new IllegalArgumentException("a cron expression " + OptionalModule.CRON.missing());
            }
            return syntax.parse(expression, zone);
        }
    }

    /**
     * The same time from each to the next.
     *
     * @param interval at least 1ms
     */
    record Every(Duration interval) implements WarmingTime {
        public Every {
            DurationSyntax.checkPositive("every", interval);
        }

        @Override
        public Schedule schedule() {
            return Schedule.every(interval);
        }
    }
}
