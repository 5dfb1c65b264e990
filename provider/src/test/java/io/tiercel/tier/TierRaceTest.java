package io.tiercel.tier;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiercel.concurrent.KeyLocks;
import io.tiercel.concurrent.KeyLocks.Stripe;
import io.tiercel.heap.EntryShape;
import io.tiercel.heap.HeapStore;
import io.tiercel.statistics.CacheStatistics;
import io.tiercel.statistics.Counter;
import io.tiercel.store.Entry;
import io.tiercel.store.EntryTooLargeException;
import io.tiercel.store.EvictionGate;
import io.tiercel.store.Lifetime;
import io.tiercel.store.Store;
import io.tiercel.store.Threads;
import io.tiercel.tier.MapLowerStore.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What comes between two steps of another operation, each interleaving made to happen. */
class TierRaceTest {

    private static final long QUANTUM_MILLIS = 100;
    private static final long IDLE_MILLIS = 1_600;
    private static final long START_MILLIS = 1_000_000;

    private final CacheStatistics statistics = new CacheStatistics(/* enabled= */ true);
    private final KeyLocks locks = new KeyLocks();
    private final MapLowerStore lower = new MapLowerStore(/* weighed= */ true, 10);
    private final HeapStore upper =
            new HeapStore(new EntryShape(/* touchable= */ true, /* weighed= */ false, /* versioned= */ true), 2);
    private final TieredStore store =
            new TieredStore(new TierParts(upper, lower, locks, new PlainForm(), QUANTUM_MILLIS, statistics));

    @AfterEach
    void eachHookHasRun() {
        assertThat(lower.awaitedSteps()).isEmpty();
    }

    private static int hash(Object key) {
        return Store.spread(key.hashCode());
    }

    private Entry put(Object key, Object value) {
        return put(key, value, Lifetime.ETERNAL, 1);
    }

    /** Puts as the engine does, in a section of the key. */
    private Entry put(Object key, Object value, Lifetime lifetime, long weight) {
        Stripe section = locks.enter(key, hash(key));
        try {
            return store.put(key, hash(key), value, lifetime, weight);
        } finally {
            section.exit();
        }
    }

    private void remove(Object key) {
        Stripe section = locks.enter(key, hash(key));
        try {
            assertThat(store.remove(requireNonNull(store.peek(key, hash(key))))).isTrue();
        } finally {
            section.exit();
        }
    }

    private void clear() {
        locks.withAllKeys(store::clear);
    }

    private @Nullable Object get(Object key) {
        Entry entry = store.get(key, hash(key));
        return entry == null ? null : entry.value();
    }

    private Entry entry(Object key) {
        return requireNonNull(store.peek(key, hash(key)));
    }

    private @Nullable Entry copy(Object key) {
        return upper.peek(key, hash(key));
    }

    /** Has the entry of a key below only. */
    private void demote(Object key) {
        lower.copiesAbove().left(hash(key));
        assertThat(copy(key)).isNull();
    }

    private void putBelow(Object key, Object value) {
        put(key, value);
        demote(key);
    }

    /** Evicts the entry of a key from the lower tier. */
    private void evict(Object key) {
        lower.shrink(0);
        assertThat(store.evict((hash, expiresAtMillis) -> hash == hash(key))).isNotNull();
        lower.shrink(10);
    }

    @Test
    void get_entryBelow_comesUp() {
        putBelow("a", "1");

        assertThat(get("a")).isEqualTo("1");

        assertThat(copy("a")).isNotNull();
        assertThat(store.moves().promotions()).isOne();
        assertThat(statistics.get(Counter.LOWER_HITS)).isOne();
    }

    @Test
    void peek_entryBelow_staysThere() {
        putBelow("a", "1");

        assertThat(entry("a").value()).isEqualTo("1");

        assertThat(copy("a")).isNull();
    }

