package io.tiercel.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class PerThreadCountersTest {

    private static final int HITS = Counter.HITS.index();
    private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final PerThreadCounters counters = new PerThreadCounters(/* enabled= */ true);

    private void hit(int times) {
        for (int i = 0; i < times; i++) {
            counters.cell().count(Counter.HITS);
        }
    }

    @Test
    void sum_nothingAdded_isZeroAndNoCellExists() {
        assertThat(counters.sum(HITS)).isZero();
        assertThat(counters.ownedCells()).isZero();
    }

    @Test
    void cell_sameThread_isTheSame() {
        assertThat(counters.cell()).isSameAs(counters.cell());
    }

    @Test
    void cell_whileThereIsRoom_isTheThreadsOwnAtOnce() {
        int threadCount = 8;
        CountDownLatch all = new CountDownLatch(threadCount);
        List<Thread> threads = Stream.generate(() -> started(() -> {
                    hit(1);
                    all.countDown();
                    await(all); // or the next may take the cell over
                }))
                .limit(threadCount)
                .toList();
        threads.forEach(PerThreadCountersTest::join);

        assertThat(counters.ownedCells()).isEqualTo(threadCount);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 50})
    void sum_manyThreadsAtOnce_isExact(int threadCount) throws InterruptedException {
        CountDownLatch start = new CountDownLatch(1);
        runAndJoin(
                threadCount,
                () -> {
                    await(start);
                    hit(100_000);
                },
                start);

        assertThat(counters.sum(HITS)).isEqualTo(threadCount * 100_000L);
    }

    @Test
    void sum_moreLiveThreadsThanCells_isExact() throws InterruptedException {
        int threadCount = 3 * PerThreadCounters.CELLS;
        CountDownLatch start = new CountDownLatch(1);
        CountDownLatch counted = new CountDownLatch(threadCount);
        runAndJoin(
                threadCount,
                () -> {
                    await(start);
                    hit(1_000);
                    counted.countDown();
                    await(counted);
                    hit(1_000);
                },
                start);

        assertThat(counters.sum(HITS)).isEqualTo(threadCount * 2_000L);
        assertThat(counters.ownedCells()).isLessThanOrEqualTo(PerThreadCounters.CELLS);
    }

    @Test
    void sum_thousandsOfThreadsComeAndGo_isExactAndTakesFewCells() throws InterruptedException {
        List<Thread> feeders = new ArrayList<>();
        for (int feeder = 0; feeder < 4; feeder++) {
            feeders.add(started(() -> {
                for (int i = 0; i < 1_000; i++) {
                    Thread shortLived = started(() -> hit(37));
                    hit(1);
                    join(shortLived);
                }
            }));
        }
        feeders.forEach(PerThreadCountersTest::join);

        assertThat(counters.sum(HITS)).isEqualTo(4_000L * 38);
        assertThat(counters.ownedCells()).isLessThanOrEqualTo(PerThreadCounters.CELLS);
    }

    @Test
    void sum_readWhileCellsAreTakenOver_neverFallsBehindWhatIsJoined() {
        long joined = 0;
        AtomicBoolean done = new AtomicBoolean();
        Thread reader = started(() -> {
            while (!done.get()) {
                counters.sum(Counter.MISSES.index());
            }
        });
        long beganNanos = System.nanoTime();
        // each thread waits for a processor, which takes long where others want them
        for (int i = 0; i < 3_000 && System.nanoTime() - beganNanos < MOST_NANOS; i++) {
            join(started(() -> hit(3)));
            joined += 3;
            assertThat(counters.sum(HITS)).isEqualTo(joined);
        }
        done.set(true);
        join(reader);
    }

    @Test
    void reset_whileThreadsAdd_losesNothing() {
        AtomicBoolean done = new AtomicBoolean();
        List<Thread> adders =
                Stream.generate(() -> started(() -> hit(1_000_000))).limit(3).toList();
        long[] takenAway = new long[1];
        Thread resetter = started(() -> {
            while (!done.get()) {
                takenAway[0] += counters.reset()[HITS];
            }
        });
        adders.forEach(PerThreadCountersTest::join);
        done.set(true);
        join(resetter);

        assertThat(takenAway[0] + counters.sum(HITS)).isEqualTo(3_000_000L);
    }

    @Test
    void cell_threadsThatLieAboutTheirId_doNotShareACell() {
        CountDownLatch both = new CountDownLatch(2);
        List<Thread> liars = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Thread liar = new ThreadWithFixedId(() -> {
                both.countDown();
                await(both);
                hit(200_000);
            });
            liar.start();
            liars.add(liar);
        }
        liars.forEach(PerThreadCountersTest::join);

        assertThat(counters.sum(HITS)).isEqualTo(1_600_000L);
    }

    @Test
    void sum_virtualThreads_isExactAndTakesNoCells() throws ReflectiveOperationException {
        if (Runtime.version().feature() < 21) {
            assertThat(VirtualThreads.isVirtual(Thread.currentThread())).isFalse();
            return;
        }
        var start = Thread.class.getMethod("startVirtualThread", Runnable.class);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            Runnable body = () -> {
                hit(50);
                LockSupport.parkNanos(1); // may go on on another carrier
                hit(50);
            };
            threads.add((Thread) start.invoke(null, body));
        }
        threads.forEach(PerThreadCountersTest::join);

        assertThat(counters.sum(HITS)).isEqualTo(500_000L);
        assertThat(counters.ownedCells()).isZero();
    }

    @Test
    void cell_whileDisabled_countsNothingAndKeepsTheSum() {
        hit(5);
        counters.setEnabled(false);
        hit(7);
        assertThat(counters.sum(HITS)).isEqualTo(5);

        counters.setEnabled(true);
        hit(1);
        assertThat(counters.sum(HITS)).isEqualTo(6);
        assertThat(counters.ownedCells()).isOne();
    }

    /** The cells of two threads are found without the table; two of each parity are more than those. */
    @Test
    void cell_disabledAndEnabledAgain_isTheSameForEachThread() {
        int threadCount = 4;
        CyclicBarrier together = new CyclicBarrier(threadCount);
        AtomicInteger same = new AtomicInteger();
        List<Thread> threads = Stream.generate(() -> started(() -> {
                    CounterCell before = counters.cell();
                    await(together);
                    counters.setEnabled(false);
                    await(together);
                    if (counters.cellIfEnabled() != null) {
                        return;
                    }
                    await(together);
                    counters.setEnabled(true);
                    await(together);
                    if (counters.cell() == before) {
                        same.incrementAndGet();
                    }
                }))
                .limit(threadCount)
                .toList();
        threads.forEach(PerThreadCountersTest::join);

        assertThat(same).hasValue(threadCount);
    }

    @Test
    void beginGet_firstOfEachThreadAfterAReset_isTimed() throws Exception {
        CyclicBarrier together = new CyclicBarrier(4);
        List<FutureTask<Boolean>> firsts = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            FutureTask<Boolean> first = new FutureTask<>(() -> {
                boolean isFirst = counters.cell().beginGet() != 0;
                boolean isSecond = counters.cell().beginGet() != 0;
                together.await();
                together.await();
                return isFirst && !isSecond && counters.cell().beginGet() != 0;
            });
            firsts.add(first);
            started(first);
        }
        together.await();
        counters.reset();
        together.await();

        for (FutureTask<Boolean> first : firsts) {
            assertThat(first.get()).isTrue();
        }
    }

    @Test
    void beginGet_afterAResetWhileDisabled_isNotTimed() {
        hit(1);
        counters.reset();
        counters.setEnabled(false);

        assertThat(counters.cell().beginGet()).isZero();
        assertThat(counters.cell().beginPut()).isZero();
    }

    private static void runAndJoin(int threadCount, Runnable body, CountDownLatch start) {
        List<Thread> threads =
                Stream.generate(() -> started(body)).limit(threadCount).toList();
        start.countDown();
        threads.forEach(PerThreadCountersTest::join);
    }

    private static Thread started(Runnable body) {
        Thread thread = new Thread(body);
        thread.start();
        return thread;
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(MOST_NANOS, TimeUnit.NANOSECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** All have one id, which Java 17 allows. */
    private static final class ThreadWithFixedId extends Thread {

        ThreadWithFixedId(Runnable body) {
            super(body);
        }

        @Override
        @SuppressWarnings("deprecation") // since Java 19, because of classes like this one
        public long getId() {
            return 1;
        }
    }
}
