package io.tiercel.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiercel.TiercelCache;
import java.util.Map;
import java.util.function.Consumer;
import javax.cache.Cache;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Operations that fail after the writer was told: the cache must not go on to say what the source does not. */
final class FailureAfterWriterTest {

    private final CacheFixture fixture = new CacheFixture();
    private final RecordingWriter writer = new RecordingWriter();
    private final FailingPolicy policy = new FailingPolicy();
    private final TiercelCache<String, String> cache =
            fixture.create(builder -> builder.writer(writer).expiry(() -> policy));

    /** Fails as a class does that is missing. */
    private static final class FailingPolicy implements ExpiryPolicy {
        private int failures;

        @Override
        public Duration getExpiryForCreation() {
            return Duration.ETERNAL;
        }

        @Override
        public Duration getExpiryForAccess() {
            return null;
        }

        @Override
        public Duration getExpiryForUpdate() {
            if (failures-- > 0) {
                throw new NoClassDefFoundError("of the policy");
            }
            return null;
        }
    }

    @SuppressWarnings("ImmutableEnumChecker") // stateless
    private enum Change {
        PUT(cache -> cache.put("a", "new")),
        GET_AND_PUT(cache -> cache.getAndPut("a", "new")),
        REPLACE(cache -> cache.replace("a", "new")),
        INVOKE(cache -> cache.invoke("a", (entry, arguments) -> {
            entry.setValue("new");
            return null;
        }));

        private final Consumer<Cache<String, String>> on;

        Change(Consumer<Cache<String, String>> on) {
            this.on = on;
        }
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @ParameterizedTest
    @EnumSource
    void anyChange_failsAfterTheWriter_leavesNoOldValue(Change change) {
        cache.put("a", "old");
        policy.failures = 1;

        assertThatThrownBy(() -> change.on.accept(cache)).isInstanceOf(NoClassDefFoundError.class);

        assertThat(writer.told()).containsExactly("+a", "+a");
        assertThat(cache.get("a")).isNull();
        cache.put("a", "newer");
        assertThat(cache.get("a")).isEqualTo("newer");
    }

    @Test
    void putAll_oneFailsAfterTheWriter_leavesNoOldValue() {
        Map<String, String> changed = Map.of("a", "new", "b", "new", "c", "new");
        cache.putAll(Map.of("a", "old", "b", "old", "c", "old"));
        policy.failures = 1;

        assertThatThrownBy(() -> cache.putAll(changed)).isInstanceOf(NoClassDefFoundError.class);

        assertThat(writer.told()).hasSize(6);
        assertThat(cache.getAll(changed.keySet()))
                .hasSize(2)
                .containsValue("new")
                .doesNotContainValue("old");
    }
}
