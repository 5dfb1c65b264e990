package io.tiercel.benchmarks.jmh;

import io.tiercel.benchmarks.subject.Target;

/** Closes caches apart from what is measured. */
final class Closing {

    private Closing() {}

    /** In a thread of its own: JMH tears down within the last iteration, whose processor time would contain it. */
    static void apart(Target cache) throws InterruptedException {
        Thread closing = new Thread(cache::close, "closing");
        closing.start();
        closing.join();
    }
}
