package io.tiercel.spec;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.TiercelCache;
import io.tiercel.TiercelConfiguration;
import io.tiercel.write.WriteQueue;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.cache.Cache;
import javax.cache.integration.CacheWriter;
import javax.cache.integration.CacheWriterException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Changes that wait to be written, of keys and values whose own methods fail. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class BrokenWritesTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final LoadFixture fixture = new LoadFixture();
    private final BrokenWriter writer = new BrokenWriter();
    private final TiercelCache<Named, Named> cache =
            fixture.cache(TiercelConfiguration.builder(Named.class, Named.class)
                    .byReference()
                    .writer(writer)
                    .writeBehind(behind -> behind.withDelay(Duration.ofHours(1))
                            .withAttempts(1)
                            .withBackOff(Duration.ofMillis(1), Duration.ofMillis(2)))
                    .build());

    /** Has no text, and as a value nothing to compare it by. */
    private record Named(int number, boolean isComparable) {

        static Named key(int number) {
            return new Named(number, true);
        }

        static Named value(int number) {
            return new Named(number, false);
        }

        @Override
        public boolean equals(Object other) {
            if (!isComparable) {
                throw new IllegalStateException("equals of a value");
            }
            return other instanceof Named named && named.number == number;
        }

        @Override
        public int hashCode() {
            return number;
        }

        @Override
        public String toString() {
            throw new IllegalStateException("toString of " + number);
        }
    }

    /** A failure without text. */
    private static final class Wordless extends CacheWriterException {
        private static final long serialVersionUID = 1;

        @Override
        public String getMessage() {
            throw new IllegalStateException("getMessage");
        }
    }

    /** Writes one entry of many and fails then; refuses the key 0. */
    private static final class BrokenWriter implements CacheWriter<Named, Named> {
        private final List<Integer> written = new CopyOnWriteArrayList<>();

        @Override
        public void write(Cache.Entry<? extends Named, ? extends Named> entry) {
            if (entry.getKey().number() == 0) {
                throw new Wordless();
            }
            written.add(entry.getKey().number());
        }

        @Override
        public void writeAll(Collection<Cache.Entry<? extends Named, ? extends Named>> entries) {
            write(entries.iterator().next());
            entries.remove(entries.iterator().next());
            throw new CacheWriterException("after the first");
        }

        @Override
        public void delete(Object key) {
            throw new Wordless();
        }

        @Override
        public void deleteAll(Collection<?> keys) {
            throw new Wordless();
        }
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private WriteQueue queue() {
        return requireNonNull(cache.writeBehind());
    }

    @Test
    void write_fails_keyAndFailureWithoutText_areADeadLetter() {
        cache.put(Named.key(0), Named.value(0));
        boolean unused = queue().flush(TIMEOUT);

        Waits.until("it is given up", () -> queue().deadLetters().size() == 1);
        assertThat(queue().deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.key()).contains(Named.class.getName()).contains("toString failed");
            assertThat(letter.error()).contains(Wordless.class.getName());
        });
        assertThat(queue().pending()).isZero();
    }

    @Test
    void writeAll_failsAfterTheFirst_valuesThatCannotBeCompared_areEachWrittenOnce() {
        Map<Named, Named> changes = new HashMap<>();
        for (int number = 1; number <= 5; number++) {
            changes.put(Named.key(number), Named.value(number));
        }
        cache.putAll(changes);
        assertThat(queue().flush(TIMEOUT)).isTrue();

        assertThat(writer.written).containsExactlyInAnyOrder(1, 2, 3, 4, 5);
        assertThat(queue().pending()).isZero();
    }
}
