package io.tiercel.heap;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.serialize.AnnotatedValue;
import io.tiercel.serialize.Encoded;
import io.tiercel.serialize.Freshness;
import io.tiercel.store.Entry;
import io.tiercel.store.Lifetime;
import io.tiercel.tag.TagRegistry;
import java.util.List;
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
    void put_whereAUseMayGiveADeadline_makesNoEntry() {
        store = counted(/* touchable= */ true);
        Entry entry = put("old");
        assertTaken(entry, put("new"), "new");
        assertThat(entry.expiresAtMillis()).isEqualTo(Entry.NEVER);
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
