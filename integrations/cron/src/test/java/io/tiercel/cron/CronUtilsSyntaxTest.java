package io.tiercel.cron;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiercel.TiercelConfiguration;
import io.tiercel.schedule.CronSyntax;
import io.tiercel.schedule.Schedule;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.cache.CacheException;
import javax.cache.Caching;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronUtilsSyntaxTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @TempDir
    private Path folder;

    private final CronSyntax syntax = new CronUtilsSyntax();

    @Test
    void installed_withThisModule_isThisOne() {
        assertThat(CronSyntax.installed()).isInstanceOf(CronUtilsSyntax.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 2 * * *|2026-11-27T02:00:00Z",
                "*/5 * * * *|2026-11-26T10:05:00Z",
                "0 9-17 * * mon-fri|2026-11-26T11:00:00Z",
                "15,45 3 1 JAN *|2027-01-01T03:15:00Z",
                "0 0 29 2 *|2028-02-29T00:00:00Z",
                "0 2 * * 0|2026-11-29T02:00:00Z",
                "0 2 * * 7|2026-11-29T02:00:00Z",
                "0 2 1 * 1|2026-11-30T02:00:00Z",
                "0,30 8,9,10,12 * * *|2026-11-26T10:30:00Z",
                "5 4 10,20 * mon,fri|2026-11-27T04:05:00Z",
                "5 4 10,20 DEC,FEB *|2026-12-10T04:05:00Z",
                "1-3,*/20 10 * * *|2026-11-26T10:01:00Z",
                "50/5 10 * * *|2026-11-26T10:50:00Z",
                "0 7 * * SUN-THU|2026-11-29T07:00:00Z",
                "0 7 * * sun-7|2026-11-27T07:00:00Z",
                "0 7 * * FRI-SUN|2026-11-27T07:00:00Z",
                "0 7 * * SUN-SUN|2026-11-29T07:00:00Z",
                "0 7 1 * */1|2026-12-01T07:00:00Z",
            })
    void nextAfter_expression_isItsNextMoment(String expression, String next) {
        assertThat(syntax.parse(expression, ZoneOffset.UTC).nextAfter(Instant.parse("2026-11-26T10:00:00Z")))
                .isEqualTo(Instant.parse(next));
    }

    @Test
    void nextAfter_lists_areAllTheirMoments() {
        assertThat(next("10,20 4,6 1,2,3,15 6 *", "2026-06-02T12:00:00Z", 9))
                .extracting(moment -> moment.atZone(BERLIN).toLocalDateTime().toString())
                .containsExactly(
                        "2026-06-03T04:10",
                        "2026-06-03T04:20",
                        "2026-06-03T06:10",
                        "2026-06-03T06:20",
                        "2026-06-15T04:10",
                        "2026-06-15T04:20",
                        "2026-06-15T06:10",
                        "2026-06-15T06:20",
                        "2027-06-01T04:10");
    }

    @Test
    void parse_longLists_areRead() {
        String everyOther = IntStream.range(0, 24)
                .filter(i -> i % 2 == 0)
                .mapToObj(Integer::toString)
                .collect(joining(","));

        assertThat(syntax.parse(everyOther + " " + everyOther + " 1,3,5,7,9,11,13,15 1,3 *", ZoneOffset.UTC)
                        .nextAfter(Instant.parse("2026-11-26T10:00:00Z")))
                .isEqualTo("2027-01-01T00:00:00Z");
    }

    /** A logging library says on the error stream what it lacks; this module brings none, and needs none. */
    @Test
    void logging_isNotThere() {
        assertThatThrownBy(() -> Class.forName("org.slf4j.LoggerFactory")).isInstanceOf(ClassNotFoundException.class);
    }

    @Test
    void nextAfter_timeZoneWithSummerTime_followsItsClock() {
        assertThat(next("0 4 * * *", "2026-03-28T12:00:00Z", 2))
                .containsExactly(Instant.parse("2026-03-29T02:00:00Z"), Instant.parse("2026-03-30T02:00:00Z"));
        assertThat(next("30 2 * * *", "2026-10-24T12:00:00Z", 2))
                .containsExactly(Instant.parse("2026-10-25T00:30:00Z"), Instant.parse("2026-10-26T01:30:00Z"));
        assertThat(next("30 2 * * *", "2026-03-28T12:00:00Z", 1))
                .containsExactly(Instant.parse("2026-03-30T00:30:00Z"));
    }

    @Test
    void nextAfter_dayAfterSummerHasBegunAtMidnight_losesNothing() {
        Schedule schedule = syntax.parse("*/30 0,22 * * 6", ZoneId.of("Africa/Cairo"));

        assertThat(schedule.nextAfter(Instant.parse("2027-04-29T22:27:59Z"))).isEqualTo("2027-04-30T21:00:00Z");
    }

    @Test
    void nextAfter_timeThatComesTwice_countsOnceWhereverOneBegins() {
        assertThat(next("30 2 * * *", "2026-10-25T00:30:00Z", 1))
                .containsExactly(Instant.parse("2026-10-26T01:30:00Z"));
        assertThat(next("30 2 * * *", "2026-10-25T01:10:00Z", 1))
                .containsExactly(Instant.parse("2026-10-26T01:30:00Z"));
        assertThat(next("15,45 2,3 * * *", "2026-10-25T00:20:00Z", 2))
                .containsExactly(Instant.parse("2026-10-25T00:45:00Z"), Instant.parse("2026-10-25T02:15:00Z"));
    }

    @Test
    void nextAfter_dayThatBeginsTwice_goesOn() {
        Schedule schedule = syntax.parse("0 12 8 11 *", ZoneId.of("America/St_Johns")); // put back at 00:01 until 2011

        assertThat(schedule.nextAfter(Instant.parse("2010-11-07T02:40:00Z"))).isEqualTo("2010-11-08T15:30:00Z");
    }

    @Test
    void nextAfter_everyHour_countsEachThatPasses() {
        assertThat(next("0 * * * *", "2026-10-24T23:30:00Z", 3))
                .containsExactly(
                        Instant.parse("2026-10-25T00:00:00Z"),
                        Instant.parse("2026-10-25T01:00:00Z"),
                        Instant.parse("2026-10-25T02:00:00Z"));
    }

    private List<Instant> next(String expression, String from, int times) {
        Schedule schedule = syntax.parse(expression, BERLIN);
        List<Instant> moments = new ArrayList<>();
        Instant moment = Instant.parse(from);
        for (int i = 0; i < times; i++) {
            moment = requireNonNull(schedule.nextAfter(moment));
            moments.add(moment);
        }
        return moments;
    }

    @ParameterizedTest
    @ValueSource(strings = {"0 0 30 2 *", "0 0 31 2,4 *", "0 0 31 4,6,9,11 *"})
    void parse_timeThatNeverComes_isRefused(String expression) {
        assertThatThrownBy(() -> syntax.parse(expression, ZoneOffset.UTC))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the cron expression '" + expression + "' names no time that ever comes");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "at night",
                "0 2 * *",
                "0 2 * * * *",
                "60 2 * * *",
                "0 24 * * *",
                "0 0 0 * *",
                "0 0 * 13 *",
                "0 0 * * 8",
                "*/0 * * * *",
                "5-1 * * * *",
                "0 2 L * *",
                "@daily",
                "0 0 * * mo",
                "1,,2 * * * *",
                "- * * * *"
            })
    void parse_malformedExpression_isRefused(String expression) {
        assertThatThrownBy(() -> syntax.parse(expression, ZoneOffset.UTC))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("'" + expression + "' is no cron expression of minute, hour,");
    }

    @Test
    void file_scheduleThatNeverComes_isAnErrorWithItsPlace() throws Exception {
        URI uri = Files.writeString(
                        folder.resolve("tiercel.yaml"),
                        "caches:\n  users:\n    warming:\n      schedule: '0 0 30 2 *'\n")
                .toUri();

        assertThatThrownBy(() -> Caching.getCachingProvider()
                        .getCacheManager(uri, getClass().getClassLoader()))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining("tiercel.yaml:4:17: caches.users.warming.schedule: ")
                .hasMessageContaining("names no time that ever comes");
    }

    @Test
    void builder_scheduleThatNeverComes_isRefused() {
        assertThatThrownBy(() ->
                        TiercelConfiguration.builder(Long.class, String.class).warming(w -> w.schedule("0 0 30 2 *")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("names no time that ever comes");
    }
}
