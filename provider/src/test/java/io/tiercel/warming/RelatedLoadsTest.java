package io.tiercel.warming;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RelatedLoadsTest {

    private final ManualExecutor executor = new ManualExecutor();
    private final FakeTarget cache = new FakeTarget();
    private final List<Integer> asked = new ArrayList<>();
    private final RelatedLoads<Integer> related = of(this::neighbours, 10);

    private RelatedLoads<Integer> of(RelatedKeys<Integer> function, int capacity) {
        return new RelatedLoads<>(function, capacity, UnaryOperator.identity(), cache, executor);
    }

    private Collection<Integer> neighbours(Integer key) {
        asked.add(key);
        return List.of(key + 1, key + 2);
    }

    @Test
    void missed_relatedKeys_areLoadedInTheBackground() {
        related.missed(5);
        assertThat(asked).isEmpty();
        executor.runAll();

        assertThat(cache.present).containsExactly(6, 7);
        assertThat(related.progress()).isEqualTo(new RelatedProgress(0, 2, 0, 0));
    }

    @Test
    void missed_keysThatAreThere_areNotLoaded() {
        cache.present.add(6);
        related.missed(5);
        executor.runAll();

        assertThat(cache.calls).containsExactly(List.of(7));
    }

    @Test
    void missed_sameKeyAgainWhileItWaits_isAskedOnce() {
        related.missed(5);
        related.missed(5);
        executor.runAll();
        assertThat(asked).containsExactly(5);

        related.missed(5);
        executor.runAll();
        assertThat(asked).containsExactly(5, 5);
    }

    @Test
    void missed_whileRelatedKeysAreLoaded_leadsNowhere() {
        cache.whileLoading = () -> related.missed(100);
        related.missed(5);
        executor.runAll();

        assertThat(asked).containsExactly(5);
    }

    @Test
    void missed_queueThatIsFull_dropsAndCounts() {
        IntStream.range(0, 25).forEach(i -> related.missed(10 * i));
        assertThat(related.progress()).isEqualTo(new RelatedProgress(10, 0, 0, 15));
        executor.runAll();

        assertThat(asked).hasSize(10);
        assertThat(related.progress().waiting()).isZero();
    }

    @Test
    void missed_functionThatFails_isCountedAndTheNextIsAsked() {
        RelatedLoads<Integer> failing = of(
                key -> {
                    if (key == 1) {
                        throw new IllegalStateException("no relation");
                    }
                    return List.of(key + 1);
                },
                10);
        failing.missed(1);
        failing.missed(2);
        executor.runAll();

        assertThat(failing.progress()).isEqualTo(new RelatedProgress(0, 1, 1, 0));
        assertThat(cache.present).containsExactly(3);
    }

    @Test
    void missed_sourceThatFails_isCounted() {
        cache.isDown = true;
        related.missed(1);
        executor.runAll();
        cache.isDown = false;
        related.missed(2);
        executor.runAll();

        assertThat(related.progress()).isEqualTo(new RelatedProgress(0, 2, 1, 0));
    }

    @Test
    void missed_veryManyRelatedKeys_areCut() {
        RelatedLoads<Integer> many = of(key -> IntStream.range(0, 5_000).boxed().toList(), 10);
        many.missed(-1);
        executor.runAll();

        assertThat(cache.present).hasSize(RelatedLoads.MOST_PER_KEY);
    }

    @Test
    void missed_noThreadCanBeStarted_waitsUntilOneCan() {
        executor.outOfThreads(true);
        for (int key = 1; key <= 3; key++) {
            related.missed(key); // the read that misses goes on
        }
        executor.outOfThreads(false);
        related.missed(4);
        executor.runAll();

        assertThat(asked).containsExactly(1, 2, 3, 4);
    }

    @Test
    void missed_executorRunsWhatItRefused_keepsToTheLimit() {
        int[] running = {0};
        int[] most = {0};
        RelatedLoads<Integer> loads = of(
                key -> {
                    most[0] = Math.max(most[0], ++running[0]);
                    executor.runOne(); // another thread, as it were
                    running[0]--;
                    return List.of();
                },
                10);
        executor.keepWhatItRefuses();
        executor.outOfThreads(true);
        loads.missed(1);
        loads.missed(2);
        executor.outOfThreads(false);
        for (int key = 3; key <= 6; key++) {
            loads.missed(key);
        }
        executor.runAll();

        assertThat(most[0]).isEqualTo(2);
        assertThat(loads.progress().waiting()).isZero();
    }

    @Test
    void close_whatWaits_isForgotten() {
        related.missed(1);
        related.close();
        related.missed(2);
        executor.runAll();

        assertThat(asked).isEmpty();
    }
}
