package io.tiercel.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CacheStatisticsTest {

    private final CacheStatistics statistics = new CacheStatistics(/* enabled= */ true);

    private void getHit() {
        CounterCell cell = statistics.cell();
        long began = cell.beginGet();
        cell.count(Counter.HITS);
        statistics.end(TimedOperation.GET_HIT, began);
    }

    @Test
    void get_afterCounting_isTheCountOfThatCounterAlone() {
        statistics.count(Counter.PUTS);
        statistics.count(Counter.PUTS, 41);

        assertThat(statistics.get(Counter.PUTS)).isEqualTo(42);
        assertThat(statistics.get(Counter.REMOVALS)).isZero();
    }

    @Test
    void beginGet_firstOperation_isTimed() {
        assertThat(statistics.cell().beginGet()).isNotZero();
    }

    @Test
    void beginGet_firstOperationAfterReset_isTimed() {
        getHit();
        getHit();
        statistics.reset();
        getHit();

        assertThat(statistics.latency(TimedOperation.GET_HIT).count()).isOne();
    }

    @Test
    void beginGet_firstThousands_timesAboutOneInSixtyFour() {
        for (int i = 0; i < 4_096; i++) {
            getHit();
        }

        assertThat(statistics.latency(TimedOperation.GET_HIT).count()).isBetween(55L, 75L);
    }

    @Test
    void beginGet_manyMore_timesAsManyAsItSays() {
        for (int i = 0; i < 4_096; i++) {
            getHit();
        }
        long before = statistics.latency(TimedOperation.GET_HIT).count();
        for (int i = 0; i < 1_000 * CacheStatistics.GETS_PER_SAMPLE; i++) {
            getHit();
        }

        assertThat(statistics.latency(TimedOperation.GET_HIT).count() - before).isBetween(900L, 1_100L);
    }

    @Test
    void beginPut_putsThatCountNothing_areNotAllTimed() {
        int timed = 0;
        for (int i = 0; i < 1_000; i++) {
            timed += statistics.cell().beginPut() == 0 ? 0 : 1;
        }

        assertThat(timed).isOne();
    }

    @Test
    void beginLoad_everyLoad_isTimed() {
        for (int i = 0; i < 10; i++) {
            statistics.end(TimedOperation.LOAD, statistics.cell().beginLoad());
        }

        assertThat(statistics.latency(TimedOperation.LOAD).count()).isEqualTo(10);
    }

    @Test
    void cell_whileDisabled_timesNothing() {
        statistics.setEnabled(false);
        CounterCell cell = statistics.cell();

        assertThat(cell.beginGet() | cell.beginPut() | cell.beginRemove() | cell.beginLoad())
                .isZero();
    }

    @Test
    void reset_afterCounting_isZeroAndCountsOn() {
        getHit();
        statistics.reset();
        assertThat(statistics.get(Counter.HITS)).isZero();

        getHit();
        assertThat(statistics.get(Counter.HITS)).isOne();
    }

    @Test
    void setEnabled_countedAllTheTimeForTheSamples_showsOnlyWhatCameWhileOn() {
        CacheStatistics sampled = new CacheStatistics(/* enabled= */ true, /* samples= */ true);
        sampled.count(Counter.HITS);
        sampled.setEnabled(false);
        sampled.count(Counter.HITS, 5);
        assertThat(sampled.get(Counter.HITS)).isEqualTo(1);

        sampled.setEnabled(true);
        assertThat(sampled.get(Counter.HITS)).isEqualTo(1);
        sampled.count(Counter.HITS);
        assertThat(sampled.get(Counter.HITS)).isEqualTo(2);

        sampled.setEnabled(false);
        assertThat(sampled.get(Counter.HITS)).isEqualTo(2);
        sampled.reset();
        assertThat(sampled.get(Counter.HITS)).isZero();
    }
}
