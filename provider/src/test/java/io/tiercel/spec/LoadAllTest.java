package io.tiercel.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiercel.TiercelCache;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import javax.cache.integration.CacheLoaderException;
import javax.cache.integration.CompletionListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code Cache.loadAll}: what it asks the loader for, and that it completes once. */
final class LoadAllTest {

    private final LoadFixture fixture = new LoadFixture();
    private final FakeSource source = new FakeSource();
    private final Completion completion = new Completion();
    private final TiercelCache<Integer, String> cache =
            fixture.cache(LoadFixture.builder().loader(source));

    @AfterEach
    void close() {
        fixture.close();
    }

    /** Notes how a load completed, each time. */
    private static final class Completion implements CompletionListener {
        final List<Object> outcomes = Collections.synchronizedList(new ArrayList<>());

        @Override
        public void onCompletion() {
            outcomes.add("done");
        }

        @Override
        public void onException(Exception failure) {
            outcomes.add(failure);
        }

        Object await() {
            Waits.until("the load completes", () -> !outcomes.isEmpty());
            return outcomes.get(0);
        }
    }

    /** A failure that cannot even be told. */
    private static final class Wordless extends RuntimeException {
        private static final long serialVersionUID = 1;

        @Override
        public String getMessage() {
            throw this;
        }
    }

    private void settle() {
        // a load that runs after the first one on the same kind of thread: what completes twice has done so by then
        Completion other = new Completion();
        cache.loadAll(Set.of(99), true, other);
        other.await();
    }

    @Test
    void keepExisting_asksForAbsentKeysOnlyInOneCall() {
        source.rows.putAll(Map.of(1, "new", 2, "b", 3, "c"));
        cache.put(1, "old");
        cache.loadAll(Set.of(1, 2, 3), false, completion);
        assertThat(completion.await()).isEqualTo("done");
        assertThat(source.calls).containsExactly("loadAll [2, 3]");
        assertThat(cache.get(1)).isEqualTo("old");
        assertThat(cache.containsKey(2) && cache.containsKey(3)).isTrue();
    }

    @Test
    void keepExisting_allPresent_asksNobodyAndCompletes() {
        cache.put(1, "old");
        cache.loadAll(Set.of(1), false, completion);
        assertThat(completion.await()).isEqualTo("done");
        assertThat(source.calls).isEmpty();
    }

    @Test
    void replaceExisting_asksForAllInOneCallAndReplaces() {
        source.rows.putAll(Map.of(1, "new", 2, "b"));
        cache.put(1, "old");
        cache.loadAll(Set.of(1, 2, 3), true, completion);
        assertThat(completion.await()).isEqualTo("done");
        assertThat(source.calls).containsExactly("loadAll [1, 2, 3]");
        assertThat(cache.getAll(Set.of(1, 2))).isEqualTo(Map.of(1, "new", 2, "b"));
    }

    @Test
    void replaceExisting_sourceHasNone_leavesEntry() {
        cache.put(1, "old");
        cache.loadAll(Set.of(1), true, completion);
        assertThat(completion.await()).isEqualTo("done");
        assertThat(cache.get(1)).isEqualTo("old");
    }

    @Test
    void loaderFailsWithoutText_completes() {
        source.script = call -> {
            throw new Wordless();
        };
        cache.loadAll(Set.of(1), true, completion);
        assertThat(completion.await()).isInstanceOf(CacheLoaderException.class);
    }

    @Test
    void emptySet_completesOnce() {
        cache.loadAll(Set.of(), true, completion);
        assertThat(completion.await()).isEqualTo("done");
        settle();
        assertThat(completion.outcomes).hasSize(1);
        assertThat(source.calls).containsExactly("loadAll [99]");
    }

    @Test
    void withoutLoader_completesOnce() {
        TiercelCache<Integer, String> plain = fixture.cache(LoadFixture.builder());
        plain.loadAll(Set.of(1), true, completion);
        assertThat(completion.await()).isEqualTo("done");
        assertThat(completion.outcomes).hasSize(1);
    }

    @Test
    void nullListener_loadsAllTheSame() {
        source.rows.put(1, "a");
        cache.loadAll(Set.of(1), false, null);
        Waits.until("1 is loaded", () -> cache.containsKey(1));
    }

    @Test
    void nullListener_failingLoaderLeavesCacheUsable() {
        source.script = call -> {
            throw new IllegalStateException("down");
        };
        cache.loadAll(Set.of(1), false, null);
        Waits.until("the loader is asked", () -> !source.calls.isEmpty());
        source.script = call -> {};
        source.rows.put(1, "a");
        Waits.until("1 is loaded", () -> {
            try {
                return "a".equals(cache.get(1));
            } catch (CacheLoaderException e) {
                return false; // joined the load that fails
            }
        });
    }

    @Test
    void loaderThrows_completesOnceWithLoaderException() {
        source.script = call -> {
            if (!call.contains("99")) {
                throw new IllegalStateException("down");
            }
        };
        for (boolean replace : new boolean[] {true, false}) {
            completion.outcomes.clear();
            cache.loadAll(Set.of(1), replace, completion);
            assertThat(completion.await())
                    .isInstanceOfSatisfying(
                            CacheLoaderException.class,
                            e -> assertThat(e).hasCauseInstanceOf(IllegalStateException.class));
            settle();
            assertThat(completion.outcomes).hasSize(1);
        }
    }

    @Test
    void completionListenerThrows_isNotToldAgain() {
        List<String> told = Collections.synchronizedList(new ArrayList<>());
        CompletionListener failing = new CompletionListener() {
            @Override
            public void onCompletion() {
                told.add("done");
                throw new IllegalStateException("no");
            }

            @Override
            public void onException(Exception failure) {
                told.add("failed");
            }
        };
        cache.loadAll(Set.of(1), true, failing);
        Waits.until("told", () -> !told.isEmpty());
        settle();
        assertThat(told).containsExactly("done");
    }

    @Test
    void completion_comesAfterTheEntriesAreThere() {
        source.rows.put(1, "a");
        List<Boolean> there = Collections.synchronizedList(new ArrayList<>());
        cache.loadAll(Set.of(1), false, new CompletionListener() {
            @Override
            public void onCompletion() {
                there.add(cache.containsKey(1));
            }

            @Override
            public void onException(Exception failure) {
                there.add(false);
            }
        });
        Waits.until("told", () -> !there.isEmpty());
        assertThat(there).containsExactly(true);
    }

    @Test
    void call_doesNotWaitForTheLoader() {
        CountDownLatch gate = new CountDownLatch(1);
        source.script = call -> Waits.block(gate);
        cache.loadAll(Set.of(1), true, completion); // would hang here
        assertThat(completion.outcomes).isEmpty();
        gate.countDown();
        assertThat(completion.await()).isEqualTo("done");
    }

    @Test
    @SuppressWarnings({"unchecked", "rawtypes"}) // the mistake that is tested
    void keysOfAnotherType_areRefused() {
        assertThatThrownBy(() -> ((TiercelCache) cache).loadAll(Set.of("one"), true, completion))
                .isInstanceOf(ClassCastException.class);
    }

    @Test
    void nullKeys_areRefused() {
        assertThatThrownBy(() -> cache.loadAll(Collections.singleton(null), true, completion))
                .isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> cache.loadAll(null, true, completion)).isInstanceOf(NullPointerException.class);
        assertThat(completion.outcomes).isEmpty();
    }
}
