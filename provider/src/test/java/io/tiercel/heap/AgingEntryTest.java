package io.tiercel.heap;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.serialize.AnnotatedValue;
import io.tiercel.serialize.Freshness;
import io.tiercel.store.Entry;
import io.tiercel.store.Lifetime;
import io.tiercel.tag.TagRegistry;
import io.tiercel.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgingEntryTest {

    private static final long DEADLINE = 100_000;

    private final TagRegistry tags = new TagRegistry();

    @Test
    void plainAt_untilItsTagsWereLookedAt_saysNothing() {
        Entry entry = entry(new AnnotatedValue("value", tags.tagSet(List.of("a"), tags.now())));
        assertThat(entry.plainAt(tags.era(), at(0))).isNull();
        entry.foundLive(tags.era());
        assertThat(entry.plainAt(tags.era(), at(0))).isEqualTo("value");
        tags.invalidate(List.of("b"));
        assertThat(entry.plainAt(tags.era(), at(0))).isNull();
    }

    @Test
    void plainAt_nearItsDeadlineOrExpired_saysNothing() {
        HeapEntry entry = entry(new AnnotatedValue("value", tags.tagSet(List.of("a"), tags.now())));
        entry.foundLive(tags.era());
        assertThat(entry.plainAt(tags.era(), at(DEADLINE - 1_001))).isEqualTo("value");
        assertThat(entry.plainAt(tags.era(), at(DEADLINE - 1_000))).isNull();
        assertThat(entry.expire(DEADLINE)).isTrue();
        assertThat(entry.plainAt(tags.era(), at(0))).isNull();
    }

    @Test
    void plainAt_whenItMayBeTimeToLoadItAnew_saysNothing() {
        Entry entry = entry(new AnnotatedValue("value", null, new Freshness(0, 5)));
        entry.foundLive(tags.era());
        assertThat(entry.plainAt(tags.era(), at(0))).isNull();
        entry.quietUntil(80_000);
        assertThat(entry.plainAt(tags.era(), at(79_999))).isEqualTo("value");
        assertThat(entry.plainAt(tags.era(), at(80_000))).isNull();
    }

    @Test
    void plainAt_ofAnEntryWithADeadlineAlone_isItsValueWhileThatIsFar() {
        HeapEntry entry = new EntryShape(/* touchable= */ false, /* weighed= */ false)
                .make("key", 1, "value", new Lifetime(DEADLINE, Entry.NEVER), 1);
        assertThat(entry.plainAt(0, at(DEADLINE - 1_001))).isEqualTo("value");
        assertThat(entry.plainAt(0, at(DEADLINE - 1_000))).isNull();
        assertThat(entry.expire(DEADLINE)).isTrue();
        assertThat(entry.plainAt(0, at(0))).isNull();
    }

    @Test
    void plainAt_ofAnEntryThatNeverExpires_asksForNoTime() {
        EntryShape shape = new EntryShape(/* touchable= */ false, /* weighed= */ false);
        Clock unasked = () -> {
            throw new AssertionError("asked for the time");
        };
        HeapEntry tagged = shape.make(
                "key", 1, new AnnotatedValue("value", tags.tagSet(List.of("a"), tags.now())), Lifetime.ETERNAL, 1);
        tagged.foundLive(tags.era());
        assertThat(tagged.plainAt(tags.era(), unasked)).isEqualTo("value");
        HeapEntry bare = shape.make("key", 1, "value", Lifetime.ETERNAL, 1);
        assertThat(bare.plainAt(tags.era(), unasked)).isNull(); // its reader goes by isSimple()
    }

    private static Clock at(long millis) {
        return () -> millis;
    }

    private static HeapEntry entry(AnnotatedValue value) {
        HeapEntry made = new EntryShape(/* touchable= */ false, /* weighed= */ false)
                .make("key", 1, value, new Lifetime(DEADLINE, Entry.NEVER), 1);
        assertThat(made.value()).isSameAs(value);
        return made;
    }
}
