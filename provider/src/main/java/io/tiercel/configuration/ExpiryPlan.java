package io.tiercel.configuration;

import io.tiercel.configuration.AgeLimit.Since;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import javax.cache.configuration.Factory;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;
import org.jspecify.annotations.Nullable;

/**
 * When entries expire, in the terms of JSR-107 and what it lacks. A deadline is the earlier of the one that the policy
 * gives and the one that the age limit gives, less the jitter. Immutable.
 *
 * @param policyFactory creates the policy; serializable unless it came from a class name or an instance
 * @param ageLimit what the policy cannot say, or null
 * @param jitter the fraction by which an entry's time may be cut at random
 */
public record ExpiryPlan(
        Factory<ExpiryPolicy> policyFactory, @Nullable AgeLimit ageLimit, double jitter) {

    static ExpiryPlan of(ExpirySettings settings, ClassLoader classLoader) {
        double jitter = settings.jitter() == null ? 0 : settings.jitter();
        ExpiryRule rule = settings.rule();
        if (rule instanceof ExpiryRule.Policy policy) {
            return new ExpiryPlan(factoryOf(policy, classLoader), null, jitter);
        }
        if (rule instanceof ExpiryRule.Durations durations) {
            return of(durations, jitter);
        }
        return new ExpiryPlan(EternalExpiryPolicy.factoryOf(), null, jitter);
    }

    private static ExpiryPlan of(ExpiryRule.Durations durations, double jitter) {
        Duration write = durations.afterWrite();
        Duration access = durations.afterAccess();
        Duration hard = write != null ? write : durations.afterCreation();
        if (hard == null && access != null) {
            return new ExpiryPlan(TouchedExpiryPolicy.factoryOf(jsr(access)), null, jitter);
        }
        if (hard != null && access != null && access.compareTo(hard) < 0) {
            ExpiryPolicy touched = new TouchedExpiryPolicy(jsr(access));
            Since since = write != null ? Since.WRITE : Since.CREATION;
            return new ExpiryPlan(new FactoryBuilder.SingletonFactory<>(touched), new AgeLimit(hard, since), jitter);
        }
        // an idle time that is not the shorter one never decides: the age alone does
        javax.cache.expiry.Duration age = jsr(Objects.requireNonNull(hard, "one of the durations is given"));
        Factory<ExpiryPolicy> factory =
                write != null ? ModifiedExpiryPolicy.factoryOf(age) : CreatedExpiryPolicy.factoryOf(age);
        return new ExpiryPlan(factory, null, jitter);
    }

    private static javax.cache.expiry.Duration jsr(Duration duration) {
        return new javax.cache.expiry.Duration(TimeUnit.MILLISECONDS, duration.toMillis());
    }

    @SuppressWarnings("unchecked") // the policy is created as an ExpiryPolicy, and a factory only creates
    private static Factory<ExpiryPolicy> factoryOf(ExpiryRule.Policy policy, ClassLoader classLoader) {
        return (Factory<ExpiryPolicy>) policy.policy().factory(ExpiryPolicy.class, classLoader);
    }
}
