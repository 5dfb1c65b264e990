package io.tiercel.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.jvm.AtExit.Action;
import io.tiercel.jvm.AtExit.Phase;
import io.tiercel.jvm.ExitTasks.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ExitTasksTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final List<Thread> hooks = new ArrayList<>();
    private final ExitTasks tasks = new ExitTasks(hooks::add, hooks::remove);
    private final List<String> done = Collections.synchronizedList(new ArrayList<>());

    private void add(Object owner, Phase phase, Action action) {
        tasks.add(owner, new Task(phase, LONG, action));
    }

    private void exit() throws InterruptedException {
        Thread hook = hooks.get(0);
        hook.start();
        hook.join();
    }

    @Test
    void hook_isThereWhileThereAreTasks() {
        Object other = new Object();
        add(this, Phase.SAVE, () -> {});
        add(other, Phase.CLOSE, () -> {});
        assertThat(hooks).hasSize(1);

        tasks.remove(this);
        assertThat(hooks).hasSize(1);
        tasks.remove(other);
        tasks.remove(other);
        assertThat(hooks).isEmpty();

        add(this, Phase.SAVE, () -> {});
        assertThat(hooks).hasSize(1);
    }

    @Test
    void hook_classLoaderOfWhoeverCameFirst_isNotKept() {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(new ClassLoader(before) {});
        try {
            add(this, Phase.SAVE, () -> {});
        } finally {
            thread.setContextClassLoader(before);
        }
        assertThat(hooks.get(0).getContextClassLoader()).isSameAs(ExitTasks.class.getClassLoader());
    }

    @Test
    void exit_phases_followEachOther() throws InterruptedException {
        CyclicBarrier both = new CyclicBarrier(2);
        add("closer", Phase.CLOSE, () -> done.add("closed"));
        add("saver", Phase.SAVE, () -> done.add("saved"));
        for (String name : List.of("first", "second")) { // which need each other
            add(name, Phase.FLUSH, () -> {
                both.await(LONG.toSeconds(), TimeUnit.SECONDS);
                done.add("flushed");
            });
        }

        exit();

        assertThat(done).containsExactly("flushed", "flushed", "saved", "closed");
    }

    @Test
    void exit_taskThatFailsOrHangs_keepsNoOtherFromItsTurn() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        tasks.add("hangs", new Task(Phase.FLUSH, Duration.ofMillis(1), never::await));
        add("a task that fails", Phase.SAVE, () -> {
            throw new IllegalStateException("on purpose");
        });
        add("saver", Phase.SAVE, () -> done.add("saved"));
        add("closer", Phase.CLOSE, () -> done.add("closed"));

        exit();

        assertThat(done).containsExactly("saved", "closed");
        never.countDown();
    }

    @Test
    void exit_taskThatRemovesItself_isDone() throws InterruptedException {
        add(this, Phase.FLUSH, () -> {
            tasks.remove(this);
            done.add("flushed");
        });

        exit();

        assertThat(done).containsExactly("flushed");
    }

    @Test
    void add_jvmIsExiting_isIgnored() throws InterruptedException {
        ExitTasks late = new ExitTasks(
                hook -> {
                    throw new IllegalStateException("Shutdown in progress");
                },
                hooks::remove);

        late.add(this, new Task(Phase.FLUSH, LONG, () -> done.add("flushed")));
        late.run();

        assertThat(done).isEmpty();
    }
}
