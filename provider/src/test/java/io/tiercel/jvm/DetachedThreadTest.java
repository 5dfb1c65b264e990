package io.tiercel.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What keeps class loaders out of it is tested with class loaders: ClassLoaderLeakTest. */
class DetachedThreadTest {

    private static final String NAME = "detached";

    @Test
    void of_isADaemonWithoutContext() {
        Thread thread = DetachedThread.of(NAME, () -> {});

        assertThat(thread.getName()).isEqualTo(NAME);
        assertThat(thread.isDaemon()).isTrue();
        assertThat(thread.getContextClassLoader()).isNull();
        assertThat(thread.getState()).isEqualTo(Thread.State.NEW);
    }

    @Test
    void call_inheritsNothing() {
        InheritableThreadLocal<@Nullable String> inheritable = new InheritableThreadLocal<>();
        inheritable.set("of the caller");
        try {
            assertThat(DetachedThread.<@Nullable String>call(NAME, inheritable::get))
                    .isNull();
        } finally {
            inheritable.remove();
        }
    }

    @Test
    void call_keepsNoFrameOfTheCaller() {
        Exception made = DetachedThread.call(NAME, Exception::new);

        assertThat(made.getStackTrace())
                .isNotEmpty()
                .noneMatch(frame -> frame.getClassName().equals(DetachedThreadTest.class.getName()));
    }

    @Test
    void call_taskFails_isTold() {
        assertThatThrownBy(() -> DetachedThread.call(NAME, () -> {
                    throw new IllegalStateException("on purpose");
                }))
                .isInstanceOf(CompletionException.class)
                .hasCauseExactlyInstanceOf(IllegalStateException.class);
    }

    @Test
    void call_interrupted_waitsAndLeavesItSo() {
        Thread.currentThread().interrupt();
        try {
            assertThat(DetachedThread.call(NAME, () -> "done")).isEqualTo("done");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }
}
