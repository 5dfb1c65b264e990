package io.tiercel.spec;

import static java.util.Objects.requireNonNull;

import io.tiercel.TiercelConfigurationBuilder;
import io.tiercel.spec.CacheModel.Lives;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.cache.configuration.FactoryBuilder.SingletonFactory;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import org.jspecify.annotations.Nullable;

/** The ways in which entries of the model and of the cache beside it expire. */
enum ModelledExpiry {
    ETERNAL,
    AFTER_CREATION,
    AFTER_WRITE,
    AFTER_ACCESS_BUT_NOT_UPDATE,
    AFTER_ACCESS,
    AFTER_WRITE_OR_ACCESS,
    AFTER_CREATION_OR_ACCESS,
    /** A policy of the user that answers each time as it likes. */
    POLICY;

    private static final long MILLIS = 10_000;
    private static final long LESS_MILLIS = 8_000;

    private static final long[] CREATIONS = {0, 5_000, MILLIS, CacheModel.NEVER, MILLIS, CacheModel.NEVER};
    private static final @Nullable Long[] CHANGES = {null, 0L, 5_000L, CacheModel.NEVER, null, MILLIS, null};

    Lives lives(Random random) {
        return switch (this) {
            case ETERNAL -> new Lives(CacheModel.NEVER, null, null, false);
            case AFTER_CREATION -> new Lives(MILLIS, null, null, false);
            case AFTER_WRITE -> new Lives(MILLIS, MILLIS, null, false);
            case AFTER_ACCESS_BUT_NOT_UPDATE -> new Lives(MILLIS, null, MILLIS, false);
            case AFTER_ACCESS -> new Lives(MILLIS, MILLIS, MILLIS, false);
            case AFTER_WRITE_OR_ACCESS -> new Lives(MILLIS, MILLIS, LESS_MILLIS, true);
            case AFTER_CREATION_OR_ACCESS -> new Lives(MILLIS, null, LESS_MILLIS, true);
            case POLICY ->
                new Lives(
                        CREATIONS[random.nextInt(CREATIONS.length)],
                        CHANGES[random.nextInt(CHANGES.length)],
                        CHANGES[random.nextInt(CHANGES.length)],
                        false);
        };
    }

    /** @param lives what a policy of the user answers now */
    void configure(TiercelConfigurationBuilder<?, ?> builder, Supplier<Lives> lives) {
        switch (this) {
            case ETERNAL -> builder.eternal();
            case AFTER_CREATION -> builder.expiry(CreatedExpiryPolicy.factoryOf(requireNonNull(duration(MILLIS))));
            case AFTER_WRITE -> builder.expireAfterWrite(Duration.ofMillis(MILLIS));
            case AFTER_ACCESS_BUT_NOT_UPDATE ->
                builder.expiry(AccessedExpiryPolicy.factoryOf(requireNonNull(duration(MILLIS))));
            case AFTER_ACCESS -> builder.expireAfterAccess(Duration.ofMillis(MILLIS));
            case AFTER_WRITE_OR_ACCESS ->
                builder.expireAfterWrite(Duration.ofMillis(MILLIS)).expireAfterAccess(Duration.ofMillis(LESS_MILLIS));
            case AFTER_CREATION_OR_ACCESS ->
                builder.expireAfterCreation(Duration.ofMillis(MILLIS))
                        .expireAfterAccess(Duration.ofMillis(LESS_MILLIS));
            case POLICY -> builder.expiry(new SingletonFactory<>(new Policy(lives)));
        }
    }

    private static javax.cache.expiry.@Nullable Duration duration(@Nullable Long millis) {
        if (millis == null) {
            return null;
        }
        return millis == CacheModel.NEVER
                ? javax.cache.expiry.Duration.ETERNAL
                : new javax.cache.expiry.Duration(TimeUnit.MILLISECONDS, millis);
    }

    private record Policy(Supplier<Lives> lives) implements ExpiryPolicy {
        @Override
        public javax.cache.expiry.@Nullable Duration getExpiryForCreation() {
            return duration(lives.get().creation());
        }

        @Override
        public javax.cache.expiry.@Nullable Duration getExpiryForAccess() {
            return duration(lives.get().access());
        }

        @Override
        public javax.cache.expiry.@Nullable Duration getExpiryForUpdate() {
            return duration(lives.get().update());
        }
    }
}
