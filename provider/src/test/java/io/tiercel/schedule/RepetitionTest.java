package io.tiercel.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.time.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;

class RepetitionTest {

    private static final Instant MIDNIGHT = Instant.parse("2026-03-01T00:00:00Z");

    private final ManualClock clock = new ManualClock(MIDNIGHT.toEpochMilli());
    private final ManualScheduler scheduler = new ManualScheduler(clock);
    private final AtomicLong wallAheadMillis = new AtomicLong();
    private final List<Instant> runs = new ArrayList<>();

    private Instant wall() {
        return Instant.ofEpochMilli(clock.nowMillis() + wallAheadMillis.get());
    }

    private Repetition start(Schedule schedule, Duration jitter, LongUnaryOperator random) {
        Repetition.Chance chance = new Repetition.Chance(this::wall, random);
        Repetition repetition = new Repetition(schedule, jitter, scheduler, () -> runs.add(wall()), chance);
        repetition.start();
        return repetition;
    }

    @Test
    void start_everyHour_actsEveryHour() {
        start(Schedule.every(Duration.ofHours(1)), Duration.ZERO, bound -> 0);
        scheduler.advance(Duration.ofMinutes(150));

        assertThat(runs).containsExactly(MIDNIGHT.plusSeconds(3600), MIDNIGHT.plusSeconds(7200));
    }

    @Test
    void start_withCronSyntax_actsAtItsMoments() {
        start(new DailyCron().parse("30 2 * * *", ZoneOffset.UTC), Duration.ZERO, bound -> 0);
        scheduler.advance(Duration.ofDays(2));

        assertThat(runs).containsExactly(Instant.parse("2026-03-01T02:30:00Z"), Instant.parse("2026-03-02T02:30:00Z"));
    }

    @Test
    void start_withJitter_putsEachOffByUpToThat() {
        List<Long> bounds = new ArrayList<>();
        start(Schedule.every(Duration.ofHours(1)), Duration.ofSeconds(10), bound -> {
            bounds.add(bound);
            return bounds.size() * 1000L;
        });
        scheduler.advance(Duration.ofMinutes(125));

        assertThat(runs).containsExactly(MIDNIGHT.plusSeconds(3601), MIDNIGHT.plusSeconds(7203));
        assertThat(bounds).containsOnly(10_001L);
    }

    @Test
    void start_wallClockThatIsPutForward_isNoticedWithinAMinute() {
        start(Schedule.every(Duration.ofHours(10)), Duration.ZERO, bound -> 0);
        scheduler.advance(Duration.ofMinutes(5));
        wallAheadMillis.set(Duration.ofHours(11).toMillis());
        scheduler.advance(Duration.ofMinutes(1));

        assertThat(runs).hasSize(1);
    }

    @Test
    void start_wallClockThatIsPutBack_actsAtTheMomentsThatComeThen() {
        start(Schedule.every(Duration.ofMinutes(5)), Duration.ZERO, bound -> 0);
        scheduler.advance(Duration.ofMinutes(7));
        wallAheadMillis.set(-Duration.ofHours(1).toMillis());
        scheduler.advance(Duration.ofMinutes(6));

        assertThat(runs).hasSize(2);
    }

    @Test
    void start_wallClockThatIsPutBackWhileAMomentIsPutOff_actsAtThatMoment() {
        start(new DailyCron().parse("30 2 * * *", ZoneOffset.UTC), Duration.ofMinutes(20), bound -> bound - 1);
        scheduler.advance(Duration.ofMinutes(2 * 60 + 40));
        wallAheadMillis.set(-Duration.ofMinutes(5).toMillis());
        scheduler.advance(Duration.ofMinutes(20));

        assertThat(runs).containsExactly(Instant.parse("2026-03-01T02:50:00Z"));
    }

    @Test
    void close_whileItWaits_actsNoMore() {
        Repetition repetition = start(Schedule.every(Duration.ofHours(1)), Duration.ZERO, bound -> 0);
        repetition.close();
        scheduler.advance(Duration.ofHours(5));

        assertThat(runs).isEmpty();
        assertThat(scheduler.waiting()).isZero();
    }

    @Test
    void start_scheduleThatEnds_waitsForNothing() {
        start(moment -> null, Duration.ZERO, bound -> 0);

        assertThat(scheduler.waiting()).isZero();
    }

    @Test
    void close_waiting_leavesNothingInTheScheduler() {
        ManualScheduler idle = new ManualScheduler(new ManualClock());
        Repetition hourly = new Repetition(Schedule.every(Duration.ofHours(1)), Duration.ZERO, idle, () -> {});
        hourly.start();
        assertThat(idle.waiting()).isEqualTo(1);

        hourly.close();

        assertThat(idle.waiting()).isZero();
    }
}
