package io.tiercel.jvm;

import java.time.Duration;

/**
 * What is done when the JVM exits while caches are open, in phases. There is one hook for all of it, while something is to be
 * done and no longer, so that it holds no class loader. Thread-safe.
 */
public final class AtExit {

    private static final ExitTasks TASKS =
            new ExitTasks(Runtime.getRuntime()::addShutdownHook, Runtime.getRuntime()::removeShutdownHook);

    /** What is done after what. Later phases may take away what earlier ones need, or keep what those have changed. */
    public enum Phase {
        /** Tells sources what has not reached them. */
        FLUSH,
        /** Keeps what the next process is to know. */
        SAVE,
        /** Completes files that those which are closed next are to vouch for. */
        COMPLETE,
        /** Closes files. */
        CLOSE
    }

    /** Something that is done at the exit. What it throws is logged. */
    @FunctionalInterface
    public interface Action {
        void run() throws Exception;
    }

    private AtExit() {}

    /**
     * Has something done when the JVM exits. Does nothing if that has begun.
     *
     * @param owner whom it is for, by identity; its text is for messages
     * @param deadline for how long the exit waits for it, at most
     */
    public static void add(Object owner, Phase phase, Duration deadline, Action action) {
        TASKS.add(owner, new ExitTasks.Task(phase, deadline, action));
    }

    /** Forgets what was to be done for an owner. */
    public static void remove(Object owner) {
        TASKS.remove(owner);
    }
}
