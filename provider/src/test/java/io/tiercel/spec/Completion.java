package io.tiercel.spec;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.cache.integration.CompletionListenerFuture;

/** Waits for a {@code loadAll} to complete. */
final class Completion {

    private Completion() {}

    static void await(CompletionListenerFuture done) {
        Throwable failure = failure(done);
        if (failure != null) {
            throw new AssertionError(failure);
        }
    }

    /** Returns why a load failed, or null if it did not. */
    static Throwable failure(CompletionListenerFuture done) {
        try {
            done.get(30, TimeUnit.SECONDS);
            return null;
        } catch (ExecutionException e) {
            return e.getCause();
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("never completed", e);
        }
    }
}
