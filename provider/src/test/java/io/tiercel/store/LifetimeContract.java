package io.tiercel.store;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.concurrent.Effort;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What {@link Store} and {@link Lifetime} promise of deadlines, on top of {@link StoreContract}. */
public abstract class LifetimeContract extends StoreContract {

    /** Returns whether a use may give a deadline to an entry that was put without one. */
    protected abstract boolean isTouchable();

    private static Entry put(Store store, Lifetime lifetime) {
        return store.put("a", hash("a"), "1", lifetime, 1);
    }

    private static Entry entry(Store store) {
        return requireNonNull(store.peek("a", hash("a")));
    }

    @Test
    void put_eternal_neverExpires() {
        Store store = open(AMPLE);
        put(store, Lifetime.ETERNAL);

        assertThat(entry(store).expiresAtMillis()).isEqualTo(Entry.NEVER);
        assertThat(entry(store).limitMillis()).isEqualTo(Entry.NEVER);
        assertThat(entry(store).isExpiredAt(Long.MAX_VALUE - 1)).isFalse();
    }

    @Test
    void put_withADeadline_expiresThen() {
        Store store = open(AMPLE);
        put(store, Lifetime.until(1_000));

        assertThat(entry(store).isExpiredAt(999)).isFalse();
        assertThat(entry(store).isExpiredAt(1_000)).isTrue();
    }

    @Test
    void get_expiredEntry_isAnEntryLikeAnyOther() {
        Store store = open(AMPLE);
        put(store, Lifetime.until(1));

        assertThat(store.get("a", hash("a"))).isNotNull();
        assertThat(store.size()).isEqualTo(1);
    }

    @Test
    void put_noTimeAtAll_hasExpired() {
        Store store = open(AMPLE);
        put(store, Lifetime.OVER);

        assertThat(entry(store).isExpiredAt(Long.MIN_VALUE + 1)).isTrue();
    }

    @Test
    void touch_seenDeadline_movesIt() {
        Store store = open(AMPLE);
        put(store, Lifetime.until(1_000));

        assertThat(store.touch(entry(store), 1_000, 2_000)).isTrue();

        assertThat(entry(store).expiresAtMillis()).isEqualTo(2_000);
    }

    @Test
    void touch_deadlineThatWasMoved_isRefused() {
        Store store = open(AMPLE);
        put(store, Lifetime.until(1_000));
        store.touch(entry(store), 1_000, 2_000);

        assertThat(store.touch(entry(store), 1_000, 3_000)).isFalse();

        assertThat(entry(store).expiresAtMillis()).isEqualTo(2_000);
    }

    @Test
    void touch_eternalEntry_getsADeadlineWhereUsesGiveOne() {
        Store store = open(AMPLE);
        put(store, Lifetime.ETERNAL);

        assertThat(store.touch(entry(store), Entry.NEVER, 500)).isTrue();

        assertThat(entry(store).expiresAtMillis()).isEqualTo(isTouchable() ? 500 : Entry.NEVER);
    }

    @Test
    void touch_beyondTheLimit_stopsThere() {
        Store store = open(AMPLE);
        put(store, new Lifetime(1_000, 1_500));

        assertThat(store.touch(entry(store), 1_000, 2_000)).isTrue();

        assertThat(entry(store).expiresAtMillis()).isEqualTo(1_500);
        assertThat(entry(store).limitMillis()).isEqualTo(1_500);
    }

    @Test
    void expire_seenDeadline_isSettledOnce() {
        Store store = open(AMPLE);
        put(store, Lifetime.until(1_000));

        assertThat(store.expire(entry(store), 1_000)).isTrue();

        assertThat(entry(store).isExpiredAt(Long.MIN_VALUE + 1))
                .as("expired at any time")
                .isTrue();
        assertThat(store.expire(entry(store), 1_000)).as("expired again").isFalse();
        assertThat(store.touch(entry(store), 1_000, 2_000)).as("touched after").isFalse();
        assertThat(store.touch(entry(store), entry(store).expiresAtMillis(), 2_000))
                .as("touched with the deadline of an expired entry")
                .isFalse();
    }

    @Test
    void expire_settledAndSeenSo_isSo() {
        Store store = open(AMPLE);
        put(store, Lifetime.until(1_000));
        store.expire(entry(store), 1_000);

        assertThat(store.expire(entry(store), entry(store).expiresAtMillis())).isTrue();
    }

    @Test
    void touchAndExpire_ofAnEntryThatHasLeft_doNotAskForAnotherLook() {
        Store store = open(AMPLE);
        Entry entry = put(store, Lifetime.until(1_000));
        store.remove(entry);

        assertThat(store.touch(entry, 1_000, 2_000)).isTrue();
        assertThat(store.expire(entry, entry.expiresAtMillis())).isTrue();
    }

    @Test
    void expire_deadlineThatWasMoved_isRefused() {
        Store store = open(AMPLE);
        put(store, Lifetime.until(1_000));
        store.touch(entry(store), 1_000, 2_000);

        assertThat(store.expire(entry(store), 1_000)).isFalse();

        assertThat(entry(store).expiresAtMillis()).isEqualTo(2_000);
    }

    @Test
    void put_sameKeyWithAnotherLifetime_hasThatOne() {
        Store store = open(AMPLE);
        put(store, Lifetime.until(1_000));

        put(store, new Lifetime(3_000, 4_000));
        assertThat(entry(store).expiresAtMillis()).isEqualTo(3_000);
        assertThat(entry(store).limitMillis()).isEqualTo(4_000);

        put(store, Lifetime.ETERNAL);
        assertThat(entry(store).expiresAtMillis()).isEqualTo(Entry.NEVER);
    }

    @Test
    void touchAndExpire_atOnce_agreeOnWhoWasFirst() throws Exception {
        Store store = open(AMPLE);
        for (int round = 0; round < Effort.of(300); round++) {
            Entry entry = put(store, Lifetime.until(1_000));
            AtomicInteger winners = new AtomicInteger();
            Threads.run(
                    () -> winners.addAndGet(store.touch(entry, 1_000, 2_000) ? 1 : 0),
                    () -> winners.addAndGet(store.expire(entry, 1_000) ? 1 : 0));
            assertThat(winners).hasValue(1);
        }
    }

    @Test
    void touchOrExpire_whileTheEntryIsReplaced_leavesTheNewDeadlineAlone() throws Exception {
        Store store = open(AMPLE);
        for (int round = 0; round < Effort.of(300); round++) {
            Entry entry = put(store, Lifetime.until(1_000));
            boolean touches = round % 2 == 0;
            Threads.run(
                    () -> {
                        boolean unused = touches ? store.touch(entry, 1_000, 2_000) : store.expire(entry, 1_000);
                    },
                    () -> store.put("a", hash("a"), "2", Lifetime.until(3_000), 1));
            assertThat(entry(store).expiresAtMillis()).isEqualTo(3_000);
            assertThat(entry(store).value()).isEqualTo("2");
        }
    }
}
