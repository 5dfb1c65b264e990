package io.tiercel.schedule;

import java.time.ZoneId;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * Reads cron expressions: minute, hour, day of the month, month, day of the week. Found by {@link ServiceLoader}; making
 * one must cost nothing. Thread-safe.
 */
@FunctionalInterface
public interface CronSyntax {

    /**
     * Returns the schedule that an expression stands for in a time zone.
     *
     * @throws IllegalArgumentException if it is malformed, or there is no moment that it names
     */
    Schedule parse(String expression, ZoneId zone);

    /** Returns the one that is on the class path, or null if none is. */
    static @Nullable CronSyntax installed() {
        return ServiceLoader.load(CronSyntax.class, CronSyntax.class.getClassLoader())
                .findFirst()
                .orElse(null);
    }
}
