package io.tiercel.jvm;

/** An interrupt of the calling thread that came before something that it was not meant for, such as a close. */
public final class EarlierInterrupt {

    private EarlierInterrupt() {}

    /** What is done meanwhile. */
    @FunctionalInterface
    public interface Action<X extends Exception> {
        void run() throws X;
    }

    /** Sets it aside while something is done. One that comes meanwhile counts. */
    public static <X extends Exception> void aside(Action<X> action) throws X {
        boolean interrupted = Thread.interrupted();
        try {
            action.run();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
