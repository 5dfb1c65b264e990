package io.tiercel.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.event.Eventually;
import io.tiercel.event.Eventually.Running;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SweeperTest {

    private final ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "test-scheduler");
        thread.setDaemon(true);
        return thread;
    });
    private final BlockingQueue<Runnable> handedOver = new LinkedBlockingQueue<>();
    private final Swept swept = new Swept();
    private final Sweeper sweeper = new Sweeper(scheduler, handedOver::add);

    SweeperTest() {
        sweeper.attach(swept);
    }

    @AfterEach
    void close() {
        scheduler.shutdownNow();
    }

    /** Has something to tell after each sweep, if it is given that. */
    private static final class Swept implements Sweepable {

        private final AtomicInteger sweeps = new AtomicInteger();
        private volatile @Nullable Runnable events;
        private volatile Runnable onSweep = () -> {};

        @Override
        public boolean sweep(long budgetNanos) {
            sweeps.incrementAndGet();
            onSweep.run();
            return true;
        }

        @Override
        public @Nullable Runnable takeEvents() {
            return events;
        }
    }

    @Test
    void soon_nothingToTell_sweepsAndHandsNothingOver() {
        sweeper.soon();
        Eventually.await("a sweep", () -> swept.sweeps.get() == 1);
        sweeper.soon();
        Eventually.await("another", () -> swept.sweeps.get() == 2);

        sweeper.close();

        assertThat(handedOver).isEmpty();
    }

    @Test
    void lookOnce_nothingToSweep_ends() {
        sweeper.lookOnce();
        Eventually.await("a sweep", () -> swept.sweeps.get() == 1);

        sweeper.close(); // after the slice has ended

        assertThat(scheduler.getQueue()).isEmpty();
        assertThat(scheduler.getTaskCount()).isEqualTo(1);
    }

    @Test
    void lookOnce_somethingIsMet_goesOn() {
        swept.onSweep = sweeper::need;
        sweeper.lookOnce();

        Eventually.await("the next pass is due", () -> scheduler.getTaskCount() == 2);
    }

    @Test
    void soon_listenerTakesLong_isOnNoThreadOfTheSchedulerAndNobodySweepsMeanwhile() throws Exception {
        List<String> told = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch gate = new CountDownLatch(1);
        CountDownLatch began = new CountDownLatch(1);
        swept.events = () -> {
            began.countDown();
            Eventually.await(gate);
            told.add(Thread.currentThread().getName());
        };
        sweeper.soon();
        Runnable telling = handedOver.take();
        Running teller = Running.start(telling);
        Eventually.await(began);

        scheduler.submit(() -> {}).get(); // it is free for others
        sweeper.soon();
        assertThat(scheduler.getQueue()).as("one at a time").isEmpty();

        swept.events = null;
        gate.countDown();
        teller.join();
        Eventually.await("what was asked for meanwhile", () -> swept.sweeps.get() == 2);
        assertThat(told).containsExactly("test-writer");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void close_listenerIsCalled_waitsForIt(boolean isInterrupted) throws Exception {
        List<String> ran = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch gate = new CountDownLatch(1);
        swept.events = () -> {
            Eventually.await(gate);
            ran.add("told");
        };
        sweeper.soon();
        Running teller = Running.start(handedOver.take());
        Running closer = Running.start(() -> {
            if (isInterrupted) {
                Thread.currentThread().interrupt();
            }
            sweeper.close();
            ran.add(Thread.interrupted() ? "closed, interrupted" : "closed");
        });
        Eventually.await(
                "the close waits, or is over",
                () -> Eventually.isParked(closer.thread) || closer.thread.getState() == Thread.State.TERMINATED);
        gate.countDown();
        teller.join();
        closer.join();

        assertThat(ran).containsExactly("told", isInterrupted ? "closed, interrupted" : "closed");
    }

    @Test
    void close_byTheListener_doesNotWaitForItself() throws Exception {
        List<String> ran = new ArrayList<>();
        swept.events = () -> {
            sweeper.close();
            ran.add("closed");
        };
        sweeper.soon();

        handedOver.take().run();

        assertThat(ran).containsExactly("closed");
    }

    @Test
    void soon_noThreadCanBeStarted_tellsAndGoesOn() {
        AtomicInteger told = new AtomicInteger();
        Sweeper starved = new Sweeper(scheduler, telling -> {
            throw new OutOfMemoryError("unable to create native thread");
        });
        starved.attach(swept);
        swept.events = told::incrementAndGet;
        starved.soon();
        Eventually.await("a sweep is told", () -> told.get() == 1);

        starved.soon();
        Eventually.await("and another", () -> told.get() == 2);

        starved.close();
    }

    @Test
    void soon_eventsCannotBeTaken_goesOn() {
        Sweeper failing = new Sweeper(scheduler, handedOver::add);
        failing.attach(new Sweepable() {
            @Override
            public boolean sweep(long budgetNanos) {
                return swept.sweep(budgetNanos);
            }

            @Override
            public @Nullable Runnable takeEvents() {
                throw new OutOfMemoryError("Java heap space");
            }
        });
        failing.soon();
        Eventually.await("a sweep", () -> swept.sweeps.get() == 1);

        failing.soon();
        Eventually.await("another", () -> swept.sweeps.get() == 2);

        failing.close();
    }
}
