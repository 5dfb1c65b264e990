package io.tiercel.load;

import static java.util.Objects.requireNonNull;

import io.tiercel.jvm.ShownText;
import java.util.concurrent.atomic.AtomicReference;
import javax.cache.integration.CacheLoaderException;
import org.jspecify.annotations.Nullable;

/**
 * A load in flight: a key, the lease that was taken for it, and in the end a value in stored form, nothing, or a failure.
 *
 * <p>It has two stages. It is <em>loaded</em> once the outcome is known, and <em>settled</em> once the value is in the
 * cache, or is known not to be kept. A get waits for the second, so that the entry is there afterwards; an entry
 * processor, which holds the key and so keeps the value from being installed, waits for the first.
 *
 * <p>Thread-safe.
 */
public final class Load {

    private final HashedKey key;
    private final Lease lease;
    private final Stage loaded = new Stage(this::worker);
    private final Stage settled = new Stage(this::worker);
    private final AtomicReference<@Nullable Outcome> outcome = new AtomicReference<>();
    private volatile @Nullable Thread worker;
    private volatile @Nullable Long dueNanos;

    Load(Object key, Lease lease) {
        this.key = new HashedKey(key);
        this.lease = lease;
    }

    /** Returns the key in stored form. */
    public Object key() {
        return key.stored();
    }

    HashedKey filedUnder() {
        return key;
    }

    public Lease lease() {
        return lease;
    }

    /** Makes the calling thread the one that loads. */
    public void begin() {
        worker = Thread.currentThread();
    }

    /** Says how long from now on the load may take. */
    void within(long timeoutNanos) {
        dueNanos = System.nanoTime() + timeoutNanos;
    }

    /** Returns whether the load takes longer than it may. */
    boolean isOverdue() {
        Long due = dueNanos;
        return due != null && System.nanoTime() - due >= 0;
    }

    /** Ends the loading with a value in stored form, or with null if the source has none, unless it has ended. */
    public void loaded(@Nullable Object storedValue) {
        loaded(storedValue, Long.MAX_VALUE);
    }

    /** Ends the loading with a value that the source gives a time to live, in milliseconds, unless it has ended. */
    public void loaded(@Nullable Object storedValue, long timeToLiveMillis) {
        boolean unused = end(new Outcome(storedValue, timeToLiveMillis, null, /* isFound= */ false));
    }

    /**
     * Ends the loading with the value of an entry that was there, unless it has ended. It is worth nothing to who asks after
     * that look: the entry may have been evicted since, and an invalidation have gone by that had ended the leases before this
     * one was taken, and found no entry.
     */
    public void found(Object storedValue) {
        boolean unused = end(new Outcome(storedValue, Long.MAX_VALUE, null, /* isFound= */ true));
    }

    /** Ends the loading with a failure, unless it has ended. */
    public void failed(Throwable cause) {
        boolean unused = fail(cause);
    }

    /** Does the same, and returns whether it had not ended. */
    boolean fail(Throwable cause) {
        return end(new Outcome(null, Long.MAX_VALUE, cause, /* isFound= */ false));
    }

    private boolean end(Outcome ended) {
        boolean isFirst = outcome.compareAndSet(null, ended);
        if (isFirst) {
            loaded.reach();
        }
        return isFirst;
    }

    /** Returns whether the outcome is known. */
    public boolean isLoaded() {
        return loaded.isDone();
    }

    /** Waits for the outcome; see {@link Stage#await}. */
    public boolean awaitLoaded(long timeoutNanos) {
        return loaded.await(key(), timeoutNanos);
    }

    /** Waits until the value is in the cache or not to be kept; see {@link Stage#await}. */
    public boolean awaitSettled(long timeoutNanos) {
        return settled.await(key(), timeoutNanos);
    }

    /** Returns the value in stored form, or null if the source has none or the load failed. Once loaded only. */
    public @Nullable Object value() {
        return requireNonNull(outcome.get(), "not loaded").value;
    }

    /** Returns whether the value is that of an entry, and was not loaded. Once loaded only. */
    public boolean isFound() {
        return requireNonNull(outcome.get(), "not loaded").isFound;
    }

    /** Returns how long the source lets the value live, in milliseconds. Once loaded only. */
    public long timeToLiveMillis() {
        return requireNonNull(outcome.get(), "not loaded").timeToLiveMillis;
    }

    /** Returns why the load failed, or null if it did not. Once loaded only. */
    public @Nullable Throwable failure() {
        return requireNonNull(outcome.get(), "not loaded").failure;
    }

    /** Returns whether the calling thread is the one that loads. */
    public boolean isMine() {
        return worker == Thread.currentThread();
    }

    /** Lets go those who wait for the value to be in the cache. A load that ends without an outcome has failed. */
    void settle() {
        if (!isLoaded()) {
            failed(new CacheLoaderException("The load of the key " + ShownText.of(key()) + " was given up"));
        }
        settled.reach();
    }

    private @Nullable Thread worker() {
        return worker;
    }

    private record Outcome(
            @Nullable Object value,
            long timeToLiveMillis,
            @Nullable Throwable failure,
            boolean isFound) {}
}
