package io.tiercel.warming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiercel.jvm.Textless;
import io.tiercel.schedule.ManualScheduler;
import io.tiercel.time.ManualClock;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WarmUpTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final ManualClock clock = new ManualClock();
    private final ManualScheduler scheduler = new ManualScheduler(clock);
    private final ManualExecutor executor = new ManualExecutor();
    private final FakeTarget cache = new FakeTarget();

    private WarmUp<Integer> start(int rate, Collection<Integer> keys) {
        WarmUp<Integer> warmUp = new WarmUp<>(
                new WarmUpParts<>("test", cache, executor, scheduler, clock), new Pace(rate), isOver -> keys);
        warmUp.start();
        executor.runAll();
        return warmUp;
    }

    private static List<Integer> numbers(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    /** Lets time pass in steps as short as those of the scheduler. */
    private void pass(Duration duration) {
        for (long millis = 0; millis < duration.toMillis(); millis += 10) {
            scheduler.advance(Duration.ofMillis(10));
            executor.runAll();
        }
    }

    @Test
    void run_keysInOrder_areLoadedInThatOrder() {
        List<Integer> keys = List.of(5, 3, 9, 1);
        WarmUp<Integer> warmUp = start(1000, keys);
        pass(SECOND);

        assertThat(cache.keysLoaded()).containsExactlyElementsOf(keys);
        assertThat(warmUp.progress().state()).isEqualTo(WarmingState.DONE);
        assertThat(warmUp.outcome()).isCompletedWithValue(warmUp.progress());
    }

    @Test
    void run_rate_isNeverExceeded() {
        start(500, numbers(3000));
        pass(SECOND);
        assertThat(cache.present).hasSizeBetween(450, 550);
        pass(SECOND);
        assertThat(cache.present).hasSizeBetween(950, 1050);
        assertThat(cache.calls).allSatisfy(keys -> assertThat(keys).hasSizeLessThanOrEqualTo(50));
    }

    @Test
    void run_slowRate_loadsOneByOne() {
        start(2, numbers(10));
        pass(SECOND.multipliedBy(2));

        assertThat(cache.present).hasSizeBetween(4, 5);
        assertThat(cache.calls).allSatisfy(keys -> assertThat(keys).hasSize(1));
    }

    @Test
    void run_keysThatAreThereOrUnknown_areCountedApart() {
        cache.present.addAll(List.of(1, 2));
        WarmUp<Integer> warmUp = start(1000, List.of(0, 1, 2, -3, 4));
        pass(SECOND);

        WarmingProgress progress = warmUp.progress();
        assertThat(progress.loaded()).isEqualTo(2);
        assertThat(progress.skipped()).isEqualTo(2);
        assertThat(progress.absent()).isEqualTo(1);
        assertThat(progress.percent()).isEqualTo(100);
        assertThat(cache.calls.stream().flatMap(List::stream)).containsExactlyInAnyOrder(0, -3, 4);
    }

    @Test
    void progress_halfWay_tellsWhatIsLeft() {
        WarmUp<Integer> warmUp = start(100, numbers(200));
        pass(SECOND);

        assertThat(warmUp.progress().percent()).isBetween(50.0, 56.0);
        assertThat(warmUp.progress().remaining()).isBetween(Duration.ofMillis(700), Duration.ofMillis(1100));
    }

    @Test
    void run_someKeysFail_loadsTheOthers() {
        cache.failing.addAll(List.of(7, 120, 121));
        WarmUp<Integer> warmUp = start(1000, numbers(300));
        pass(SECOND);

        assertThat(warmUp.progress().state()).isEqualTo(WarmingState.DONE);
        assertThat(warmUp.progress().failed()).isEqualTo(3);
        assertThat(warmUp.progress().loaded()).isEqualTo(297);
        assertThat(warmUp.progress().failure()).contains("the source fails");
    }

    @Test
    void run_sourceThatIsDown_isAskedLessAndLessAndGivenUp() {
        cache.isDown = true;
        WarmUp<Integer> warmUp = start(1000, numbers(1000));
        pass(SECOND.dividedBy(2));
        int callsAtFirst = cache.calls.size();
        pass(SECOND.multipliedBy(20));
        assertThat(callsAtFirst).isEqualTo(1 + BackOff.FAILURES_BEFORE_WAIT);
        assertThat(cache.calls.size() - callsAtFirst).isBetween(3, 5);

        pass(Duration.ofMinutes(10));
        assertThat(warmUp.progress().state()).isEqualTo(WarmingState.FAILED);
        assertThat(warmUp.outcome()).isCompleted();
        assertThat(cache.calls).hasSize(1 + BackOff.FAILURES_BEFORE_WAIT + BackOff.WAITS_BEFORE_END);
    }

    @Test
    void run_sourceThatComesBack_missesNoKeyButThoseThatFailed() {
        cache.isDown = true;
        WarmUp<Integer> warmUp = start(1000, numbers(300));
        pass(SECOND.multipliedBy(2));
        cache.isDown = false;
        pass(SECOND.multipliedBy(10));

        WarmingProgress progress = warmUp.progress();
        assertThat(progress.state()).isEqualTo(WarmingState.DONE);
        assertThat(progress.loaded() + progress.failed()).isEqualTo(300);
        assertThat(progress.failed()).isLessThan(15);
        assertThat(cache.present).hasSize((int) progress.loaded());
    }

    @Test
    void pause_andResume_stopAndGoOn() {
        WarmUp<Integer> warmUp = start(100, numbers(100));
        pass(SECOND.dividedBy(2));
        assertThat(warmUp.pause()).isTrue();
        assertThat(warmUp.pause()).isFalse();
        int loaded = cache.present.size();
        pass(SECOND.multipliedBy(5));
        assertThat(cache.present).hasSize(loaded);
        assertThat(warmUp.progress().state()).isEqualTo(WarmingState.PAUSED);
        assertThat(warmUp.progress().elapsed()).isLessThanOrEqualTo(SECOND);

        assertThat(warmUp.resume()).isTrue();
        assertThat(warmUp.resume()).isFalse();
        executor.runAll();
        pass(SECOND);
        assertThat(cache.present).hasSize(100);
        assertThat(warmUp.progress().state()).isEqualTo(WarmingState.DONE);
    }

    @Test
    void pause_duringALoad_keepsWhatItBrings() {
        List<WarmUp<Integer>> started = new ArrayList<>();
        cache.whileLoading = () -> started.get(0).pause();
        WarmUp<Integer> warmUp = new WarmUp<>(
                new WarmUpParts<>("test", cache, executor, scheduler, clock), new Pace(100), isOver -> numbers(100));
        started.add(warmUp);
        warmUp.start();
        executor.runAll();
        pass(SECOND);

        assertThat(cache.present).hasSize(10);
        assertThat(warmUp.progress().state()).isEqualTo(WarmingState.PAUSED);
    }

    @Test
    void cancel_whileItWaits_endsIt() {
        WarmUp<Integer> warmUp = start(100, numbers(100));
        pass(SECOND.dividedBy(2));
        assertThat(warmUp.cancel()).isTrue();
        assertThat(warmUp.cancel()).isFalse();
        int loaded = cache.present.size();
        pass(SECOND.multipliedBy(5));

        assertThat(cache.present).hasSize(loaded);
        assertThat(warmUp.outcome().join().state()).isEqualTo(WarmingState.CANCELLED);
        assertThat(warmUp.outcome().join().loaded()).isEqualTo(loaded);
    }

    @Test
    void cancel_duringALoad_endsAfterIt() {
        List<WarmUp<Integer>> started = new ArrayList<>();
        cache.whileLoading = () -> {
            started.get(0).cancel();
            assertThat(started.get(0).outcome()).isNotDone();
        };
        WarmUp<Integer> warmUp = new WarmUp<>(
                new WarmUpParts<>("test", cache, executor, scheduler, clock), new Pace(100), isOver -> numbers(100));
        started.add(warmUp);
        warmUp.start();
        executor.runAll();
        pass(SECOND);

        assertThat(warmUp.outcome().join().state()).isEqualTo(WarmingState.CANCELLED);
        assertThat(warmUp.outcome().join().loaded()).isEqualTo(10);
    }

    @Test
    void awaitStep_duringALoadInTheSameThread_doesNotWaitForItself() {
        WarmUp<Integer> warmUp = start(100, numbers(100));
        List<Boolean> waited = new ArrayList<>();
        cache.whileLoading = () -> {
            warmUp.cancel();
            try {
                waited.add(warmUp.awaitStep(SECOND));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        };
        pass(SECOND);

        assertThat(waited).containsExactly(true);
    }

    @Test
    void run_planThatFails_isTheOutcome() {
        WarmUp<Integer> warmUp =
                new WarmUp<>(new WarmUpParts<>("test", cache, executor, scheduler, clock), new Pace(100), isOver -> {
                    throw new IllegalStateException("no plan");
                });
        warmUp.start();
        executor.runAll();

        assertThat(warmUp.outcome().join().state()).isEqualTo(WarmingState.FAILED);
        assertThat(warmUp.outcome().join().failure()).contains("no plan");
    }

    @Test
    void run_executorThatIsShutDown_cancels() {
        WarmUp<Integer> warmUp = start(100, numbers(100));
        executor.shutDown();
        pass(SECOND);

        assertThat(warmUp.outcome().join().state()).isEqualTo(WarmingState.CANCELLED);
    }

    @Test
    void run_noThreadForAStep_fails() {
        WarmUp<Integer> warmUp = start(100, numbers(100));
        executor.outOfThreads(true);

        assertThatThrownBy(() -> pass(SECOND)).isInstanceOf(OutOfMemoryError.class);
        assertThat(warmUp.outcome()).isCompleted();
        assertThat(warmUp.progress().state()).isEqualTo(WarmingState.FAILED);
        assertThat(warmUp.progress().failure()).contains("native thread");
    }

    @Test
    void run_noThreadForTheNextStep_fails() {
        WarmUp<Integer> warmUp = new WarmUp<>(
                new WarmUpParts<>(
                        "test",
                        cache,
                        executor,
                        (delayMillis, action) -> {
                            throw new OutOfMemoryError("unable to create native thread");
                        },
                        clock),
                new Pace(100),
                isOver -> numbers(100));
        warmUp.start();
        executor.runAll();

        assertThat(warmUp.outcome()).isCompleted();
        assertThat(warmUp.progress().state()).isEqualTo(WarmingState.FAILED);
        assertThat(warmUp.progress().failure()).contains("native thread");
    }

    @Test
    void run_failureWithoutText_ends() {
        cache.whileLoading = () -> {
            throw new Textless();
        };
        WarmUp<Integer> warmUp = start(100, List.of(1));
        pass(SECOND);

        assertThat(warmUp.outcome()).isCompleted();
        assertThat(warmUp.progress().failed()).isEqualTo(1);
        assertThat(warmUp.progress().failure()).contains(Textless.class.getName());
    }

    @Test
    void run_moreKeysThanTheCacheHolds_endsWhenItIsFull() {
        cache.capacity = 500;
        WarmUp<Integer> warmUp = start(1000, numbers(3000));
        pass(SECOND.multipliedBy(3));

        assertThat(warmUp.progress().state()).isEqualTo(WarmingState.DONE);
        assertThat(cache.present).hasSize(500);
        assertThat(warmUp.progress().planned()).isEqualTo(500);
    }

    @Test
    void run_cacheFullOfOthers_goesOn() {
        cache.capacity = 500;
        cache.present.addAll(IntStream.range(10_000, 11_000).boxed().toList());
        WarmUp<Integer> warmUp = start(1000, numbers(600));
        pass(SECOND.multipliedBy(3));

        assertThat(warmUp.progress().loaded()).isEqualTo(600);
    }

    @Test
    void run_isOver_keepsNoKeys() {
        List<WeakReference<List<Integer>>> planned = new ArrayList<>();
        WarmUp<Integer> done = startNoted(planned);
        pass(SECOND);
        WarmUp<Integer> cancelled = startNoted(planned);
        cancelled.cancel();

        for (int i = 0; i < 100 && planned.stream().anyMatch(keys -> keys.get() != null); i++) {
            System.gc();
        }
        assertThat(planned).extracting(WeakReference::get).containsOnlyNulls();
        assertThat(done.progress().state()).isEqualTo(WarmingState.DONE);
        assertThat(cancelled.progress().state()).isEqualTo(WarmingState.CANCELLED);
    }

    private WarmUp<Integer> startNoted(List<WeakReference<List<Integer>>> planned) {
        List<Integer> keys = new ArrayList<>(numbers(10));
        planned.add(new WeakReference<>(keys));
        return start(100, keys);
    }

    @Test
    void run_withoutKeys_isDone() {
        assertThat(start(100, List.of()).outcome().join().state()).isEqualTo(WarmingState.DONE);
    }

    @Test
    void run_manyKeysThatAreThere_takesNoTimeForThem() {
        cache.present.addAll(numbers(50_000));
        WarmUp<Integer> warmUp = start(1, numbers(50_000));
        pass(SECOND);

        assertThat(warmUp.progress().state()).isEqualTo(WarmingState.DONE);
        assertThat(warmUp.progress().skipped()).isEqualTo(50_000);
    }
}
