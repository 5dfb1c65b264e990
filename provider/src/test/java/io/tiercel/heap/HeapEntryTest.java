package io.tiercel.heap;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.serialize.AnnotatedValue;
import io.tiercel.serialize.Encoded;
import io.tiercel.serialize.Freshness;
import io.tiercel.store.Entry;
import io.tiercel.store.EvictionGate;
import io.tiercel.store.Lifetime;
import io.tiercel.store.Threads;
import io.tiercel.tag.TagRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** An entry takes another value where a new entry would differ in nothing else, and only there. */
class HeapEntryTest {

    private static final Encoded BYTES = new Encoded(new byte[] {1});

    private final TagRegistry tags = new TagRegistry();
    private HeapStore store = counted(/* touchable= */ false);

    private static HeapStore counted(boolean touchable) {
        return new HeapStore(new EntryShape(touchable, /* weighed= */ false), 100);
    }

    private static HeapStore weighed() {
        return new HeapStore(new EntryShape(/* touchable= */ false, /* weighed= */ true), 100);
    }

    private Entry put(Object value) {
        return put(value, Lifetime.ETERNAL, 1);
    }

    private Entry put(Object value, Lifetime lifetime, long weight) {
        return store.put("key", 1, value, lifetime, weight);
    }

    private AnnotatedValue tagged(Object value) {
        return new AnnotatedValue(value, tags.tagSet(List.of("a"), tags.now()));
    }

    private void assertTaken(Entry old, Entry now, Object value) {
        assertThat(now).isSameAs(old);
        assertShown(now, value);
    }

    private void assertReplaced(Entry old, Entry now, Object value) {
        assertThat(now).isNotSameAs(old);
        assertThat(store.remove(old)).as("the old entry is there").isFalse();
        assertShown(now, value);
    }

    private void assertShown(Entry now, Object value) {
        assertThat(now.value()).isEqualTo(value);
        assertThat(store.peek("key", 1)).isSameAs(now);
        assertThat(store.size()).isEqualTo(1);
    }

    @Test
    void put_oftenEnough_bringsTheEntryToTheFrontOfItsChain() {
        store.put("key", 1, "value", Lifetime.ETERNAL, 1);
        store.put("other", 1, "value", Lifetime.ETERNAL, 1);
        List<Entry> before = new ArrayList<>();
        store.scan(1, before);

        for (int use = 0; use < HeapEntry.MOST_USES; use++) {
            store.put(before.get(1).key(), 1, "new", Lifetime.ETERNAL, 1);
        }

        List<Entry> after = new ArrayList<>();
        store.scan(1, after);
        assertThat(after).containsExactly(before.get(1), before.get(0));
    }

    @Test
    void put_valueForAnother_makesNoEntry() {
        assertTaken(put("old"), put("new"), "new");
    }

    @Test
    void put_encodedValueForAnother_makesNoEntry() {
        Encoded other = new Encoded(new byte[] {2});
        assertTaken(put(BYTES), put(other), other);
    }

    @Test
    void put_ofTheSameWeight_makesNoEntry() {
        store = weighed();
        assertTaken(put("old", Lifetime.ETERNAL, 7), put("new", Lifetime.ETERNAL, 7), "new");
        assertThat(store.weight()).isEqualTo(7);
    }

    @Test
    void put_ofAnotherWeight_makesAnEntry() {
        store = weighed();
        assertReplaced(put("old", Lifetime.ETERNAL, 7), put("new", Lifetime.ETERNAL, 8), "new");
        assertThat(store.weight()).isEqualTo(8);
    }

    @Test
    void put_isAUse() {
        HeapEntry entry = (HeapEntry) put("old");
        int uses = entry.uses;
        put("new");
        assertThat(entry.uses).isGreaterThan((byte) uses);
    }

    @Test
    void put_withAnotherDeadline_makesNoEntry() {
        Entry entry = put("old", Lifetime.until(5), 1);
        assertTaken(entry, put("new", Lifetime.until(6), 1), "new");
        assertThat(entry.expiresAtMillis()).isEqualTo(6);
    }

    @Test
    void put_whereAUseMovesTheDeadline_makesAnEntry() {
        store = counted(/* touchable= */ true);
        assertReplaced(put("old"), put("new"), "new");
        assertReplaced(put("timed", Lifetime.until(5), 1), put("later", Lifetime.until(6), 1), "later");
    }

