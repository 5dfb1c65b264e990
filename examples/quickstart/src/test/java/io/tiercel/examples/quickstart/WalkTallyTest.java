package io.tiercel.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WalkTallyTest {
    private static final Instant STARTED_AT = Instant.ofEpochSecond(1_000);

    @Test
    void record_fileReadBeforeTheGet_isAHit() {
        WalkTally tally = new WalkTally();

        tally.record(summary("a.A", STARTED_AT.minusNanos(1000)), STARTED_AT, 50);

        assertThat(tally.hits().count()).isEqualTo(1);
        assertThat(tally.loads().count()).isZero();
    }

    @Test
    void record_fileReadDuringTheGet_isALoad() {
        WalkTally tally = new WalkTally();

        tally.record(summary("a.A", STARTED_AT.plusNanos(20)), STARTED_AT, 50);

        assertThat(tally.loads().count()).isEqualTo(1);
        assertThat(tally.hits().count()).isZero();
    }

    @Test
    void record_fileReadInAnotherProcess_isAHit() {
        WalkTally tally = new WalkTally();

        tally.record(summary("a.A", STARTED_AT.minusSeconds(86_400)), STARTED_AT, 50);

        assertThat(tally.hits().count()).isEqualTo(1);
    }

    @Test
    void mostVisited_afterAdd_ordersBySumThenName() {
        WalkTally one = new WalkTally();
        one.record(summary("c.C", Instant.EPOCH), STARTED_AT, 1);
        one.record(summary("a.A", Instant.EPOCH), STARTED_AT, 1);
        WalkTally other = new WalkTally();
        other.record(summary("b.B", Instant.EPOCH), STARTED_AT, 1);
        other.record(summary("b.B", Instant.EPOCH), STARTED_AT, 1);

        one.add(other);

        assertThat(one.mostVisited(2)).containsExactly(Map.entry("b.B", 2L), Map.entry("a.A", 1L));
        assertThat(one.distinctClasses()).isEqualTo(3);
        assertThat(one.steps()).isEqualTo(4);
    }

    private static ClassSummary summary(String name, Instant readAt) {
        return new ClassSummary(name, ClassKind.CLASS, "java.lang.Object", List.of(), List.of(), 1, 100, readAt);
    }
}
