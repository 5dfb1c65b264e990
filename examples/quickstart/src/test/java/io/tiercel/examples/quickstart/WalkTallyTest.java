package io.tiercel.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WalkTallyTest {

    @Test
    void record_fileReadBeforeTheGet_isAHit() {
        WalkTally tally = new WalkTally();

        tally.record(summary("a.A", 99), 100, 150);

        assertThat(tally.hits().count()).isEqualTo(1);
        assertThat(tally.loads().count()).isZero();
    }

    @Test
    void record_fileReadDuringTheGet_isALoad() {
        WalkTally tally = new WalkTally();

        tally.record(summary("a.A", 120), 100, 150);

        assertThat(tally.loads().count()).isEqualTo(1);
        assertThat(tally.hits().count()).isZero();
    }

    @Test
    void mostVisited_afterAdd_ordersBySumThenName() {
        WalkTally one = new WalkTally();
        one.record(summary("c.C", 0), 1, 2);
        one.record(summary("a.A", 0), 1, 2);
        WalkTally other = new WalkTally();
        other.record(summary("b.B", 0), 1, 2);
        other.record(summary("b.B", 0), 1, 2);

        one.add(other);

        assertThat(one.mostVisited(2)).containsExactly(Map.entry("b.B", 2L), Map.entry("a.A", 1L));
        assertThat(one.distinctClasses()).isEqualTo(3);
        assertThat(one.steps()).isEqualTo(4);
    }

    private static ClassSummary summary(String name, long readAtNanos) {
        return new ClassSummary(name, ClassKind.CLASS, "java.lang.Object", List.of(), List.of(), 1, 100, readAtNanos);
    }
}