    @Test
    void get_scanOfColdEntriesWhileTheHeapIsFull_leavesTheHeapAlone() {
        put("hot-1", "1");
        put("hot-2", "2");
        for (int key = 0; key < 8; key++) {
            putBelow(key, key);
        }
        put("hot-1", "1");
        put("hot-2", "2");
        assertThat(upper.size()).isEqualTo(2);

        for (int key = 0; key < 8; key++) {
            assertThat(get(key)).isEqualTo(key);
        }

        assertThat(copy("hot-1")).isNotNull();
        assertThat(copy("hot-2")).isNotNull();
    }

    @Test
    void get_entryIsReplacedBelowMeanwhileAndTheHeapTakesNoNewOnes_makesNoCopyOfTheOldOne() {
        put("hot-1", "1");
        put("hot-2", "2");
        put("cold", "old");
        assertThat(get("cold")).isEqualTo("old");
        assertThat(copy("cold")).isNull();
        lower.after(Step.READ, () -> put("cold", "new"));

        assertThat(get("cold")).isEqualTo("old");

        assertThat(copy("cold")).isNull();
        assertThat(get("cold")).isEqualTo("new");
    }

    @Test
    void get_coldEntryReadTwiceWhileTheHeapIsFull_comesUp() {
        put("hot-1", "1");
        put("hot-2", "2");
        put("cold", "3");
        assertThat(copy("cold")).as("put into a full heap").isNull();

        get("cold");
        get("cold");

        assertThat(store.moves().promotions()).isOne();
        assertThat(store.moves().demotions()).isOne();
        assertThat(upper.size()).isEqualTo(2);
        assertThat(store.size()).isEqualTo(3);
    }

    @Test
    void promotion_writtenAfterTheReadBelow_isDropped() {
        putBelow("a", "old");
        lower.after(Step.READ, () -> put("a", "new"));

        get("a");

        assertThat(get("a")).isEqualTo("new");
    }

    @Test
    void promotion_writtenBelowButNotYetAboveWhenItReads_isDropped() {
        putBelow("a", "old");
        lower.after(Step.READ, () -> {
            put("a", "new");
            demote("a");
        });

        get("a");

        assertThat(copy("a")).isNull();
        assertThat(get("a")).isEqualTo("new");
    }

    @Test
    void promotion_removedAfterTheReadBelow_isDropped() {
        putBelow("a", "old");
        lower.after(Step.READ, () -> remove("a"));

        get("a");

        assertThat(copy("a")).isNull();
        assertThat(get("a")).isNull();
    }

    @Test
    void promotion_clearedAfterTheReadBelow_isDropped() {
        putBelow("a", "old");
        lower.after(Step.READ, this::clear);

        get("a");

        assertThat(copy("a")).isNull();
        assertThat(get("a")).isNull();
    }

    @Test
    void promotion_evictedAfterTheReadBelow_isDropped() {
        putBelow("a", "old");
        lower.after(Step.READ, () -> evict("a"));

        get("a");

        assertThat(copy("a")).isNull();
        assertThat(get("a")).isNull();
    }

    @Test
    void promotion_keyIsBeingWritten_isGivenUp() throws Exception {
        putBelow("a", "old");
        KeyLocks.Hold hold = locks.hold("a", hash("a"));

        assertThat(get("a")).isEqualTo("old");

        assertThat(copy("a")).isNull();
        locks.release(hold);
    }

    @Test
    void clear_readBetweenTheTwoTiers_bringsNothingBack() {
        put("a", "1");
        lower.after(Step.CLEAR, () -> assertThat(get("a")).isNull());

        clear();

        assertThat(copy("a")).isNull();
        assertThat(get("a")).isNull();
    }

