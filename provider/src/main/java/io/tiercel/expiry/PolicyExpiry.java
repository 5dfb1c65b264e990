package io.tiercel.expiry;

import io.tiercel.store.Entry;
import io.tiercel.store.Lifetime;
import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;
import org.jspecify.annotations.Nullable;

/**
 * An expiry policy of the user, asked at each write and each read. Thread-safe if the policy is, which JSR-107 demands
 * of it. What it throws never reaches the caller of the cache (Javadoc of {@link ExpiryPolicy}): the default of the
 * method is used instead, and the first failure is logged.
 */
public final class PolicyExpiry implements Expiry {

    private final ExpiryPolicy policy;
    private final double jitter;
    private final AtomicBoolean logged = new AtomicBoolean();

    private PolicyExpiry(ExpiryPolicy policy, double jitter) {
        this.policy = policy;
        this.jitter = jitter;
    }

    /**
     * Returns the expiry of a policy. The policies of JSR-107 themselves become fixed durations, so that they run no code
     * at an access.
     *
     * @param jitter the fraction by which a lifetime is cut at random, from 0 and below 1
     */
    public static Expiry of(ExpiryPolicy policy, double jitter) {
        return isStandard(policy.getClass()) ? fixed(policy, jitter) : new PolicyExpiry(policy, jitter);
    }

    private static boolean isStandard(Class<?> type) {
        return type == EternalExpiryPolicy.class
                || type == CreatedExpiryPolicy.class
                || type == ModifiedExpiryPolicy.class
                || type == AccessedExpiryPolicy.class
                || type == TouchedExpiryPolicy.class;
    }

    private static Expiry fixed(ExpiryPolicy policy, double jitter) {
        Duration update = policy.getExpiryForUpdate();
        Duration access = policy.getExpiryForAccess();
        if ((update != null && update.isEternal()) || (access != null && access.isEternal())) {
            return new PolicyExpiry(
                    policy, jitter); // here null and eternal differ, which fixed durations do not tell apart
        }
        return new FixedExpiry(
                finiteMillis(policy.getExpiryForCreation()),
                finiteMillis(update),
                finiteMillis(access),
                /* capped= */ false,
                jitter);
    }

    @Override
    public Lifetime created(long nowMillis) {
        Duration duration = ask("getExpiryForCreation", policy::getExpiryForCreation);
        return duration == null ? Lifetime.ETERNAL : Lifetime.until(writtenDeadline(nowMillis, duration));
    }

    @Override
    public Lifetime updated(long nowMillis, Entry current) {
        Duration duration = ask("getExpiryForUpdate", policy::getExpiryForUpdate);
        return duration == null ? Expiry.unchanged(current) : Lifetime.until(writtenDeadline(nowMillis, duration));
    }

    @Override
    public Lifetime readAndUpdated(long nowMillis, Entry current) {
        long accessedMillis = accessed(nowMillis);
        Duration duration = ask("getExpiryForUpdate", policy::getExpiryForUpdate);
        if (duration != null) {
            return Lifetime.until(writtenDeadline(nowMillis, duration));
        }
        return accessedMillis == UNCHANGED
                ? Expiry.unchanged(current)
                : Lifetime.until(accessedMillis).within(current.limitMillis());
    }

    @Override
    public long accessed(long nowMillis) {
        Duration duration = ask("getExpiryForAccess", policy::getExpiryForAccess);
        return duration == null ? UNCHANGED : deadline(nowMillis, duration);
    }

    @Override
    public boolean isEternal() {
        return false;
    }

    @Override
    public boolean changesOnAccess() {
        return true;
    }

    @Override
    public boolean runsUserCode() {
        return true;
    }

    @Override
    public void close() {
        if (policy instanceof Closeable closeable) {
            try {
                closeable.close();
            } catch (IOException | RuntimeException e) {
                log("close", e);
            }
        }
    }

    private @Nullable Duration ask(String question, Supplier<@Nullable Duration> answer) {
        try {
            return answer.get();
        } catch (RuntimeException e) {
            log(question, e);
            return null;
        }
    }

    private void log(String method, Exception failure) {
        if (logged.compareAndSet(false, true)) {
            System.getLogger(PolicyExpiry.class.getName())
                    .log(Level.WARNING, () -> policy.getClass().getName() + "." + method + " failed", failure);
        }
    }

    private long writtenDeadline(long nowMillis, Duration duration) {
        Long millis = finiteMillis(duration);
        return millis == null ? Entry.NEVER : Expiry.after(nowMillis, FixedExpiry.jittered(millis, jitter));
    }

    private static long deadline(long nowMillis, Duration duration) {
        Long millis = finiteMillis(duration);
        return millis == null ? Entry.NEVER : Expiry.after(nowMillis, millis);
    }

    private static @Nullable Long finiteMillis(@Nullable Duration duration) {
        if (duration == null || duration.isEternal()) {
            return null;
        }
        if (duration.isZero()) {
            return 0L;
        }
        return Math.max(1, TimeUnit.MILLISECONDS.convert(duration.getDurationAmount(), unit(duration)));
    }

    private static TimeUnit unit(Duration duration) {
        TimeUnit unit = duration.getTimeUnit();
        return unit == null ? TimeUnit.MILLISECONDS : unit;
    }
}