    @Test
    void evict_ofAnEntryThatIsPutWhileTheGateLooksAtIt_leavesIt() {
        store = new HeapStore(new EntryShape(/* touchable= */ false, /* weighed= */ false), 1);
        put("old", Lifetime.until(5), 1);
        store.put("other", 2, "other", Lifetime.until(9), 1);
        PuttingGate gate = new PuttingGate();
        assertThat(store.evict(gate)).isNull();
        assertThat(gate.withdrawn).isTrue();
        assertThat(requireNonNull(store.peek("key", 1)).value()).isEqualTo("new");
    }

    /** Finds an entry expired, and can claim its key because a put of it has just ended. */
    private final class PuttingGate implements EvictionGate {
        private boolean withdrawn;

        @Override
        public boolean admits(int hash, long expiresAtMillis) {
            if (expiresAtMillis != 5) {
                return false;
            }
            put("new", Lifetime.until(8), 1);
            return true;
        }

        @Override
        public void withdraw() {
            withdrawn = true;
        }
    }

    @Test
    void read_besidesAPut_findsNoValueWithALaterDeadlineThanItsOwn() throws Exception {
        Entry entry = put(1L, Lifetime.until(1), 1);
        AtomicBoolean ended = new AtomicBoolean();
        AtomicLong mixed = new AtomicLong();
        Threads.run(
                () -> {
                    for (long deadline = 2; deadline <= 3_000_000; deadline++) {
                        put(deadline, Lifetime.until(deadline), 1);
                    }
                    ended.set(true);
                },
                () -> {
                    while (!ended.get()) {
                        long deadline = entry.expiresAtMillis();
                        if ((long) entry.value() < deadline) {
                            mixed.incrementAndGet();
                        }
                    }
                });
        assertThat(mixed).hasValue(0);
        assertShown(entry, 3_000_000L);
    }

    @Test
    void put_afterTheExpiryWasSettled_makesAnEntry() {
        Entry entry = put("old", Lifetime.until(5), 1);
        store.expire(entry, 5);
        assertReplaced(entry, put("new", Lifetime.until(6), 1), "new");
        assertThat(entry.expiresAtMillis()).isEqualTo(Entry.EXPIRED);
    }

    @Test
    void put_withOrWithoutADeadlineUnlikeBefore_makesAnEntry() {
        assertReplaced(put("old"), put("new", Lifetime.until(5), 1), "new");
        assertReplaced(put("newer", Lifetime.until(6), 1), put("newest"), "newest");
        assertThat(store.peek("key", 1)).matches(Entry::isSimple);
    }

    @Test
    void put_ofNoTimeAtAllOrWithALimit_makesAnEntry() {
        assertReplaced(put("a", Lifetime.until(5), 1), put("b", Lifetime.OVER, 1), "b");
        assertReplaced(put("c", Lifetime.until(5), 1), put("d", new Lifetime(5, 6), 1), "d");
        assertReplaced(put("e", new Lifetime(5, 6), 1), put("f", Lifetime.until(6), 1), "f");
    }

    @Test
    void put_inAnotherForm_makesAnEntry() {
        assertReplaced(put("old"), put(BYTES), BYTES);
        assertReplaced(put(BYTES), put("new"), "new");
        assertThat(store.peek("key", 1)).matches(Entry::isSimple);
    }

    @Test
    void put_ofWhatHasAnnotations_makesAnEntry() {
        AnnotatedValue taggedBytes = tagged(BYTES);
        AnnotatedValue aged = new AnnotatedValue("aged", null, new Freshness(0, 5));
        Entry tagged = put(tagged("tagged"));
        assertReplaced(tagged, put("plain"), "plain");
        assertReplaced(put(BYTES), put(taggedBytes), taggedBytes);
        assertReplaced(put(taggedBytes), put(BYTES), BYTES);
        assertReplaced(put("plain"), put(aged), aged);
        assertReplaced(put("timed", Lifetime.until(5), 1), put(aged, Lifetime.until(5), 1), aged);
        assertReplaced(put(aged, Lifetime.until(5), 1), put("timed", Lifetime.until(5), 1), "timed");
    }
}
