package io.tiercel.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.cache.configuration.Factory;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ExpiryPlanTest {

    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Duration SHORT = Duration.ofMinutes(5);
    private static final javax.cache.expiry.Duration JSR_LONG = new javax.cache.expiry.Duration(TimeUnit.MINUTES, 10);
    private static final javax.cache.expiry.Duration JSR_SHORT = new javax.cache.expiry.Duration(TimeUnit.MINUTES, 5);

    @Test
    void of_nothingSaid_isEternal() {
        ExpiryPlan plan = ExpiryPlan.of(ExpirySettings.UNSET, ClassLoader.getSystemClassLoader());
        assertThat(plan).isEqualTo(new ExpiryPlan(EternalExpiryPolicy.factoryOf(), null, 0));
    }

    @Test
    void of_afterCreation_isTheStandardPolicy() {
        assertThat(plan(LONG, null, null).policyFactory().create()).isEqualTo(new CreatedExpiryPolicy(JSR_LONG));
    }

    @Test
    void of_afterWrite_isTheStandardPolicy() {
        assertThat(plan(null, LONG, null).policyFactory().create()).isEqualTo(new ModifiedExpiryPolicy(JSR_LONG));
    }

    @Test
    void of_afterAccess_countsWritesAsAccess() {
        assertThat(plan(null, null, LONG).policyFactory().create()).isEqualTo(new TouchedExpiryPolicy(JSR_LONG));
    }

    @Test
    void of_afterWriteAndShorterAfterAccess_limitsTheAge() {
        ExpiryPlan plan = plan(null, LONG, SHORT);
        assertThat(plan.policyFactory().create()).isEqualTo(new TouchedExpiryPolicy(JSR_SHORT));
        assertThat(plan.ageLimit()).isEqualTo(new AgeLimit(LONG, AgeLimit.Since.WRITE));
    }

    @Test
    void of_afterCreationAndShorterAfterAccess_limitsTheAgeSinceCreation() {
        assertThat(plan(LONG, null, SHORT).ageLimit()).isEqualTo(new AgeLimit(LONG, AgeLimit.Since.CREATION));
    }

    @Test
    void of_afterAccessNotShorter_isTheAgeAlone() {
        ExpiryPlan plan = plan(null, SHORT, LONG);
        assertThat(plan.policyFactory().create()).isEqualTo(new ModifiedExpiryPolicy(JSR_SHORT));
        assertThat(plan.ageLimit()).isNull();
    }

    @Test
    void of_durations_areSerializable() throws Exception {
        Factory<ExpiryPolicy> factory = plan(null, LONG, SHORT).policyFactory();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(factory);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(((Factory<?>) in.readObject()).create()).isEqualTo(factory.create());
        }
    }

    @Test
    void durations_creationAndWrite_excludeEachOther() {
        assertThatThrownBy(() -> new ExpiryRule.Durations(LONG, LONG, null)).hasMessageContaining("exclude each other");
    }

    @Test
    void durations_belowAMillisecond_isRefused() {
        assertThatThrownBy(() -> new ExpiryRule.Durations(Duration.ofNanos(5), null, null))
                .hasMessageContaining("at least 1ms");
    }

    private static ExpiryPlan plan(@Nullable Duration creation, @Nullable Duration write, @Nullable Duration access) {
        ExpiryRule rule = new ExpiryRule.Durations(creation, write, access);
        return ExpiryPlan.of(new ExpirySettings(rule, null), ClassLoader.getSystemClassLoader());
    }
}
