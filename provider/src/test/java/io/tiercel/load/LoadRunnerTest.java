package io.tiercel.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Loads that nobody ends would be waited for without end. */
class LoadRunnerTest {

    private final AtomicBoolean fails = new AtomicBoolean();
    private final Leases leases = new Leases();
    private final Loads loads = new Loads(leases);

    /** Does something in the place of what it is given. */
    private static final class Executor extends ThreadPoolExecutor {
        private final Consumer<Runnable> instead;

        Executor(Consumer<Runnable> instead) {
            super(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
            this.instead = instead;
        }

        @Override
        public void execute(Runnable task) {
            instead.accept(task);
        }
    }

    /** Returns loads of keys that are compared with another one when they are looked for. */
    private List<Load> claimed() {
        return Stream.of("first", "a", "b").map(this::claimed).toList().subList(1, 3);
    }

    private Load claimed(String name) {
        Load load = loads.prepare(new PickyKey(name, fails));
        assertThat(loads.claim(load)).isNull();
        return load;
    }

    @Test
    void run_noThreadAndEqualsOfAKeyThrows_endsTheOthers() {
        List<Load> claimed = claimed();
        LoadRunner runner = LoadRunner.onExecutor(loads, new Executor(task -> {
            fails.set(true);
            throw new OutOfMemoryError("unable to create native thread");
        }));

        assertThatThrownBy(() -> runner.run(claimed, () -> {})).hasMessage("equals fails");

        assertThat(claimed)
                .allMatch(load -> load.awaitSettled(0) && load.lease().isOvertaken());
    }

    @Test
    void run_timeIsOverAndEqualsOfAKeyThrows_endsTheOthers() {
        List<Load> claimed = claimed();
        LoadRunner runner = LoadRunner.withTimeout(
                loads, new Executor(task -> fails.set(true)), Duration.ofNanos(1), /* onTimeout= */ () -> {});

        assertThatThrownBy(() -> runner.run(claimed, () -> {})).hasMessage("equals fails");

        assertThat(claimed).allMatch(load -> load.awaitSettled(0));
    }
}