    /**
     * Looks an entry up that comes up to the heap after the look above and is changed, in another thread that has come no
     * further than a step, before the look below. Returns the value that was found; the copy is still there.
     */
    private @Nullable Object lookUpWhile(Step step, Runnable change, Supplier<@Nullable Entry> lookUp)
            throws Exception {
        putBelow("a", "old");
        Threads changing = new Threads();
        CountDownLatch changed = new CountDownLatch(1);
        CountDownLatch looked = new CountDownLatch(1);
        lower.after(Step.LOOKED_FOR, () -> {
            assertThat(get("a")).isEqualTo("old");
            lower.after(step, () -> {
                changed.countDown();
                await(looked);
            });
            changing.start(change::run);
            await(changed);
        });
        Entry found = lookUp.get();
        Entry seenByOthers = copy("a");
        looked.countDown();
        changing.join();
        assertThat(seenByOthers).as("still above").isNotNull();
        return found == null ? null : found.value();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void get_promotedAndThenWrittenBelowOnly_isWhatOthersSee() throws Exception {
        assertThat(lookUpWhile(Step.PUT, () -> put("a", "new"), () -> store.get("a", hash("a"))))
                .isEqualTo("old");
        assertThat(get("a")).isEqualTo("new");
    }

    @Test
    void peek_promotedAndThenWrittenBelowOnly_isWhatOthersSee() throws Exception {
        assertThat(lookUpWhile(Step.PUT, () -> put("a", "new"), () -> store.peek("a", hash("a"))))
                .isEqualTo("old");
    }

    @Test
    void get_promotedAndThenRemovedBelowOnly_isWhatOthersSee() throws Exception {
        assertThat(lookUpWhile(Step.REMOVE, () -> remove("a"), () -> store.get("a", hash("a"))))
                .isEqualTo("old");
        assertThat(get("a")).isNull();
    }

    @Test
    void get_promotedAndThenEvictedBelowOnly_isWhatOthersSee() throws Exception {
        assertThat(lookUpWhile(Step.EVICTED, () -> evict("a"), () -> store.get("a", hash("a"))))
                .isEqualTo("old");
        assertThat(get("a")).isNull();
    }

    @Test
    void evict_copyAbove_goesWithIt() {
        put("a", "1");

        evict("a");

        assertThat(get("a")).isNull();
        assertThat(upper.size()).isZero();
    }

    @Test
    void evict_readBeforeTheCopyHasGone_isStillThere() {
        put("a", "1");
        lower.after(Step.EVICTED, () -> assertThat(get("a")).isEqualTo("1"));

        evict("a");

        assertThat(get("a")).isNull();
    }

    @ParameterizedTest
    @EnumSource(names = {"REMOVE", "EVICTED"})
    void dropOrphans_copyOfWhatHasJustLeft_isNotReadAfter(Step step) {
        put("a", "1");
        put("b", "2");
        lower.after(step, () -> {
            assertThat(scan()).as("what a scan shows").containsExactly("b");
            assertThat(get("a")).as("what is read").isEqualTo("1");

            store.dropOrphans();

            assertThat(get("a")).isNull();
            assertThat(copy("b")).isNotNull();
        });

        if (step == Step.REMOVE) {
            remove("a");
        } else {
            evict("a");
        }

        assertThat(get("b")).isEqualTo("2");
    }

    @Test
    void dropOrphans_whileACopyIsMadeOfWhatHasJustLeft_leavesNone() throws Exception {
        putBelow("a", "1");
        Threads evicting = new Threads();
        CountDownLatch evicted = new CountDownLatch(1);
        CountDownLatch looked = new CountDownLatch(1);
        lower.after(Step.EVICTED, () -> {
            evicted.countDown();
            await(looked);
        });
        lower.after(Step.READ, () -> {
            evicting.start(() -> evict("a"));
            await(evicted);
            store.dropOrphans();
        });

        assertThat(get("a")).as("a read that began before").isEqualTo("1");
        assertThat(get("a")).as("one that began after").isNull();
        looked.countDown();
        evicting.join();
    }

    private List<Object> scan() {
        List<Entry> found = new ArrayList<>();
        assertThat(store.scan(0, found)).isZero();
        return found.stream().map(Entry::key).toList();
    }

    @Test
    void evict_readBelowWhileItLeaves_isNotBroughtBack() {
        putBelow("a", "1");
        lower.after(Step.EVICTED, () -> assertThat(get("a")).isNull());

        evict("a");

        assertThat(get("a")).isNull();
    }

    @Test
    void put_evictedBelowBeforeItIsAbove_leavesNoCopy() {
        lower.after(Step.PUT, () -> evict("a"));

        put("a", "1");

        assertThat(copy("a")).isNull();
        assertThat(get("a")).isNull();
    }

    @Test
    void put_overACopyEvictedBelowBeforeItIsAbove_leavesNoCopy() {
        put("a", "old");
        lower.after(Step.PUT, () -> evict("a"));

        put("a", "new");

        assertThat(copy("a")).isNull();
        assertThat(get("a")).isNull();
    }

    @Test
    void put_failsBetweenDownAndUp_leavesNoCopyOfThePredecessor() {
        put("a", "old");
        lower.after(Step.PUT, () -> {
            throw new OutOfMemoryError("on purpose");
        });

        assertThatThrownBy(() -> put("a", "new")).isInstanceOf(OutOfMemoryError.class);

        assertThat(copy("a")).isNull();
        assertThat(get("a")).isEqualTo("new");
    }

    @Test
    void put_tooLargeBelow_isRefused() {
        lower.refuseAbove(5);
        put("a", "old");

        assertThatThrownBy(() -> put("a", "large", Lifetime.ETERNAL, 6)).isInstanceOf(EntryTooLargeException.class);

        assertThat(copy("a")).isNull();
        assertThat(get("a"))
                .as("what becomes of the predecessor is the caller's")
                .isEqualTo("old");
    }

    @Test
    void remove_failsBelow_leavesNoCopy() {
        put("a", "1");
        lower.after(Step.REMOVE, () -> {
            throw new OutOfMemoryError("on purpose");
        });

        assertThatThrownBy(() -> remove("a")).isInstanceOf(OutOfMemoryError.class);

        assertThat(get("a")).isNull();
    }

    @Test
    void remove_demotedAfterItWasLookedAt_isGone() {
        Entry seen = put("a", "1");
        demote("a");

        assertThat(store.remove(seen)).isTrue();

        assertThat(get("a")).isNull();
    }

    @Test
    void remove_promotedAfterItWasLookedAt_isGone() {
        putBelow("a", "1");
        Entry seen = entry("a");
        get("a");
        assertThat(copy("a")).isNotNull();

        assertThat(store.remove(seen)).isTrue();

        assertThat(copy("a")).isNull();
        assertThat(get("a")).isNull();
    }

    private Entry putIdle(Object key) {
        return put(key, "1", Lifetime.until(START_MILLIS), 1);
    }

    private long deadlineBelow(Object key) {
        return requireNonNull(lower.peek(key, hash(key))).expiresAtMillis();
    }

    @Test
    void touch_withinTheQuantum_isNotToldBelow() {
        Entry entry = putIdle("a");

        assertThat(store.touch(entry, START_MILLIS, START_MILLIS + QUANTUM_MILLIS - 1))
                .isTrue();

        assertThat(entry.expiresAtMillis()).isEqualTo(START_MILLIS + QUANTUM_MILLIS - 1);
        assertThat(deadlineBelow("a")).isEqualTo(START_MILLIS);
    }

    @Test
    void touch_beyondTheQuantum_isToldBelow() {
        Entry entry = putIdle("a");

        store.touch(entry, START_MILLIS, START_MILLIS + IDLE_MILLIS);

        assertThat(deadlineBelow("a")).isEqualTo(START_MILLIS + IDLE_MILLIS);
    }

    @Test
    void touch_toAnEarlierDeadline_isToldBelowAtOnce() {
        Entry entry = putIdle("a");

        store.touch(entry, START_MILLIS, START_MILLIS - 1);

        assertThat(deadlineBelow("a")).isEqualTo(START_MILLIS - 1);
    }

    @Test
    void touch_toAnEarlierDeadlineThanTheOneThatIsBehindBelow_isToldBelowAtOnce() {
        Entry entry = putIdle("a");
        store.touch(entry, START_MILLIS, START_MILLIS + 7);
        assertThat(deadlineBelow("a")).as("behind").isEqualTo(START_MILLIS);

        store.touch(entry, START_MILLIS + 7, START_MILLIS - 1);

        assertThat(deadlineBelow("a")).isEqualTo(START_MILLIS - 1);
        demote("a");
        assertThat(entry("a").expiresAtMillis()).isEqualTo(START_MILLIS - 1);
    }

    @Test
    void demotion_touchedAbove_takesTheDeadlineDown() {
        Entry entry = putIdle("a");
        store.touch(entry, START_MILLIS, START_MILLIS + 7);

        demote("a");

        assertThat(entry("a").expiresAtMillis()).isEqualTo(START_MILLIS + 7);
    }

    @Test
    void touch_ofACopyThatHasLeft_movesTheDeadlineBelow() {
        Entry entry = putIdle("a");
        demote("a");

        assertThat(store.touch(entry, START_MILLIS, START_MILLIS + 7)).isTrue();

        assertThat(entry("a").expiresAtMillis()).isEqualTo(START_MILLIS + 7);
    }

    @Test
    void touch_ofAnEntryReadBelowThatHasComeUp_movesTheDeadlineAbove() {
        putIdle("a");
        demote("a");
        Entry below = entry("a");
        get("a");
        assertThat(copy("a")).isNotNull();

        assertThat(store.touch(below, START_MILLIS, START_MILLIS + 7)).isTrue();

        assertThat(entry("a").expiresAtMillis()).isEqualTo(START_MILLIS + 7);
        assertThat(below.expiresAtMillis()).isEqualTo(START_MILLIS + 7);
    }

    @Test
    void touch_promotedBetweenTheReadAndTheTouchBelow_isNotLost() {
        putIdle("a");
        demote("a");
        Entry below = entry("a");
        lower.after(Step.READ, () -> store.touch(below, START_MILLIS, START_MILLIS + 7));

        get("a");

        assertThat(entry("a").expiresAtMillis()).isEqualTo(START_MILLIS + 7);
    }

    @Test
    void expire_looksExpiredBelowButWasTouchedAbove_isRefused() {
        putIdle("a");
        demote("a");
        Entry below = entry("a");
        get("a");
        Entry above = entry("a");
        store.touch(above, START_MILLIS, START_MILLIS + 7);

        assertThat(store.expire(below, START_MILLIS)).isFalse();

        assertThat(below.expiresAtMillis()).isEqualTo(START_MILLIS + 7);
        assertThat(entry("a").expiresAtMillis()).isEqualTo(START_MILLIS + 7);
    }

    @Test
    void expire_ofACopyThatHasLeft_isSettledBelow() {
        Entry above = putIdle("a");
        demote("a");

        assertThat(store.expire(above, START_MILLIS)).isTrue();

        Entry below = entry("a");
        assertThat(below.expiresAtMillis()).isEqualTo(Entry.EXPIRED);
        assertThat(store.touch(below, START_MILLIS, START_MILLIS + 7)).isFalse();
    }

    @Test
    void expire_ofACopyThatHasLeftAndWasTouchedBelow_isRefused() {
        Entry above = putIdle("a");
        demote("a");
        store.touch(entry("a"), START_MILLIS, START_MILLIS + 7);

        assertThat(store.expire(above, START_MILLIS)).isFalse();

        assertThat(above.expiresAtMillis()).isEqualTo(START_MILLIS + 7);
    }

    /** Has the copy of an entry leave, and another one of the same entry come. Returns the one that has left. */
    private Entry putIdleAndCopyAnew(Object key) {
        Entry first = putIdle(key);
        demote(key);
        get(key);
        assertThat(copy(key)).isNotNull().isNotSameAs(first);
        return first;
    }

    @Test
    void touch_ofACopyInWhosePlaceIsAnother_movesTheDeadlineOfThat() {
        Entry first = putIdleAndCopyAnew("a");

        assertThat(store.touch(first, START_MILLIS, START_MILLIS + 7)).isTrue();

        assertThat(entry("a").expiresAtMillis()).isEqualTo(START_MILLIS + 7);
    }

    @Test
    void touch_toAnEarlierDeadlineOfACopyInWhosePlaceIsAnother_movesTheDeadlineOfThat() {
        Entry first = putIdleAndCopyAnew("a");

        assertThat(store.touch(first, START_MILLIS, START_MILLIS - 1)).isTrue();

        assertThat(entry("a").expiresAtMillis()).isEqualTo(START_MILLIS - 1);
        demote("a");
        assertThat(entry("a").expiresAtMillis()).isEqualTo(START_MILLIS - 1);
    }

    @Test
    void touch_toAnEarlierDeadlineOfAnEntryThatComesUpJustBefore_movesTheDeadlineAbove() {
        putIdle("a");
        demote("a");
        Entry below = entry("a");
        lower.after(Step.TOUCH, () -> get("a"));

        assertThat(store.touch(below, START_MILLIS, START_MILLIS - 1)).isTrue();

        assertThat(copy("a")).isNotNull();
        assertThat(entry("a").expiresAtMillis()).isEqualTo(START_MILLIS - 1);
    }

    @Test
    void touch_ofACopyInWhosePlaceIsAnotherThatHasExpired_isRefused() {
        Entry first = putIdleAndCopyAnew("a");
        assertThat(store.expire(entry("a"), START_MILLIS)).isTrue();

        assertThat(store.touch(first, START_MILLIS, START_MILLIS + 7)).isFalse();

        assertThat(first.expiresAtMillis()).isEqualTo(Entry.EXPIRED);
        demote("a");
        assertThat(entry("a").expiresAtMillis()).isEqualTo(Entry.EXPIRED);
    }

    @Test
    void expire_ofACopyInWhosePlaceIsAnotherThatWasTouched_isRefused() {
        Entry first = putIdleAndCopyAnew("a");
        assertThat(store.touch(entry("a"), START_MILLIS, START_MILLIS + 7)).isTrue();
        assertThat(deadlineBelow("a")).as("behind").isEqualTo(START_MILLIS);

        assertThat(store.expire(first, START_MILLIS)).isFalse();

        assertThat(first.expiresAtMillis()).isEqualTo(START_MILLIS + 7);
        demote("a");
        assertThat(entry("a").expiresAtMillis()).isEqualTo(START_MILLIS + 7);
    }

    @Test
    void expire_ofACopyInWhosePlaceIsAnother_isSettledThereToo() {
        Entry first = putIdleAndCopyAnew("a");

        assertThat(store.expire(first, START_MILLIS)).isTrue();

        assertThat(first.expiresAtMillis()).isEqualTo(Entry.EXPIRED);
        assertThat(store.touch(entry("a"), START_MILLIS, START_MILLIS + 7)).isFalse();
    }

    @Test
    void expire_ofACopyThatHasLeftAndComesUpAgainBeforeItIsSettledBelow_isSettledForGood() {
        Entry first = putIdle("a");
        demote("a");
        lower.after(Step.TOUCH, () -> get("a"));

        assertThat(store.expire(first, START_MILLIS)).isTrue();

        assertThat(copy("a")).isNotNull();
        assertThat(store.touch(entry("a"), START_MILLIS, START_MILLIS + 7)).isFalse();
    }

    @Test
    void demotion_expirySettledAbove_staysSettledBelow() {
        Entry above = putIdle("a");
        Entry seenBelow = requireNonNull(lower.peek("a", hash("a")));
        assertThat(store.expire(above, START_MILLIS)).isTrue();

        demote("a");

        assertThat(store.touch(seenBelow, START_MILLIS, START_MILLIS + 7)).isFalse();
        assertThat(entry("a").expiresAtMillis()).isEqualTo(Entry.EXPIRED);
    }

    @Test
    void touch_ofAPredecessor_leavesTheSuccessorAlone() {
        Entry old = putIdle("a");
        put("a", "2", Lifetime.until(START_MILLIS), 1);
        demote("a");

        store.touch(old, START_MILLIS, START_MILLIS + IDLE_MILLIS);

        assertThat(entry("a").expiresAtMillis()).isEqualTo(START_MILLIS);
    }

    @Test
    void evict_looksExpiredBelowButWasTouchedAbove_isShownWithTheLaterDeadline() {
        Entry entry = putIdle("a");
        store.touch(entry, START_MILLIS, START_MILLIS + 7);
        lower.shrink(0);
        long[] shown = new long[1];
        EvictionGate gate = (hash, expiresAtMillis) -> {
            shown[0] = expiresAtMillis;
            return true;
        };

        Entry victim = requireNonNull(store.evict(gate));

        assertThat(shown[0]).isEqualTo(START_MILLIS + 7);
        assertThat(victim.expiresAtMillis()).isEqualTo(START_MILLIS + 7);
    }

    @Test
    void evict_whileACopyWithALaterDeadlineIsLeaving_goesByThat() {
        Entry above = putIdle("a");
        store.touch(above, START_MILLIS, START_MILLIS + 7);
        List<Long> asked = new ArrayList<>();
        lower.after(Step.TOUCH, () -> {
            lower.shrink(0);
            assertThat(store.evict((hash, expiresAtMillis) -> !asked.add(expiresAtMillis)))
                    .isNull();
            lower.shrink(10);
        });

        demote("a");

        assertThat(asked).containsExactly(START_MILLIS + 7);
    }

    @Test
    void promotion_anotherCopyHasComeAndLeftWithALaterDeadline_isDropped() {
        putBelow("b", "2");
        putBelow("c", "3");
        putIdle("a");
        demote("a");
        lower.after(Step.READ, () -> {
            get("a");
            store.touch(requireNonNull(copy("a")), START_MILLIS, START_MILLIS + 7);
            while (copy("a") != null) {
                get("b");
                get("c");
            }
        });

        get("a");

        assertThat(entry("a").expiresAtMillis()).isEqualTo(START_MILLIS + 7);
    }

    @Test
    void promotion_whileACopyWithALaterDeadlineIsLeaving_isDropped() {
        Entry above = putIdle("a");
        store.touch(above, START_MILLIS, START_MILLIS + 7);
        lower.after(Step.TOUCH, () -> get("a"));

        demote("a");

        assertThat(entry("a").expiresAtMillis()).isEqualTo(START_MILLIS + 7);
    }

    @Test
    void get_evictedBelowWhileAnotherReaderMakesACopy_staysAbsent() throws Exception {
        putBelow("a", "old");
        CountDownLatch read = new CountDownLatch(1);
        CountDownLatch evicted = new CountDownLatch(1);
        CountDownLatch copied = new CountDownLatch(1);
        lower.after(Step.READ, () -> {
            read.countDown();
            await(evicted);
        });
        Threads reading = new Threads();
        reading.start(() -> {
            get("a");
            copied.countDown();
        });
        await(read);
        lower.after(Step.EVICTED, () -> {
            assertThat(get("a")).isNull();
            evicted.countDown();
            await(copied);
            assertThat(get("a")).as("what was absent").isNull();
        });

        evict("a");

        reading.join();
    }

    @Test
    void expire_promotedBetweenTheReadAndTheExpiryBelow_isSettledForGood() {
        putIdle("a");
        demote("a");
        Entry below = entry("a");
        lower.after(
                Step.READ, () -> assertThat(store.expire(below, START_MILLIS)).isTrue());

        get("a");

        assertThat(store.touch(entry("a"), START_MILLIS, START_MILLIS + 7)).isFalse();
    }
}
